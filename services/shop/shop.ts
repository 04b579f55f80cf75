/** The public shop: of the items on sale those that the seller chose to show, kept in memory, gone at once. */
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import type { Logger } from "../base/log.ts";
import { type Database, type RecordChange, retrying, writeInChunks } from "../store/mod.ts";
import { type Address, listPublicPages } from "./public_pages.ts";
import { type PublishedItem, publishedItems } from "./published_items.ts";
import {
  canBePublic,
  listObstacles,
  type Obstacle,
  type PublicItem,
  toPublicItem,
} from "./public_item.ts";
import type { ItemChange, ItemSource } from "./item_source.ts";
import { type Catalogue, createCatalogue } from "./catalogue.ts";
import {
  CLOSED,
  SETTINGS_ID,
  type ShopSettings,
  shopSettings,
  ShopSettingsSchema,
} from "./settings.ts";

export interface Shop {
  /** Settles when everything that is shown is in. */
  readonly ready: Promise<void>;
  settings(): ShopSettings;
  saveSettings(settings: ShopSettings): Promise<void>;
  /** Whether the seller wants it shown; whether it is also depends on where it stands. */
  isChosen(itemId: string): boolean;
  /** In the shop when it returns, or out of it. */
  choose(itemIds: readonly string[], shown: boolean): Promise<Chosen>;
  /** What stands there now, whether the shop is open or not. */
  shelf(): Catalogue;
  /** Grows with every change that a visitor could see. */
  revision(): number;
  /** What is public now, most wanted first; nothing while the shop is off. */
  addresses(): Address[];
  /** Called after each such change; returns how to stop it. */
  onChange(listener: () => void): () => void;
  /** Waits for what is being read: the store may be closed after it. */
  close(): Promise<void>;
}

interface Chosen {
  /** Those for which that was news. */
  readonly changed: readonly string[];
  /** Those that cannot be shown, each with the reasons. */
  readonly refused: readonly { readonly itemId: string; readonly obstacles: readonly Obstacle[] }[];
}

interface ShopNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly goods: ItemSource;
}

const READ_AT_ONCE = 20;

export function createShop({ db, clock, log, goods }: ShopNeeds): Shop {
  /** When each was chosen. */
  const chosen = new Map<string, number>();
  const shown = new Map<string, PublicItem>();
  const marks = new Map<string, number>();
  /** Counts what was heard of an item: what was read before the last news is old. */
  const heard = new Map<string, number>();
  const listeners = new Set<() => void>();
  const reading = new Set<Promise<void>>();
  let settings = CLOSED;
  let settingsMark = 0;
  let revision = 0;
  let shelf: Catalogue | null = null;
  let closed = false;

  function changed(): void {
    revision++;
    shelf = null;
    for (const listener of [...listeners]) listener();
  }

  function put(itemId: string, good: PublicItem | null): void {
    const before = shown.get(itemId);
    if (JSON.stringify(before) === JSON.stringify(good ?? undefined)) return;
    if (good) shown.set(itemId, good);
    else shown.delete(itemId);
    marks.set(itemId, revision + 1);
    changed();
  }

  function note(itemId: string): number {
    const count = (heard.get(itemId) ?? 0) + 1;
    heard.set(itemId, count);
    return count;
  }

  /** As it is now, however often it changes while it is read. */
  async function refresh(itemId: string): Promise<void> {
    for (let before = -1; before !== heard.get(itemId) && !closed;) {
      before = heard.get(itemId) ?? note(itemId);
      const stock = chosen.has(itemId) ? await goods.read(itemId) : null;
      if (before !== heard.get(itemId)) continue;
      const chosenAt = chosen.get(itemId);
      put(itemId, stock && chosenAt !== undefined ? toPublicItem(stock, chosenAt) : null);
      if (!stock && chosenAt !== undefined) await write([itemId], false);
    }
  }

  function refreshLater(itemId: string): void {
    const task = refresh(itemId).catch((error) => {
      // Rather not shown than shown wrongly.
      put(itemId, null);
      log.error("shop.refresh_failed", { itemId, error });
    }).finally(() => void reading.delete(task));
    reading.add(task);
  }

  async function settled(): Promise<void> {
    while (reading.size > 0) await Promise.all(reading);
  }

  function hearOfStock(news: readonly ItemChange[]): void {
    for (const { itemId, item } of news) {
      if (!chosen.has(itemId)) continue;
      note(itemId);
      if (item === null || (item && !canBePublic(item))) put(itemId, null);
      refreshLater(itemId);
    }
  }

  function hear(changes: readonly RecordChange[]): void {
    for (const { collection, id, row } of changes) {
      if (collection === publishedItems.name) hearOfChoice(id, row && (row.value as PublishedItem));
      if (collection === shopSettings.name) {
        take((row?.value as ShopSettings | undefined) ?? CLOSED);
      }
    }
  }

  function hearOfChoice(itemId: string, choice: PublishedItem | null): void {
    note(itemId);
    if (choice) {
      chosen.set(itemId, choice.at);
      refreshLater(itemId);
    } else {
      chosen.delete(itemId);
      put(itemId, null);
    }
  }

  function take(next: ShopSettings): void {
    settings = next;
    settingsMark++;
    changed();
  }

  async function load(): Promise<void> {
    const found = await db.get(shopSettings, SETTINGS_ID);
    if (found) take(found.value);
    const gone = new Set(chosen.keys());
    for await (const { value } of db.each(publishedItems)) {
      if (closed) return;
      gone.delete(value.itemId);
      hearOfChoice(value.itemId, value);
      if (reading.size >= READ_AT_ONCE) await settled();
    }
    for (const itemId of gone) hearOfChoice(itemId, null);
    await settled();
  }

  async function write(itemIds: readonly string[], wanted: boolean): Promise<string[]> {
    const rows = await db.getMany(publishedItems, itemIds);
    const news = itemIds.map((itemId, at) => ({ itemId, row: rows[at] ?? null }))
      .filter(({ row }) => (row !== null) !== wanted);
    await writeInChunks(db, news, (change, { itemId, row }) => {
      if (row) change.remove(publishedItems, row);
      else change.insert(publishedItems, { itemId, at: clock.now() });
    });
    return news.map(({ itemId }) => itemId);
  }

  async function refusedOf(itemIds: readonly string[]): Promise<Chosen["refused"]> {
    const refused: { itemId: string; obstacles: readonly Obstacle[] }[] = [];
    for (const itemId of itemIds) {
      const stock = await goods.read(itemId);
      const obstacles = stock ? listObstacles(stock.item) : ["sample" as const];
      if (obstacles.length > 0) refused.push({ itemId, obstacles });
    }
    return refused;
  }

  const stopHearing = [db.onChange(hear), goods.onNews(hearOfStock)];
  // What other processes did while nobody listened: everything is read again.
  stopHearing.push(db.onMissed(async () => {
    await ready.catch(() => {});
    await load();
  }));
  const ready = load();
  ready.catch((error) => log.error("shop.load_failed", { error }));

  return {
    ready,
    settings: () => settings,
    async saveSettings(next) {
      const { success, data } = ShopSettingsSchema.safeParse(next);
      if (!success) throw invalid("shop.bad_settings");
      await retrying(async () => {
        const row = await db.get(shopSettings, SETTINGS_ID);
        const change = db.change();
        if (row) change.update(shopSettings, row, data);
        else change.insert(shopSettings, data);
        await change.commit();
      });
    },
    isChosen: (itemId) => chosen.has(itemId),
    async choose(itemIds, wanted) {
      const asked = [...new Set(itemIds)];
      const refused = wanted ? await refusedOf(asked) : [];
      const kept = asked.filter((id) => !refused.some(({ itemId }) => itemId === id));
      const changed = await retrying(() => write(kept, wanted));
      await settled();
      return { changed, refused };
    },
    shelf: () => shelf ??= createCatalogue(shown.values()),
    revision: () => revision,
    addresses() {
      if (!settings.on) return [];
      shelf ??= createCatalogue(shown.values());
      return listPublicPages(shelf, {
        all: String(revision),
        settings: String(settingsMark),
        of: ({ itemId }) => String(marks.get(itemId)),
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      stopHearing.forEach((stop) => stop());
      await ready;
      await settled();
    },
  };
}
