/** Chance that can be had again: the same seed, the same run of numbers. */
export interface Chance {
  /** A whole number from 0 to below `past`. */
  below(past: number): number;
  /** @returns a shuffled copy */
  shuffled<T>(things: readonly T[]): T[];
}

/** Mulberry32: small, and good enough to choose faults with. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const below = (past: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * past);
  };
  return {
    below,
    shuffled(things) {
      const order = [...things];
      for (let at = order.length - 1; at > 0; at--) {
        const other = below(at + 1);
        [order[at], order[other]] = [order[other]!, order[at]!];
      }
      return order;
    },
  };
}
