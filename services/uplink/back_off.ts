/** How long to wait before the relay is dialled again. */
import type { UplinkProblem } from "./uplink.ts";

const FIRST_MS = 250;
/** While the relay may just be starting again. */
const SOON_MS_MAX = 1_800;
const SOON_ATTEMPTS = 60;
const LONG_MS_MAX = 30_000;
/** Somebody must change a setting first, or another home holds the line: dialling often would only be noise. */
const HOPELESS_MS = 60_000;

const PASSES_BY_ITSELF: ReadonlySet<UplinkProblem> = new Set(["unreachable", "lost"]);

/** Less than once a second on average, yet back within two. */
const LEAST = 0.3;

/**
 * Twice as long each time, and most of it left to chance: many homes that lost one relay do not come back together.
 * @param attempt failures so far, from 0
 * @param random from 0 to 1
 */
export function redialMs(attempt: number, problem: UplinkProblem, random: () => number): number {
  if (!PASSES_BY_ITSELF.has(problem)) return HOPELESS_MS / 2 + random() * HOPELESS_MS / 2;
  const most = attempt < SOON_ATTEMPTS ? SOON_MS_MAX : LONG_MS_MAX;
  return (LEAST + random() * (1 - LEAST)) * Math.min(FIRST_MS * 2 ** attempt, most);
}
