/** The inventory of physical items. */
export * from "../taxonomy/facts.ts";
export * from "./item.ts";
export { type Batch, type BatchResult, type BulkAction, BulkActionSchema } from "./batch.ts";
export type { ItemHits, Neighbours } from "./catalogue.ts";
export { type ItemChanges, MoveDetailsSchema } from "./edit.ts";
export { type FieldChange, fieldOf, HISTORY_KINDS, type HistoryEntry } from "./history.ts";
export { createInventory, type Inventory } from "./inventory.ts";
export { type Lot, LOT_NAME_CHARS_MAX, type NewLot, NewLotSchema } from "./lot.ts";
export { type ItemPatch, ItemPatchSchema, type NewItem, NewItemSchema } from "./new_item.ts";
export { type FactsPatch, FactsPatchSchema, saidBySeller } from "./precedence.ts";
export { type ItemQuery, ItemQuerySchema, PAGE_ITEMS, SORTS } from "./query.ts";
export type { ItemRow } from "./row.ts";
export { nextStates, stepBetween } from "./states.ts";
export { displayTitle } from "./title.ts";
export { changesOfWords, newItemOfWords, type WordChanges } from "./typed_words.ts";
export { type SavedView, SavedViewSchema } from "./view.ts";
