/** Query of the item list: words, filters, order, page. */
import { z } from "zod";
import { BRAND_CHARS_MAX, FACT_NAMES, SIZE_CHARS_MAX } from "../taxonomy/facts.ts";
import { BOX_CHARS_MAX, StateSchema } from "./item.ts";

const TEXT_CHARS_MAX = 200;
export const PAGE_ITEMS = 50;
const PAGE_ITEMS_MAX = 500;

/** "relevance" is the order of a search by words; without words it is that of "newest". */
export const SORTS = [
  "relevance",
  "newest",
  "number",
  "price",
  "brand",
  "box",
  "updated",
  "state",
] as const;
export type Sort = (typeof SORTS)[number];

const cents = z.number().int().nonnegative();
const days = z.number().int().nonnegative();

export const ItemQuerySchema = z.object({
  text: z.string().max(TEXT_CHARS_MAX).optional(),
  states: z.array(StateSchema).optional(),
  /** "" stands for the items that have none; so it does for brands and lots. */
  boxes: z.array(z.string().max(BOX_CHARS_MAX)).optional(),
  brands: z.array(z.string().max(BRAND_CHARS_MAX)).optional(),
  /** A key of the taxonomy: all below it too. */
  category: z.string().max(80).optional(),
  /** Size as typed or printed; case and spaces are ignored. */
  size: z.string().max(SIZE_CHARS_MAX).optional(),
  origin: z.enum(["own", "resale"]).optional(),
  lotId: z.string().optional(),
  hasPhotos: z.boolean().optional(),
  /** Lists the trash instead of the other items. @default false */
  trashed: z.boolean().optional(),
  priceFromCents: cents.optional(),
  priceToCents: cents.optional(),
  /** Items that lack at least one of these, but for what was left empty on purpose. */
  missing: z.array(z.enum(FACT_NAMES)).optional(),
  /** Days since it was listed, or since it came in when it is not. */
  olderThanDays: days.optional(),
  newerThanDays: days.optional(),
  sort: z.enum(SORTS).optional(),
  /** The other way round than that order usually goes. @default false */
  reversed: z.boolean().optional(),
  offset: z.number().int().nonnegative().optional(),
  limit: z.number().int().positive().max(PAGE_ITEMS_MAX).optional(),
});
export type ItemQuery = z.infer<typeof ItemQuerySchema>;
