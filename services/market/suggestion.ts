/** What the seller is told: a price with what it stands on, or that there is too little to stand on. */
import type { Money } from "../base/money.ts";
import type { Observation } from "./observation.ts";

export const REASONS = [
  "own_sale",
  "sold_alike",
  "same_brand_and_words",
  "same_brand",
  "similar_words",
  "same_category",
  "alike",
] as const;
export type Reason = (typeof REASONS)[number];

/** One listing behind the price; the seller may strike it out by its id. */
export interface EvidenceRow {
  readonly observation: Observation;
  /** Its part in the price; all together are 1. */
  readonly weight: number;
  readonly reason: Reason;
  /** Its price as if it had the condition and brand of what is asked for. */
  readonly adjusted: Money;
}

/** What would help where evidence is too thin, most helpful first. */
export const HELPS = ["brand", "category", "condition", "title", "evidence"] as const;
export type Help = (typeof HELPS)[number];

/** Why a price is weak or declined: what of the item the comparables say nothing about. */
export const DOUBTS = [
  "kind_unknown",
  "kind_unseen",
  "brand_unseen",
  "audience_unseen",
  "country_unseen",
  "evidence_old",
  "category_differs",
  "title_empty",
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** Several things at once, too few comparables, none of the kind, or prices that differ too much. */
export const REFUSALS = ["lot", "too_few", "kind_unseen", "too_uncertain"] as const;

export interface NotEnough {
  readonly enough: false;
  readonly why: (typeof REFUSALS)[number];
  readonly count: number;
  readonly needed: number;
  readonly doubts: readonly Doubt[];
  readonly help: readonly Help[];
}

export const CONFIDENCES = ["good", "fair", "weak"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Suggestion {
  readonly enough: true;
  /** What the price is one of: what is asked, or what is paid where enough sales are known. */
  readonly basis: Observation["kind"];
  readonly quick: Money;
  readonly fair: Money;
  readonly patient: Money;
  /** Four of five like it stand between these. */
  readonly interval80: { readonly low: Money; readonly high: Money };
  /** The same for the other kind of price, where there is any of it. */
  readonly asking?: Money;
  readonly sold?: Money;
  readonly count: number;
  readonly counts: { readonly asking: number; readonly sold: number; readonly own: number };
  readonly freshness: { readonly newest: number; readonly medianDays: number };
  readonly confidence: Confidence;
  readonly doubts: readonly Doubt[];
  /** The share by which it will be off in the middle case: 0.3 is 30 %. */
  readonly expectedError: number;
  /** The strongest first. */
  readonly rows: readonly EvidenceRow[];
  /** Left out for a price that none of the others bears out. */
  readonly trolls: number;
}

export type Answer = Suggestion | NotEnough;
