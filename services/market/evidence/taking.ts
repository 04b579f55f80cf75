/** Takes a reading into the store, group by group: what was written when the power went stays, and comes to no harm. */
import type { Clock } from "../../base/clock.ts";
import { type Database, retrying } from "../../store/mod.ts";
import { keyOf, type Observation } from "../observation.ts";
import type { Seen } from "./evidence.ts";
import { inGroups } from "./groups.ts";
import { isSamePrice, sighted } from "./sighted.ts";
import { sightings } from "./sighting.ts";

export interface TakingNeeds {
  readonly db: Database;
  readonly clock: Clock;
  /** A number greater than all before. */
  readonly nextPlace: () => number;
}

export interface Counted {
  added: number;
  again: number;
  priceChanged: number;
  readonly seen: Seen[];
}

export async function takeAll(
  needs: TakingNeeds,
  observations: readonly Observation[],
): Promise<Counted> {
  const counted: Counted = { added: 0, again: 0, priceChanged: 0, seen: [] };
  for (const group of inGroups(observations)) {
    const seen = await retrying(() => takeGroup(needs, group));
    const firsts = seen.filter((one) => one?.first).length;
    counted.added += firsts;
    counted.again += group.length - firsts;
    counted.priceChanged += seen.filter(isDearerOrCheaper).length;
    for (const one of seen) if (one) counted.seen.push(one);
  }
  return counted;
}

/** In one commit. */
async function takeGroup(
  { db, clock, nextPlace }: TakingNeeds,
  group: readonly Observation[],
): Promise<(Seen | null)[]> {
  const rows = await db.getMany(sightings, group.map(keyOf));
  const now = clock.now();
  const change = db.change();
  const told = group.map((observation, at) => {
    const row = rows[at] ?? null;
    const { next, seen } = sighted(row?.value ?? null, observation, { now, place: nextPlace() });
    if (next && row) change.update(sightings, row, next);
    else if (next) change.insert(sightings, next);
    return seen;
  });
  if (change.size > 0) await change.commit();
  return told;
}

const isDearerOrCheaper = (seen: Seen | null): boolean =>
  Boolean(seen?.before && !isSamePrice(seen.before, seen.observation.price));
