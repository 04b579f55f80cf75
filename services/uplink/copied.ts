/**
 * How far home brought its copy, as home remembers it: a copy that is behind that is another one, or was set back,
 * and what it lacks is not in the outbox any more.
 */
import type { Key, Store } from "../store/mod.ts";

/** Outside the records: a copy does not carry it. */
const COPIED: Key = ["uplink", "copied"];

export interface Copied {
  /** The number of the last batch that was acknowledged; 0: none. */
  number(): Promise<number>;
  remember(number: number): Promise<void>;
}

export function createCopied(store: Store): Copied {
  return {
    number: async () => Number((await store.get(COPIED))?.value ?? 0),
    async remember(number) {
      await store.atomic({ sets: [{ key: COPIED, value: number }] });
    },
  };
}
