/** The list's question as the query of an address, where all values are text. */
import { z } from "zod";
import { type ItemQuery, ItemQuerySchema } from "../../services/inventory/mod.ts";

const asked = ItemQuerySchema.shape;

/** "ready,listed", or the name given twice. */
const words = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => typeof given === "string" ? given.split(",") : given, schema);
/** A name may hold a comma: several are given by repeating the parameter. */
const names = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => typeof given === "string" ? [given] : given, schema);
const number = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => typeof given === "string" && given ? Number(given) : given, schema);
const flag = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => given === "true" ? true : given === "false" ? false : given, schema);

/** Strict: a misspelt filter would find everything. */
export const FindQuery = z.strictObject({
  text: asked.text,
  states: words(asked.states).optional(),
  box: names(asked.boxes).optional(),
  brand: names(asked.brands).optional(),
  category: asked.category,
  size: asked.size,
  origin: asked.origin,
  lotId: asked.lotId,
  hasPhotos: flag(asked.hasPhotos).optional(),
  trashed: flag(asked.trashed).optional(),
  priceFromCents: number(asked.priceFromCents).optional(),
  priceToCents: number(asked.priceToCents).optional(),
  missing: words(asked.missing).optional(),
  olderThanDays: number(asked.olderThanDays).optional(),
  newerThanDays: number(asked.newerThanDays).optional(),
  sort: asked.sort,
  reversed: flag(asked.reversed).optional(),
  offset: number(asked.offset).optional(),
  limit: number(asked.limit).optional(),
});

export function itemQueryOf({ box, brand, ...rest }: z.infer<typeof FindQuery>): ItemQuery {
  return { ...rest, ...(box && { boxes: box }), ...(brand && { brands: brand }) };
}
