/** The physical items: what each is, where it lies, where it stands in its life, and all that was done to it. */
import type { Clock, NewId } from "../base/clock.ts";
import { notFound } from "../base/errors.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import { type Database, retrying, type Row } from "../store/mod.ts";
import type { Batch, BatchResult, BulkAction } from "./batch.ts";
import { latestBatches } from "./batches.ts";
import { bulk } from "./bulk.ts";
import { type Catalogue, createCatalogue } from "./catalogue.ts";
import { history, items } from "./collections.ts";
import { create, type CreatedMany, createMany, type CreateManyOptions } from "./create.ts";
import {
  type ChangesOf,
  type Cover,
  type ItemChanges,
  move,
  type MoveDetails,
  type MoveOptions,
  type Proposed,
  proposeFacts,
  save,
  type SaveOptions,
  writeCover,
} from "./edit.ts";
import type { Facts } from "../taxonomy/facts.ts";
import type { HistoryEntry } from "./history.ts";
import type { Actor, Item, State } from "./item.ts";
import type { Lot, NewLot, SplitBy } from "./lot.ts";
import { allLots, createLot, editLot, lotRow, removeLot, splitLotCost } from "./lots.ts";
import type { NewItem } from "./new_item.ts";
import { purgeTrash } from "./trash.ts";
import { createMutex } from "../base/mutex.ts";
import { undo, undoBatch } from "./undo.ts";
import type { SavedView } from "./view.ts";
import { allViews, editView, moveView, removeView, saveView } from "./views.ts";
import { type Bench, type CreateOptions, itemRow, type Saved } from "./write.ts";

const HISTORY_SHOWN = 200;

export interface Inventory extends Pick<Catalogue, "ready" | "find" | "neighbours" | "recents"> {
  create(input: NewItem, by: Actor, options?: CreateOptions): Promise<Row<Item>>;
  /** The same `batchId` again goes on where it stopped. Refuses everything when one row is not right. */
  createMany(
    inputs: readonly NewItem[],
    by: Actor,
    options: CreateManyOptions,
  ): Promise<CreatedMany>;

  /** Finds an item by the number on its tag. @throws Failure `not_found` */
  get(number: number): Promise<Row<Item>>;
  byId(id: string): Promise<Row<Item>>;

  /**
   * What the seller says of it, as one change with one history entry; `null` empties a field and leaves a fact
   * empty for good.
   */
  save(
    id: string,
    changes: ItemChanges | ChangesOf,
    by: Actor,
    options?: SaveOptions,
  ): Promise<Saved>;
  /** Applies a reader's facts: never over a stronger source, never where the seller cleared the fact. */
  proposeFacts(id: string, proposals: Facts, by: Actor): Promise<Proposed>;
  /** @throws Failure `inventory.cannot_move` */
  move(
    id: string,
    to: State,
    by: Actor,
    details?: MoveDetails,
    options?: MoveOptions,
  ): Promise<Saved>;
  setCover(id: string, cover: Cover): Promise<void>;

  trash(ids: readonly string[], by: Actor): Promise<BatchResult>;
  restore(ids: readonly string[], by: Actor): Promise<BatchResult>;
  /** @param forget lets go of what else belongs to an item, such as its photos, before it is removed */
  purgeTrash(forget: (itemId: string) => Promise<void>): Promise<string[]>;

  bulk(ids: readonly string[], action: BulkAction, by: Actor): Promise<BatchResult>;
  /** The newest first. */
  history(id: string): Promise<HistoryEntry[]>;
  undo(historyId: string, by: Actor): Promise<Row<Item>>;
  /** Taking back the taking back does it again. */
  undoBatch(batchId: string, by: Actor): Promise<BatchResult>;
  batches(limit?: number): Promise<Batch[]>;

  readonly lots: {
    list(): Promise<Lot[]>;
    get(id: string): Promise<Lot>;
    create(lot: NewLot, options?: CreateOptions): Promise<Lot>;
    /** @param next makes the lot that is to be from the one that is */
    edit(id: string, next: (lot: Lot) => NewLot): Promise<Lot>;
    remove(id: string): Promise<void>;
    splitCost(id: string, how: SplitBy, by: Actor): Promise<BatchResult>;
  };
  readonly views: {
    list(): Promise<SavedView[]>;
    save(view: Pick<SavedView, "name" | "query">, options?: CreateOptions): Promise<SavedView>;
    edit(id: string, patch: Partial<Pick<SavedView, "name" | "query">>): Promise<SavedView>;
    move(id: string, position: number): Promise<void>;
    remove(id: string): Promise<void>;
  };
  /** Lets go of the store. */
  close(): Promise<void>;
}

interface InventoryNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  /** @default none */
  readonly log?: Logger;
}

/** Begins to read the items at once; wait for `ready` where the list must be whole. */
export function createInventory(needs: InventoryNeeds): Inventory {
  const { db, clock, newId, log = silentLogger } = needs;
  const bench: Bench = { db, clock, newId, inTurn: createMutex() };
  const catalogue = createCatalogue(db, clock, log);
  const oneImport = createMutex();

  return {
    ready: catalogue.ready,
    find: catalogue.find,
    neighbours: catalogue.neighbours,
    recents: catalogue.recents,
    close: catalogue.close,

    create: (input, by, options) => create(bench, input, by, options),
    // The same import started twice finds, the second time, everything there.
    createMany: (inputs, by, options) => oneImport(() => createMany(bench, inputs, by, options)),

    async get(number) {
      const { entries: [row] } = await db.listBy(items, "number", [number], { limit: 1 });
      if (!row) throw notFound("inventory.no_such_number", { number });
      return row;
    },
    byId: (id) => itemRow(db, id),

    save: (id, changes, by, options) => save(bench, id, changes, by, options),
    proposeFacts: (id, proposals, by) => proposeFacts(bench, id, proposals, by),
    move: (id, to, by, details, options) => move(bench, id, to, by, details, options),
    setCover: (id, cover) => retrying(() => writeCover(bench, id, cover)),

    trash: (ids, by) => bulk(bench, ids, { kind: "trash" }, by),
    restore: (ids, by) => bulk(bench, ids, { kind: "restore" }, by),
    purgeTrash: (forget) => purgeTrash(bench, forget),

    bulk: (ids, action, by) => bulk(bench, ids, action, by),
    async history(id) {
      const shown = { limit: HISTORY_SHOWN, reverse: true };
      const { entries } = await db.listBy(history, "item", [id], shown);
      return entries.map(({ value }) => value);
    },
    undo: (historyId, by) => undo(bench, historyId, by),
    undoBatch: (batchId, by) => undoBatch(bench, batchId, by),
    batches: (limit) => latestBatches(bench, limit),

    lots: {
      list: () => allLots(bench),
      get: async (id) => (await lotRow(bench, id)).value,
      create: (lot, options) => createLot(bench, lot, options),
      edit: (id, next) => editLot(bench, id, next),
      remove: (id) => removeLot(bench, id),
      splitCost: (id, how, by) => splitLotCost(bench, id, how, by),
    },
    views: {
      list: () => allViews(bench),
      save: (view, options) => saveView(bench, view, options),
      edit: (id, patch) => editView(bench, id, patch),
      move: (id, position) => moveView(bench, id, position),
      remove: (id) => removeView(bench, id),
    },
  };
}
