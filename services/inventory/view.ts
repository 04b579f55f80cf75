/** A search that the seller keeps under a name. */
import { z } from "zod";
import { ItemQuerySchema } from "./query.ts";

const VIEW_NAME_CHARS_MAX = 60;
/** All of them change place in one commit. */
export const VIEWS_MAX = 50;

export const SavedViewSchema = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(VIEW_NAME_CHARS_MAX),
  query: ItemQuerySchema,
  position: z.number().int().nonnegative(),
});
export type SavedView = z.infer<typeof SavedViewSchema>;
