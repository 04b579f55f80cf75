/** Collections of the inventory. */
import { z } from "zod";
import { defineCollection } from "../store/mod.ts";
import { BatchSchema } from "./batch.ts";
import { withPartialMarks } from "./consequences.ts";
import type { Fact } from "../taxonomy/facts.ts";
import { type HistoryEntry, HistoryEntrySchema } from "./history.ts";
import { type Item, ItemSchema } from "./item.ts";
import { LotSchema } from "./lot.ts";
import { SavedViewSchema } from "./view.ts";

export const items = defineCollection({
  name: "items",
  schema: ItemSchema,
  version: 2,
  upgrades: { 1: withCompositionMarked },
  id: (item) => item.id,
  indexes: {
    number: (item) => [item.number],
    lot: (item) => item.lotId === undefined ? null : [item.lotId],
    trash: (item) => item.trashedAt === undefined ? null : [item.trashedAt],
  },
});

export const history = defineCollection({
  name: "item_history",
  schema: HistoryEntrySchema,
  version: 2,
  upgrades: { 1: withCompositionMarkedInHistory },
  id: (entry) => entry.id,
  indexes: {
    item: (entry) => [entry.itemId],
    batch: (entry) => entry.batchId === undefined ? null : [entry.batchId],
  },
});

/** Version 1 did not tell a composition that was read in part from a whole one. */
function withCompositionMarked(old: unknown): Item {
  const item = old as Item;
  return { ...item, facts: withPartialMarks(item.facts) };
}

/** So that a change from before the mark can still be taken back. */
function withCompositionMarkedInHistory(old: unknown): HistoryEntry {
  const entry = old as HistoryEntry;
  const marked = (fact: unknown) =>
    withPartialMarks({ material: fact as Fact<"material"> }).material;
  const changes = entry.changes.map(({ path, before, after }) => ({
    path,
    ...(before !== undefined && { before: path === MATERIAL ? marked(before) : before }),
    ...(after !== undefined && { after: path === MATERIAL ? marked(after) : after }),
  }));
  return { ...entry, changes: changes as HistoryEntry["changes"] };
}

const MATERIAL = "facts.material";

export const batches = defineCollection({
  name: "item_batches",
  schema: BatchSchema,
  version: 1,
  id: (batch) => batch.id,
  indexes: { at: (batch) => [batch.at] },
});

export const lots = defineCollection({
  name: "lots",
  schema: LotSchema,
  version: 1,
  id: (lot) => lot.id,
});

export const views = defineCollection({
  name: "saved_views",
  schema: SavedViewSchema,
  version: 1,
  id: (view) => view.id,
});

/** A record like any other, so that a copy of the records also knows which numbers were given. */
export const counters = defineCollection({
  name: "counters",
  schema: z.object({ name: z.string(), last: z.number().int().nonnegative() }),
  version: 1,
  id: (counter) => counter.name,
});
