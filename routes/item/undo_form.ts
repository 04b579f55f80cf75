/** The form that undoes one change of an item. */
import type { HistoryEntry } from "../../services/inventory/mod.ts";
import type { Undo } from "../frame/flash.ts";
import type { ItemForms } from "./item_forms.ts";

/**
 * @returns null when nothing was changed. @param part the part of the item's page to return to
 */
export const undoOf = (entry: HistoryEntry | null, part: keyof ItemForms): Undo | undefined =>
  entry ? { action: `/items/history/${entry.id}/undo`, fields: { part } } : undefined;
