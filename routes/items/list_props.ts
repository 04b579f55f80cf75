/** Props of the item list. */
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
  /** Categories of present items, for the filters. */
  categories: readonly string[];
  boxes: readonly string[];
  brands: readonly string[];
}
