/** Whether what was read is the answer to what was asked. */
import type { MarketSearch } from "../marketplace/mod.ts";
import type { Reading } from "../market/mod.ts";
import { obeys } from "./obeys.ts";

export type Weighed = "fine" | "empty" | "filters_ignored" | "shape_changed";

/** More that is not understood than this, and the answer has another shape. */
const NOT_UNDERSTOOD_SHARE = 0.5;

export function weigh(reading: Reading, search: MarketSearch): Weighed {
  const { kind, observations, dropped, notUnderstood } = reading;
  const puzzles = sum(notUnderstood);
  if (kind !== "answer" || puzzles > 0 && observations.length === 0) return "shape_changed";
  if (puzzles > (observations.length + puzzles) * NOT_UNDERSTOOD_SHARE) return "shape_changed";
  if (observations.length === 0 && sum(dropped) === 0) return "empty";
  return obeys(observations, search) ? "fine" : "filters_ignored";
}

/** Everything that the answer held, also what was left out. */
export function sizeOf({ observations, dropped, notUnderstood }: Reading): number {
  return observations.length + sum(dropped) + sum(notUnderstood);
}

const sum = (counts: Readonly<Partial<Record<string, number>>>): number =>
  Object.values(counts).reduce<number>((all, count) => all + (count ?? 0), 0);
