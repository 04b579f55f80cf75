/** The form that undoes one change of an item. */
import type { HistoryEntry } from "../../services/inventory/mod.ts";
import type { Undo } from "../frame/flash.ts";

/** Nothing to undo where nothing was changed. */
export const undoOf = (entry: HistoryEntry | null): Undo | undefined =>
  entry ? { action: `/items/history/${entry.id}/undo`, fields: {} } : undefined;
