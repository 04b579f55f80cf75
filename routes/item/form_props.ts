/** Props of the parts of the edit form. */
import type { Context } from "hono";
import type { Inventory, Item, Lot } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import type { Form } from "../forms/form.ts";
import type { JobTexts } from "../jobs/job_texts.ts";

export interface ItemFormProps {
  c: Context<Env>;
  item: Item;
  form: Form;
  recents: ReturnType<Inventory["recents"]>;
  lots: readonly Lot[];
  /** This item's jobs that have not ended. */
  jobs: readonly JobTexts[];
}

/** Position of a value in an order; after all others when it is not in it. */
export function placeIn<V>(order: readonly V[], value: V): number {
  const at = order.indexOf(value);
  return at < 0 ? order.length : at;
}
