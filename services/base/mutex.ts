/** Mutual exclusion inside this process. */

/** Runs one piece of work at a time, in the order of the calls. One that fails does not stop the next. */
export type Mutex = <T>(work: () => Promise<T>) => Promise<T>;

/** The same for each name on its own: work under different names runs side by side. */
type KeyedMutex = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function createMutex(): Mutex {
  const run = createKeyedMutex();
  return (work) => run("", work);
}

export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    const forget = () => void (last.get(name) === mine && last.delete(name));
    mine.then(forget, forget);
    return mine;
  };
}
