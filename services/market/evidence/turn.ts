/** One story of the evidence after the other: two readings of the same listing must not overtake each other. */
export type Turn = <T>(story: () => Promise<T>) => Promise<T>;

export function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (story) => {
    const mine = last.then(story);
    last = mine.catch(() => {});
    return mine;
  };
}
