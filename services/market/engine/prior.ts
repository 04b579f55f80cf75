/**
 * What the engine believes before it has seen the neighbours: how much each thing that two listings share
 * makes their prices alike, as variances of the logarithm of the price. Learned once on listings of other
 * countries and years than those it is judged on (docs/pricing.md), then rounded.
 */
export const LIKENESS = {
  words: 0.19,
  brand: 0.045,
  family: 0.075,
  category: 0.125,
  garmentGroup: 0.1,
  level: 0.017,
  levelSlope: 0.04,
  wearSlope: 0.04,
  size: 0.03,
  sizeBand: 0.026,
  sizeBandAndLevel: 0.024,
  length: 0.037,
  materials: 0.053,
  colours: 0.053,
  country: 0.02,
  sold: 0.02,
  everything: 0.07,
} as const;

/** What two listings that agree in everything still differ by. */
export const NOISE = 0.3;
/** A price that we were paid ourselves is beyond doubt, and ours. */
export const OWN_NOISE_SHARE = 0.1;
/** What was paid says more than what was asked. */
export const SOLD_NOISE_SHARE = 0.5;
/** After so long an observation says half as much. */
export const HALF_LIFE_MS = 365 * 86_400_000;
/** An observation older than this many half-lives says next to nothing, but not less. */
export const HALF_LIVES_MAX = 6;
/** How fast likeness fades with distance in size and in the logarithm of the title's length. */
export const SIZE_REACH = 3;
export const LENGTH_REACH = 0.7;
/** Two listings that both keep silent on a list share this much of one entry. */
export const BOTH_SILENT = 0.49;

/** Of the logarithm of the price, for each step of wear and of the brand's level; the neighbours correct it. */
export const WEAR_SLOPE = 0.35;
export const LEVEL_SLOPE = 0.25;
