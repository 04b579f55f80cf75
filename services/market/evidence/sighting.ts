/** What the house remembers of one listing: how it was seen last, since when, at which prices, and its end. */
import { z } from "zod";
import { defineCollection } from "../../store/mod.ts";
import { ObservationSchema, PriceSchema } from "../observation.ts";

export const SightingSchema = z.object({
  /** `keyOf(observation)` */
  key: z.string(),
  /** As it was seen last. */
  observation: ObservationSchema,
  firstSeen: z.number(),
  lastSeen: z.number(),
  /** Each price from the moment it was first seen, the oldest first. */
  prices: z.array(z.object({ at: z.number(), price: PriceSchema })).min(1),
  /** "gone" says only that it is no longer there: sold elsewhere, withdrawn or hidden, nobody knows. */
  gone: z.object({ at: z.number(), how: z.enum(["sold", "gone"]) }).optional(),
});
export type Sighting = z.infer<typeof SightingSchema>;

const StoredSchema = SightingSchema.extend({
  /** Rises from one new listing to the next, so that a house that is opened again finds them in the same order. */
  place: z.number().int(),
  /** When it came in last, however old it was then. */
  takenAt: z.number(),
  /** Let go of, and until when it can be had back. */
  forgotten: z.object({ id: z.string(), at: z.number() }).optional(),
});
export type StoredSighting = z.infer<typeof StoredSchema>;

export const sightings = defineCollection({
  name: "market_sightings",
  schema: StoredSchema,
  version: 1,
  id: ({ key }) => key,
});

export function shown(stored: StoredSighting): Sighting {
  const { place: _place, takenAt: _takenAt, forgotten: _forgotten, ...sighting } = stored;
  return sighting;
}
