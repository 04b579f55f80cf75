/** Whether home and its copy say the same, asked while home may go on working. */
import { CARRIED, type Store } from "../store/mod.ts";
import type { Replicator } from "./replicator.ts";
import { type Difference, firstDifference, type OtherSide } from "./verify.ts";

/** What the running app is asked for it by. */
export const VERIFY_REPLICA = "replica verify";

export interface VerifyOptions {
  readonly store: Store;
  readonly replicator: Pick<Replicator, "ship">;
  readonly other: OtherSide;
}

/** What changes while it is compared looks like a difference once, a real one stays. */
const TRIES = 3;

/** Ships what waits, then compares. @returns null when both sides are equal */
export async function verifyReplica(options: VerifyOptions): Promise<Difference | null> {
  const { store, replicator, other } = options;
  let found: Difference | null = null;
  for (let tries = 0; tries < TRIES; tries++) {
    await replicator.ship();
    found = await firstDifference(store, other, CARRIED);
    if (!found) return null;
  }
  return found;
}
