/** What two houses know of one listing, put together: the later news stand, and no price is lost. */
import { isDeepStrictEqual } from "node:util";
import { inTime, latest } from "./sighted.ts";
import type { Sighting, StoredSighting } from "./sighting.ts";

/** @returns null where `here` knows all that is `given`; what was let go of here comes back */
export function mergedSighting(
  here: StoredSighting,
  given: StoredSighting,
): StoredSighting | null {
  if (here.forgotten) return given;
  const [before, after] = given.lastSeen > here.lastSeen ? [here, given] : [given, here];
  const { gone: _, ...known } = here;
  const gone = endOf(before, after);
  const next: StoredSighting = {
    ...known,
    observation: latest(before, after.observation).observation,
    lastSeen: after.lastSeen,
    firstSeen: Math.min(here.firstSeen, given.firstSeen),
    takenAt: Math.max(here.takenAt, given.takenAt),
    prices: inTime([...here.prices, ...given.prices]),
    ...(gone && { gone }),
  };
  return isDeepStrictEqual(next, here) ? null : next;
}

/** That it was sold says more than that it is no longer there. */
function endOf(before: Sighting, after: Sighting): Sighting["gone"] {
  const { gone } = latest(before, after.observation);
  return gone?.how === "sold" ? gone : after.gone ?? gone;
}
