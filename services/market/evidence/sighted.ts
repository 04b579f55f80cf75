/** What one more look at a listing adds to what was known of it. */
import { keyOf, type Observation } from "../observation.ts";
import type { Seen } from "./evidence.ts";
import type { Sighting, StoredSighting } from "./sighting.ts";

/** The first price and the latest others. */
export const PRICES_MAX = 24;

export interface Sighted {
  /** To be written; null where nothing is new. */
  readonly next: StoredSighting | null;
  /** To be told; null where later news are known already. */
  readonly seen: Seen | null;
}

export interface Moment {
  readonly now: number;
  readonly place: number;
}

export function sighted(
  known: StoredSighting | null,
  observation: Observation,
  { now, place }: Moment,
): Sighted {
  const key = keyOf(observation);
  if (!known || known.forgotten) {
    const next = { ...firstSighting(observation), place, takenAt: now };
    return { next, seen: { key, observation, before: null, first: true } };
  }
  const isNews = observation.seenAt >= known.lastSeen;
  const seen = { key, observation, before: known.observation.price, first: false };
  const next: StoredSighting = {
    ...known,
    ...(isNews ? latest(known, observation) : {}),
    firstSeen: Math.min(known.firstSeen, observation.seenAt),
    prices: inTime([...known.prices, { at: observation.seenAt, price: observation.price }]),
  };
  const isSame = JSON.stringify(next) === JSON.stringify(known);
  return { next: isSame ? null : { ...next, takenAt: now }, seen: isNews ? seen : null };
}

export function firstSighting(observation: Observation): Sighting {
  const { seenAt, price } = observation;
  return {
    key: keyOf(observation),
    observation,
    firstSeen: seenAt,
    lastSeen: seenAt,
    prices: [{ at: seenAt, price }],
    ...(observation.kind === "sold" && { gone: { at: seenAt, how: "sold" } }),
  };
}

/** What this source keeps silent about is still known from the one before. */
export function latest(
  known: Sighting,
  seen: Observation,
): Pick<Sighting, "observation" | "lastSeen" | "gone"> {
  const { observation: before, gone } = known;
  const observation = {
    ...before,
    ...seen,
    colours: seen.colours.length > 0 ? seen.colours : before.colours,
    materials: seen.materials.length > 0 ? seen.materials : before.materials,
  };
  const sold = gone?.how === "sold" ? gone : { at: seen.seenAt, how: "sold" as const };
  return {
    observation,
    lastSeen: seen.seenAt,
    // What is on offer again was never gone.
    gone: seen.kind === "sold" ? sold : gone && gone.at > seen.seenAt ? gone : undefined,
  };
}

/** Each price from the moment it was first seen, as many as are kept. */
export function inTime(prices: Sighting["prices"]): Sighting["prices"] {
  const [first, ...changes] = prices.toSorted((a, b) => a.at - b.at)
    .filter((one, at, all) => at === 0 || !isSamePrice(one.price, all[at - 1]!.price));
  return [first!, ...changes.slice(1 - PRICES_MAX)];
}

export const isSamePrice = (a: Observation["price"], b: Observation["price"]): boolean =>
  a.cents === b.cents && a.currency === b.currency;
