/** The physical item: its facts, place and state. */
import { z } from "zod";
import { MoneySchema } from "../base/money.ts";
import { FACT_NAMES, FactsSchema } from "../taxonomy/facts.ts";

/** States in their usual order; `states.ts` holds the transitions. */
export const STATES = [
  "draft",
  "ready",
  "listed",
  "reserved",
  "sold",
  "shipped",
  "completed",
  "returned",
  "withdrawn",
] as const;
export const StateSchema = z.enum(STATES);
export type State = z.infer<typeof StateSchema>;

/** More than this, in cents of any currency, is a slip of the keyboard. */
export const AMOUNT_CENTS_MAX = 1_000_000_00;
/** An amount as it is given today; what earlier versions stored may lie outside of its limits. */
export const AmountSchema = MoneySchema.extend({
  cents: z.number().int().min(0).max(AMOUNT_CENTS_MAX),
});

export const BOX_CHARS_MAX = 40;
export const NOTE_CHARS_MAX = 2_000;
const URL_CHARS_MAX = 500;
export const IMPORT_KEY_CHARS_MAX = 200;

export const ItemSchema = z.object({
  id: z.string(),
  /** Permanent and short: it is printed on the label and never given twice. */
  number: z.number().int().positive(),
  state: StateSchema,
  facts: FactsSchema,
  /** Facts that the seller emptied on purpose, and when: no reader fills them again. */
  leftEmpty: z.partialRecord(z.enum(FACT_NAMES), z.number()).optional(),
  /** Box or shelf, as the seller calls it: "A2", "scatola 12". */
  box: z.string().max(BOX_CHARS_MAX).optional(),
  lotId: z.string().optional(),
  /** Cost of acquisition: this item's share of its lot. */
  cost: MoneySchema.optional(),
  /** Own goods, or bought to resell: tax and the marketplace's terms treat them differently. */
  origin: z.enum(["own", "resale"]),
  acquiredOn: z.iso.date().optional(),
  price: MoneySchema.optional(),
  note: z.string().max(NOTE_CHARS_MAX).optional(),
  /** The item's page on the marketplace, pasted by the seller. */
  listingUrl: z.string().max(URL_CHARS_MAX).optional(),
  /** The marketplace's number of that page; a string, because it outgrows small integers. */
  listingId: z.string().optional(),
  listedAt: z.number().optional(),
  soldAt: z.number().optional(),
  soldFor: MoneySchema.optional(),
  /** The thumbnail of its first photo: the SHA-256 of a file. */
  cover: z.string().optional(),
  photoCount: z.number().int().default(0),
  /** File and row that it was imported from, by which a repeated import recognises it. */
  importKey: z.string().max(IMPORT_KEY_CHARS_MAX).optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** Time when it was moved to the trash. */
  trashedAt: z.number().optional(),
});
export type Item = z.infer<typeof ItemSchema>;

/** Author of a change: the seller in the browser, a token, or the app itself. */
export const ActorSchema = z.object({
  kind: z.enum(["seller", "token", "house"]),
  /** Name of the token, job or model. */
  name: z.string().optional(),
});
export type Actor = z.infer<typeof ActorSchema>;
export const SELLER: Actor = { kind: "seller" };
