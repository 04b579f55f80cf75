/** Things bought together for one sum. */
import { z } from "zod";
import { MoneySchema } from "../base/money.ts";
import { AmountSchema, NOTE_CHARS_MAX } from "./item.ts";

export const LOT_NAME_CHARS_MAX = 80;

const fields = {
  name: z.string().trim().min(1).max(LOT_NAME_CHARS_MAX),
  boughtOn: z.iso.date().optional(),
  cost: AmountSchema.optional(),
  note: z.string().max(NOTE_CHARS_MAX).optional(),
};
export const NewLotSchema = z.object(fields);
export type NewLot = z.infer<typeof NewLotSchema>;
export const LotSchema = z.object({ id: z.string(), ...fields, cost: MoneySchema.optional() });
export type Lot = z.infer<typeof LotSchema>;

/** How a lot's cost is split: evenly, by asked price, or by given weights (grams, or estimated worth). */
export type SplitBy =
  | { readonly by: "evenly" }
  | { readonly by: "price" }
  | { readonly by: "weight"; readonly weights: Readonly<Record<string, number>> };
