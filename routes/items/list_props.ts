/** What the wardrobe's page is drawn from. */
import type { Context } from "hono";
import type { ItemHits, ItemQuery, SavedView } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";

export type Shape = "list" | "grid";

export interface ListProps {
  c: Context<Env>;
  query: ItemQuery;
  hits: ItemHits;
  views: readonly SavedView[];
  shape: Shape;
  /** In use, for the filters: a wardrobe has few of the many there are. */
  categories: readonly string[];
  boxes: readonly string[];
  brands: readonly string[];
}
