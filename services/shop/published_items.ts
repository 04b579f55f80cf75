/** The items that the seller published. No record means private. */
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
