/** The few hundred listings that a price is made from. */
import { likeness, type Weighed } from "./likeness.ts";
import type { Neighbour } from "./neighbourhood.ts";
import { HALF_LIFE_MS, HALF_LIVES_MAX, NOISE, OWN_NOISE_SHARE, SOLD_NOISE_SHARE } from "./prior.ts";
import type { Profile } from "./profile.ts";
import type { Evidence, Shelf } from "./shelf.ts";
import { weigh } from "./weigh.ts";

/** So many candidates are compared closely, */
const CANDIDATES_MAX = 640;
/** and so many are reckoned with: the cost grows with the cube of it. */
export const NEIGHBOURS_MAX = 192;
/** Above this correlation with what is asked for, a listing counts as a comparable. */
const COMPARABLE = 0.31;
/** With so many sales nearby the price is one that is paid, not one that is asked. */
export const SALES_ENOUGH = 5;

export interface Found extends Neighbour {
  readonly evidence: Evidence;
  /** 1 for a twin. */
  readonly closeness: number;
}

export interface Nearest {
  readonly asked: Weighed;
  /** The nearest first. */
  readonly found: readonly Found[];
  /** So many of the first are alike enough to be called comparables. */
  readonly comparables: number;
}

export interface NearestOptions {
  readonly now: number;
  /** As `Shelf.like` takes it. */
  readonly without: ReadonlySet<string>;
  readonly country?: string | undefined;
}

export function nearest(
  shelf: Shelf,
  profile: Profile,
  { now, without, country }: NearestOptions,
): Nearest {
  const candidates = shelf.like(profile, CANDIDATES_MAX, without, country)
    .filter((one) => !one.profile.isLot);
  const ages = candidates.map(({ observation }) => Math.abs(now - observation.seenAt));
  const youngest = Math.min(...ages);
  const isSold = candidates.map(({ observation }) => observation.kind === "sold");
  const [asked, ...weighed] = weigh([
    { profile, sold: false },
    ...candidates.map((one, i) => ({ profile: one.profile, sold: isSold[i]! })),
  ]) as [Weighed, ...Weighed[]];
  const own = likeness(asked, asked);
  const found = candidates.map((evidence, i): Found => {
    const other = weighed[i]!;
    return {
      evidence,
      weighed: other,
      closeness: likeness(asked, other) / Math.sqrt(own * likeness(other, other)),
      logPrice: Math.log(evidence.observation.price.cents),
      ...noiseOf(evidence, ages[i]! - youngest),
    };
  }).sort((a, b) => b.closeness - a.closeness).slice(0, NEIGHBOURS_MAX);
  return { asked, found, comparables: found.filter((one) => one.closeness >= COMPARABLE).length };
}

/** @param age in milliseconds, beside the latest evidence at hand: what is all as old is all worth the same */
function noiseOf({ observation }: Evidence, age: number): Pick<Neighbour, "noise" | "ownNoise"> {
  const { mode, kind } = observation;
  const share = kind !== "sold" ? 1 : mode === "own" ? OWN_NOISE_SHARE : SOLD_NOISE_SHARE;
  const ownNoise = NOISE * share;
  return { ownNoise, noise: ownNoise * 2 ** Math.min(age / HALF_LIFE_MS, HALF_LIVES_MAX) };
}
