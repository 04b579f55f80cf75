/** That the seller chose to show an item. No record: it is nobody's business. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";

const ChoiceSchema = z.object({ itemId: z.string(), at: z.number() });
export type Choice = z.infer<typeof ChoiceSchema>;

export const choices = defineCollection<Choice>({
  name: "shop_choices",
  schema: ChoiceSchema,
  version: 1,
  id: ({ itemId }) => itemId,
});
