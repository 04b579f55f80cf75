/** One listing's time on sale, as far as anybody knows, and where its price stands beside the fair one. */
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/mod.ts";
import type { Sighting } from "./evidence/sighting.ts";

/** So far from the fair price, as a share of it, a price still stands around it. */
export const AROUND_FAIR = 0.15;

export const POSITIONS = ["below", "around", "above"] as const;
export type Position = (typeof POSITIONS)[number];

/** What is known of the time that one listing was on sale. Milliseconds since 1970. */
export interface Life {
  readonly listedAt?: number;
  readonly firstSeen: number;
  /** Still on sale then. */
  readonly lastSeen: number;
  /** When it was found to be no longer on sale: it went somewhen between `lastSeen` and this. */
  readonly gone?: { readonly at: number; readonly how: "sold" | "gone" };
  /** Beside the fair price of its kind; absent where nobody knows that. */
  readonly position?: Position;
}

/** Absent for another currency: amounts of two currencies stand nowhere beside each other. */
export function positionOf(price: Money, fair: Money): Position | undefined {
  if (price.currency !== fair.currency || fair.cents <= 0) return undefined;
  const ratio = price.cents / fair.cents;
  return ratio < 1 - AROUND_FAIR ? "below" : ratio > 1 + AROUND_FAIR ? "above" : "around";
}

type Seen = Pick<Sighting, "firstSeen" | "lastSeen" | "gone"> & {
  readonly observation: Pick<Sighting["observation"], "listedAt">;
};

/** @param position beside the fair price of what it is, by the price that was asked */
export function lifeOfSighting(
  { observation: { listedAt }, firstSeen, lastSeen, gone }: Seen,
  position?: Position,
): Life {
  return {
    firstSeen,
    lastSeen,
    ...(listedAt !== undefined && { listedAt }),
    ...(gone && { gone }),
    ...(position && { position }),
  };
}

/** Of our own things every day is known, of those still on sale too. Null for what was never listed or is withdrawn. */
export function lifeOfItem(
  { listedAt, soldAt, state }: Pick<Item, "listedAt" | "soldAt" | "state">,
  now: number,
  position?: Position,
): Life | null {
  const onSale = state === "listed" || state === "reserved";
  if (listedAt === undefined || (soldAt === undefined && !onSale)) return null;
  const lastSeen = soldAt ?? now;
  const gone = soldAt === undefined ? {} : { gone: { at: soldAt, how: "sold" as const } };
  return { listedAt, firstSeen: listedAt, lastSeen, ...gone, ...(position && { position }) };
}

/** What was seen again after it had vanished is still there. */
export const endOf = ({ gone, lastSeen }: Life): "sold" | "gone" | null =>
  gone && gone.at >= lastSeen ? gone.how : null;
