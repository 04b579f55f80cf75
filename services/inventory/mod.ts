/** The room of the physical items. */
export * from "../taxonomy/facts.ts";
export * from "./item.ts";
export {
  type Batch,
  BATCH_KINDS,
  type BatchResult,
  BULK_KINDS,
  type BulkAction,
  BulkActionSchema,
  type Refusal,
} from "./batch.ts";
export type { ItemHits, Neighbours } from "./catalogue.ts";
export type { CreatedMany, CreateManyOptions } from "./create.ts";
export {
  type ChangesOf,
  type Cover,
  type ItemChanges,
  type MoveDetails,
  MoveDetailsSchema,
  type Proposed,
} from "./edit.ts";
export { type FieldChange, fieldOf, HISTORY_KINDS, type HistoryEntry } from "./history.ts";
export { createInventory, type Inventory, type InventoryNeeds } from "./inventory.ts";
export { type Lot, LOT_NAME_CHARS_MAX, type NewLot, NewLotSchema, type SplitBy } from "./lot.ts";
export {
  type ItemPatch,
  ItemPatchSchema,
  type NewItem,
  NewItemSchema,
  NUMBER_MAX,
} from "./new_item.ts";
export { type FactsPatch, FactsPatchSchema, saidBySeller } from "./precedence.ts";
export { type ItemQuery, ItemQuerySchema, PAGE_ITEMS, type Sort, SORTS } from "./query.ts";
export type { Recent, Recents } from "./recents.ts";
export type { ItemRow } from "./row.ts";
export { splitCost } from "./split_cost.ts";
export { nextStates, type Step, stepBetween } from "./states.ts";
export { displayTitle } from "./title.ts";
export { TRASH_KEPT_MS } from "./trash.ts";
export { changesOfWords, newItemOfWords, type WordChanges } from "./typed_words.ts";
export { type SavedView, SavedViewSchema, VIEWS_MAX } from "./view.ts";
export type { CreateOptions, Saved } from "./write.ts";
