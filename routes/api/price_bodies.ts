/** Request and response bodies of the price routes. */
import { z } from "zod";
import { MoneySchema } from "../../services/base/money.ts";
import {
  type Answer,
  CONFIDENCES,
  DOUBTS,
  HELPS,
  KEY_CHARS_MAX,
  keyOf,
  ObservationSchema,
  REASONS,
  REFUSALS,
  saidPrice,
  type Suggestion,
} from "../../services/market/mod.ts";

/** Names a listing, as the evidence does. */
export const Key = z.string().min(1).max(KEY_CHARS_MAX).refine((key) => key.isWellFormed());

const RowBody = z.object({
  key: Key,
  observation: ObservationSchema,
  /** Its part in the price; all together are 1. */
  weight: z.number(),
  reason: z.enum(REASONS),
  /** The price, corrected to the item's condition and brand. */
  adjusted: MoneySchema,
}).meta({ ref: "EvidenceRow" });

const SuggestionBody = z.object({
  enough: z.literal(true),
  /** Whether the price was asked or paid. */
  basis: ObservationSchema.shape.kind,
  quick: MoneySchema,
  fair: MoneySchema,
  patient: MoneySchema,
  /** The three prices, rounded as sellers ask them. */
  said: z.object({ quick: MoneySchema, fair: MoneySchema, patient: MoneySchema }),
  interval80: z.object({ low: MoneySchema, high: MoneySchema }),
  asking: MoneySchema.optional(),
  sold: MoneySchema.optional(),
  count: z.number().int(),
  counts: z.object({ asking: z.number(), sold: z.number(), own: z.number() }),
  freshness: z.object({ newest: z.number(), medianDays: z.number() }),
  confidence: z.enum(CONFIDENCES),
  /** What of the item the comparables say nothing about. */
  doubts: z.array(z.enum(DOUBTS)),
  /** 0.3 is 30 %, in the middle case. */
  expectedError: z.number(),
  /** The strongest first. */
  rows: z.array(RowBody),
  /** Left out for a price that none of the others bears out. */
  trolls: z.number(),
}).meta({ ref: "PriceSuggestion" });

const NotEnoughBody = z.object({
  enough: z.literal(false),
  why: z.enum(REFUSALS),
  count: z.number().int(),
  needed: z.number().int(),
  /** What of the item the comparables say nothing about. */
  doubts: z.array(z.enum(DOUBTS)),
  /** Steps that would add evidence, most helpful first. */
  help: z.array(z.enum(HELPS)),
}).meta({ ref: "NotEnoughEvidence" });

export const PriceBody = z.object({
  price: z.discriminatedUnion("enough", [SuggestionBody, NotEnoughBody]),
  /** Keys of what the seller left out of this item's price. */
  struckOut: z.array(Key),
  /** False while the evidence is still being read after a start: the price may change. */
  complete: z.boolean(),
}).meta({ ref: "ItemPrice" });

interface PriceData {
  readonly answer: Answer;
  readonly struckOut: ReadonlySet<string>;
  readonly complete: boolean;
}

export function priceBody({ answer, struckOut, complete }: PriceData) {
  return { price: answer.enough ? shown(answer) : answer, struckOut: [...struckOut], complete };
}

function shown(answer: Suggestion) {
  const { quick, fair, patient, rows } = answer;
  return {
    ...answer,
    said: { quick: saidPrice(quick), fair: saidPrice(fair), patient: saidPrice(patient) },
    rows: rows.map((row) => ({ key: keyOf(row.observation), ...row })),
  };
}

export const StrikeBody = z.strictObject({ key: Key });
