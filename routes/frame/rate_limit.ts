/** How often one visitor may do one thing: so many times in a while, counted in memory. */
import type { Clock } from "../../services/base/clock.ts";
import { Failure } from "../../services/base/errors.ts";
import { SECOND_MS } from "../../services/base/time.ts";

/** Most visitors that are remembered; the oldest are evicted. */
const VISITORS_MAX = 1_000;

export interface RateOptions {
  readonly clock: Clock;
  readonly times: number;
  readonly withinMs: number;
}

/** @returns what to call each time; it throws Failure `too_many` with `params.seconds` */
export function createRateLimit(
  { clock, times, withinMs }: RateOptions,
): (visitor: string) => void {
  const begun = new Map<string, { count: number; at: number }>();
  return (visitor) => {
    const now = clock.now();
    const known = begun.get(visitor);
    const open = known && now - known.at < withinMs ? known : { count: 0, at: now };
    if (open.count >= times) {
      const seconds = Math.ceil((open.at + withinMs - now) / SECOND_MS);
      throw new Failure("too_many", "market.too_often", { seconds });
    }
    begun.delete(visitor);
    begun.set(visitor, { count: open.count + 1, at: open.at });
    if (begun.size > VISITORS_MAX) begun.delete(begun.keys().next().value!);
  };
}
