/** What goes in and out of the routes of prices and of what they stand on. */
import { z } from "zod";
import { MoneySchema } from "../../services/inventory/mod.ts";
import {
  type Answer,
  CONFIDENCES,
  HELPS,
  KEY_CHARS_MAX,
  keyOf,
  MODES,
  ObservationSchema,
  REASONS,
  SightingSchema,
} from "../../services/market/mod.ts";

const TEXT_CHARS_MAX = 200;
const PAGE_MAX = 500;

/** Names a listing, as the evidence does. */
export const Key = z.string().min(1).max(KEY_CHARS_MAX).refine((key) => key.isWellFormed());

const RowBody = z.object({
  key: Key,
  observation: ObservationSchema,
  /** Its part in the price; all together are 1. */
  weight: z.number(),
  reason: z.enum(REASONS),
  /** As if it had the condition and brand of the item. */
  adjusted: MoneySchema,
}).meta({ ref: "EvidenceRow" });

const SuggestionBody = z.object({
  enough: z.literal(true),
  /** Whether the price is one that is asked or one that is paid. */
  basis: ObservationSchema.shape.kind,
  quick: MoneySchema,
  fair: MoneySchema,
  patient: MoneySchema,
  interval80: z.object({ low: MoneySchema, high: MoneySchema }),
  asking: MoneySchema.optional(),
  sold: MoneySchema.optional(),
  count: z.number().int(),
  counts: z.object({ asking: z.number(), sold: z.number(), own: z.number() }),
  freshness: z.object({ newest: z.number(), medianDays: z.number() }),
  confidence: z.enum(CONFIDENCES),
  /** 0.3 is 30 %, in the middle case. */
  expectedError: z.number(),
  /** The strongest first. */
  rows: z.array(RowBody),
  /** Left out for a price that none of the others bears out. */
  trolls: z.number(),
}).meta({ ref: "PriceSuggestion" });

const NotEnoughBody = z.object({
  enough: z.literal(false),
  why: z.enum(["too_few", "too_uncertain"]),
  count: z.number().int(),
  needed: z.number().int(),
  /** What would help, most helpful first. */
  help: z.array(z.enum(HELPS)),
}).meta({ ref: "NotEnoughEvidence" });

export const PriceBody = z.object({
  price: z.discriminatedUnion("enough", [SuggestionBody, NotEnoughBody]),
  /** Keys of what the seller left out of this item's price. */
  struckOut: z.array(Key),
}).meta({ ref: "ItemPrice" });

export function priceBody(answer: Answer, struckOut: ReadonlySet<string>) {
  const price = answer.enough
    ? { ...answer, rows: answer.rows.map((row) => ({ key: keyOf(row.observation), ...row })) }
    : answer;
  return { price, struckOut: [...struckOut] };
}

export const StrikeBody = z.strictObject({ key: Key });

/** Strict: a misspelt filter would find everything. */
export const SightingsQuery = z.strictObject({
  mode: z.enum(MODES).optional(),
  kind: ObservationSchema.shape.kind.optional(),
  country: z.string().length(2).optional(),
  /** Words that the title or the brand must hold. */
  text: z.string().max(TEXT_CHARS_MAX).optional(),
  offset: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().positive().max(PAGE_MAX).optional(),
});

export const SightingsBody = z.object({
  /** What was seen last comes first. */
  sightings: z.array(SightingSchema.meta({ ref: "Sighting" })),
  /** Of all pages. */
  total: z.number().int(),
});
