/** Request and response bodies of the evidence routes. */
import { z } from "zod";
import {
  INTAKES_MAX,
  IntakeSchema,
  MODES,
  ObservationSchema,
  SightingSchema,
} from "../../services/market/mod.ts";

const TEXT_CHARS_MAX = 200;
const PAGE_MAX = 500;

const count = z.number().int().nonnegative();

export const SummaryBody = z.object({
  total: count,
  asking: count,
  sold: count,
  /** Sold by this seller. */
  own: count,
  byMode: z.record(z.enum(MODES), count),
  byCountry: z.record(z.string(), count),
  /** When the latest and the oldest were seen; null where there are none. */
  newest: z.number().nullable(),
  oldest: z.number().nullable(),
  /** False while the evidence is still being read after a start. */
  complete: z.boolean(),
}).meta({ ref: "MarketSummary" });

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
  /** The most recently captured first. */
  sightings: z.array(SightingSchema.meta({ ref: "Sighting" })),
  /** Count over all pages. */
  total: count,
});

export const CaptureBody = z.strictObject({
  /** The address of the page that showed it. */
  url: z.string(),
  /** The captured text: an open page from the bookmarklet, a saved page, a JSON answer, or a table. */
  page: z.string(),
});

export const IntakeBody = IntakeSchema.meta({ ref: "Intake" });
export const IntakesQuery = z.strictObject({
  limit: z.coerce.number().int().positive().max(INTAKES_MAX).default(INTAKES_MAX),
});
export const IntakesBody = z.object({
  /** The latest first. */
  intakes: z.array(IntakeBody),
});
