/** How much is done in either form. */
import type { KilledSize } from "./scenarios/killed.ts";
import type { PoisonSize } from "./scenarios/poison.ts";
import type { PowerCutSize } from "./scenarios/power_cut.ts";
import type { StormSize } from "./scenarios/storm.ts";

export interface Sizes {
  readonly storm: StormSize;
  readonly killed: KilledSize;
  readonly powerCut: PowerCutSize;
  /** Letters that wait. */
  readonly backlog: number;
  readonly poison: PoisonSize;
  readonly upgrade: number;
}

/** For every run of the tests: each fault once. */
export const SHORT: Sizes = {
  storm: { webhooks: 300, changes: 1_000, rounds: 12 },
  killed: { rounds: 2, perRound: 40 },
  powerCut: { cuts: 1, perCut: 40 },
  backlog: 500,
  poison: { webhooks: 5, pretended: 6 },
  upgrade: 20,
};

/** A day away at a webhook a second is 86,400. */
export const FULL: Sizes = {
  storm: { webhooks: 10_000, changes: 50_000, rounds: 96 },
  killed: { rounds: 20, perRound: 500 },
  powerCut: { cuts: 10, perCut: 200 },
  backlog: 86_400,
  poison: { webhooks: 50, pretended: 0 },
  upgrade: 1_000,
};
