/** The price that condition and brand let expect before any neighbour is asked, as a logarithm without an origin. */
import { MIDDLE_LEVEL, NO_BRAND } from "./brand_level.ts";
import { LEVEL_SLOPE, WEAR_SLOPE } from "./prior.ts";
import type { Profile } from "./profile.ts";

/** A brand that nobody knows is rarely a dear one, and what has none is cheaper still. */
const UNKNOWN_AS_LEVEL = 1.5;
const NONE_AS_LEVEL = 0.5;

export function expectation({ wear, level }: Pick<Profile, "wear" | "level">): number {
  const known = level >= 0 ? level : level === NO_BRAND ? NONE_AS_LEVEL : UNKNOWN_AS_LEVEL;
  return WEAR_SLOPE * wear + LEVEL_SLOPE * (known - MIDDLE_LEVEL);
}
