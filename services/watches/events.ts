/** What a sighting means for a watch: something new, a price that fell, or nothing to speak of. */
import type { Money } from "../base/money.ts";
import type { Seen } from "../market/mod.ts";
import type { Found, Hit } from "./hit.ts";
import type { NewWatch } from "./watch.ts";

type Rules = Pick<NewWatch, "news" | "dropPercent">;

/** @param hit what the watch has kept of the same listing */
export function eventOf(rules: Rules, seen: Seen, hit: Hit | null): Found | null {
  const { key, observation, first } = seen;
  if (first && !hit) return rules.news ? { observation, key, event: "new" } : null;
  // Against the price that was told, so that many small steps count and raising it first does not.
  const before = hit?.price ?? seen.before;
  if (!before || !fellEnough(rules, before, observation.price)) return null;
  return { observation, key, event: "drop", before };
}

function fellEnough({ dropPercent }: Rules, before: Money, now: Money): boolean {
  if (dropPercent === undefined || before.currency !== now.currency) return false;
  return (before.cents - now.cents) * 100 >= dropPercent * before.cents;
}
