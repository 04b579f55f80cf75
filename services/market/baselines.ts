/** What people do without an engine: the mean of a brand's asking prices, or the median of brand and condition. */
import { mean, median } from "./engine/statistics.ts";
import { profileOf } from "./engine/profile.ts";
import type { Observation } from "./observation.ts";

export type Baseline = (held: Observation) => number;
type Key = (one: Observation) => string;

const brandOf: Key = (one) => profileOf(one).brand;
const brandAndCondition: Key = (one) => `${brandOf(one)}\n${one.condition ?? ""}`;
/** Fewer than this are not a group. */
const GROUP_MIN = 1;

export const brandMean = (known: readonly Observation[]): Baseline =>
  grouped(known, [brandOf], mean);

export const brandConditionMedian = (known: readonly Observation[]): Baseline =>
  grouped(known, [brandAndCondition, brandOf], median);

/** The first key with a group large enough; all prices where there is none. */
function grouped(
  known: readonly Observation[],
  keys: readonly Key[],
  middle: (cents: number[]) => number,
): Baseline {
  const groups = keys.map((key) => Map.groupBy(known, key));
  const all = median(known.map(({ price }) => price.cents));
  return (held) => {
    for (const [i, key] of keys.entries()) {
      const group = groups[i]?.get(key(held));
      if (group && group.length >= GROUP_MIN) return middle(group.map(({ price }) => price.cents));
    }
    return all;
  };
}
