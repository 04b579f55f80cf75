/** That the seller chose to show an item. No record: it is nobody's business. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";

const PublishedItemSchema = z.object({ itemId: z.string(), at: z.number() });
export type PublishedItem = z.infer<typeof PublishedItemSchema>;

export const publishedItems = defineCollection<PublishedItem>({
  name: "shop_choices",
  schema: PublishedItemSchema,
  version: 1,
  id: ({ itemId }) => itemId,
});
