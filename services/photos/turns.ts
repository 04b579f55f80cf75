/** Lets those who want the same thing take turns, instead of colliding in the store and trying again. */
export type Turns = <T>(name: string, work: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const before = last.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(name, mine);
    const leave = () => void (last.get(name) === mine && last.delete(name));
    mine.then(leave, leave);
    return mine;
  };
}
