/**
 * What the comparables say nothing about: a kind, brand, audience or country that few or none of them share. Each
 * such trait adds the variance that it usually explains, so that the interval also holds outside of the evidence.
 */
import type { Doubt } from "../suggestion.ts";
import { UNKNOWN_BRAND } from "./brand_level.ts";
import type { Found } from "./nearest.ts";
import type { Profile } from "./profile.ts";
import { mean } from "./statistics.ts";

/** Variances of the logarithm of the price. */
const BRAND_VARIANCE = 0.12;
/** A brand without a known level may be of any. */
const UNKNOWN_BRAND_VARIANCE = 0.24;
const KIND_VARIANCE = 0.06;
/** Nothing names the kind of garment, so it may be of any. */
const UNNAMED_KIND_VARIANCE = 0.2;
const COUNTRY_VARIANCE = 0.02;
const AUDIENCE_VARIANCE = 0.06;
/** Children's garments cost about half of adults'. */
const CHILDREN_VARIANCE = 0.35;
/** The title and the category name different garments: one of them is wrong. */
const CONTRADICTION_VARIANCE = 0.06;
const VARIANCE_PER_YEAR = 0.005;
const YEARS_MAX = 8;
const YEAR_MS = 365 * 86_400_000;
/** The variance of one listing's price around its trait's: so fast a trait is learned. */
const LISTING_VARIANCE = 0.45;
/** Fewer listings of a garment group, or of an audience, say nothing of it. */
const GROUP_MIN = 3;

export interface Novelty {
  /** Added to the variance of the logarithm of the price. */
  readonly variance: number;
  readonly doubts: readonly Doubt[];
  /** Nothing comparable is of this group of garments: no width would be honest. */
  readonly isOtherGarment: boolean;
}

export function noveltyOf(asked: Profile, found: readonly Found[], now: number): Novelty {
  const profiles = found.map(({ weighed }) => weighed);
  const brand = measureTrait(asked, profiles, (one) => one.brand, brandVariance);
  const kind = measureTrait(asked, profiles, kindOf, () => KIND_VARIANCE);
  const audience = measureTrait(asked, profiles, (one) => one.audience, () => AUDIENCE_VARIANCE);
  const country = measureTrait(asked, profiles, (one) => one.country, () => COUNTRY_VARIANCE);
  const isOfGroup = hasGroup(asked, profiles);
  const isUnnamed = asked.garmentGroup === "" && !isOfGroup;
  const isOfAge = profiles.filter((one) => isForChildren(one) === isForChildren(asked)).length >=
    GROUP_MIN;
  const years = Math.min(YEARS_MAX, yearsSince(found, now));
  const contradicts = asked.titleGroup !== "" && asked.titleGroup !== asked.garmentGroup;
  const doubts: Record<Doubt, boolean> = {
    kind_unknown: isUnnamed,
    kind_unseen: !isUnnamed && kind.sharedBy === 0,
    brand_unseen: asked.brand !== "" && brand.sharedBy === 0,
    audience_unseen: !isOfAge || (asked.audience !== "" && audience.sharedBy === 0),
    country_unseen: asked.country !== "" && country.sharedBy === 0,
    evidence_old: years >= 1,
    category_differs: contradicts,
    title_empty: asked.words.length === 0,
  };
  const added = [
    brand.variance,
    kind.variance,
    audience.variance,
    country.variance,
    isUnnamed ? UNNAMED_KIND_VARIANCE : 0,
    isOfAge ? 0 : CHILDREN_VARIANCE,
    contradicts ? CONTRADICTION_VARIANCE : 0,
    VARIANCE_PER_YEAR * years,
  ];
  return {
    variance: added.reduce((sum, one) => sum + one, 0),
    doubts: (Object.keys(doubts) as Doubt[]).filter((one) => doubts[one]),
    isOtherGarment: asked.garmentGroup !== "" && !isOfGroup,
  };
}

const kindOf = ({ garmentKind, category }: Profile): string => garmentKind || category;
const isForChildren = ({ audience }: Profile): boolean => audience === "kids";

const brandVariance = ({ level }: Profile): number =>
  level === UNKNOWN_BRAND ? UNKNOWN_BRAND_VARIANCE : BRAND_VARIANCE;

function hasGroup(asked: Profile, profiles: readonly Profile[]): boolean {
  const same = (key: (one: Profile) => string) =>
    key(asked) !== "" && profiles.filter((one) => key(one) === key(asked)).length >= GROUP_MIN;
  return same((one) => one.garmentGroup) || same((one) => one.category);
}

function yearsSince(found: readonly Found[], now: number): number {
  if (found.length === 0) return 0;
  const ages = found.map(({ evidence }) => Math.abs(now - evidence.observation.seenAt));
  return Math.min(...ages) / YEAR_MS;
}

/**
 * How much less is known of the item's trait than of the comparables' own: the error that they make of each other
 * already holds what is usual among them.
 */
function measureTrait(
  asked: Profile,
  profiles: readonly Profile[],
  key: (one: Profile) => string,
  varianceOf: (one: Profile) => number,
): { readonly variance: number; readonly sharedBy: number } {
  const counts = new Map<string, number>();
  for (const one of profiles) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  const sharedBy = counts.get(key(asked)) ?? 0;
  if (profiles.length === 0) return { variance: varianceOf(asked), sharedBy };
  const usual = mean(
    profiles.map((one) => unexplained(varianceOf(one), (counts.get(key(one)) ?? 1) - 1)),
  );
  return { variance: Math.max(0, unexplained(varianceOf(asked), sharedBy) - usual), sharedBy };
}

/** The variance of a trait that is left after so many listings of it were seen. */
const unexplained = (variance: number, seen: number): number =>
  variance * LISTING_VARIANCE / (LISTING_VARIANCE + seen * variance);
