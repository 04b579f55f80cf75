/** All items in memory, as far as lists need them: found, filtered, sorted and counted without the store. */
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/log.ts";
import type { Database, RecordChange } from "../store/mod.ts";
import { items } from "./collections.ts";
import { filterOf } from "./filter.ts";
import { type Item, type State, STATES } from "./item.ts";
import { createOrders } from "./orders.ts";
import { type ItemQuery, PAGE_ITEMS } from "./query.ts";
import { type Recents, recentsOf } from "./recents.ts";
import { createIntern, type ItemRow, rowOf } from "./row.ts";
import { askedNumber, createSearch } from "./search.ts";
import { searchText } from "./search_text.ts";

export interface ItemHits {
  /** One page of them. */
  readonly rows: readonly ItemRow[];
  readonly total: number;
  /** Number of matches by state, ignoring the query's own states. */
  readonly states: Readonly<Record<State, number>>;
  /** False while the items are still being read at the start: there may be more. */
  readonly complete: boolean;
}

export interface Neighbours {
  /** Numbers, for the address of the page. */
  readonly previous?: number;
  readonly next?: number;
  /** From 1. */
  readonly position: number;
  readonly total: number;
}

export interface Catalogue {
  /** Settles when every item is in. */
  readonly ready: Promise<void>;
  find(query: ItemQuery): ItemHits;
  /** The previous and next item in a query's result; `null` when the item is not in it. */
  neighbours(number: number, query: ItemQuery): Neighbours | null;
  recents(options?: { limit?: number; category?: string }): Recents;
  /** Waits for what is being read: the store may be closed after it. */
  close(): Promise<void>;
}

/** Starts to read at once; `find` answers from the first moment with what is there. */
export function createCatalogue(db: Database, clock: Clock, log: Logger): Catalogue {
  const byId = new Map<string, ItemRow>();
  const byNumber = new Map<number, ItemRow>();
  const search = createSearch();
  const intern = createIntern();
  const orders = createOrders(() => byId.values());
  /** Every list page asks for these; they stay the same until an item changes. */
  const recent = new Map<string, Recents>();
  /** Heard of while the items are being read: what is read then may be older. */
  const heard = new Set<string>();
  let complete = false;
  let closed = false;

  function put(item: Item): void {
    const row = rowOf(item, intern);
    byId.set(item.id, row);
    byNumber.set(item.number, row);
    search.put(item.number, searchText(item, intern));
    forget();
  }

  function remove(id: string): void {
    const row = byId.get(id);
    if (!row) return;
    byId.delete(id);
    byNumber.delete(row.number);
    search.remove(row.number);
    forget();
  }

  function forget(): void {
    orders.forget();
    recent.clear();
  }

  function recents(options: { limit?: number; category?: string } = {}): Recents {
    const key = JSON.stringify(options);
    const known = recent.get(key) ?? recentsOf(orders.rows("updated"), options);
    recent.set(key, known);
    return known;
  }

  function hear(changes: readonly RecordChange[]): void {
    for (const { collection, id, row } of changes) {
      if (collection !== items.name) continue;
      if (!complete) heard.add(id);
      if (row) put(row.value as Item);
      else remove(id);
    }
  }

  async function load(): Promise<void> {
    const found = new Set<string>();
    for await (const { id, value } of db.each(items)) {
      if (closed) return;
      found.add(id);
      if (!heard.has(id)) put(value);
    }
    for (const id of new Set(byId.keys()).difference(found)) if (!heard.has(id)) remove(id);
    complete = true;
    heard.clear();
  }

  async function reload(): Promise<void> {
    await reading.catch(() => {});
    complete = false;
    reading = load();
    await reading;
  }

  function candidates({ text = "", sort, reversed }: ItemQuery): readonly ItemRow[] {
    const order = sort === undefined || sort === "relevance" ? "newest" : sort;
    if (!text.trim()) return orders.rows(order, reversed);
    const found = byWords(text);
    if (sort === undefined || sort === "relevance") return [...found];
    return orders.rows(order, reversed).filter((row) => found.has(row));
  }

  function byWords(text: string): ReadonlySet<ItemRow> {
    const asked = askedNumber(text);
    const exact = asked && byNumber.get(asked.number);
    const found = new Set(exact ? [exact] : []);
    if (asked?.surely) return found;
    for (const number of search.find(text)) found.add(byNumber.get(number)!);
    return found;
  }

  function* matches(query: ItemQuery, states?: Record<State, number>): Generator<ItemRow> {
    const test = filterOf(query, clock.now());
    for (const row of candidates(query)) {
      if (!test(row)) continue;
      if (states) states[row.state]++;
      if (!query.states?.length || query.states.includes(row.state)) yield row;
    }
  }

  const stopHearing = db.onChange(hear);
  const stopReloading = db.onMissed(reload);
  const ready = load();
  // The list then reports itself as incomplete.
  ready.catch((error) => log.error("inventory.items_not_read", { error }));
  let reading: Promise<void> = ready;
  return {
    ready,
    find(query) {
      const { offset = 0, limit = PAGE_ITEMS } = query;
      const states = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<State, number>;
      const rows: ItemRow[] = [];
      let total = 0;
      for (const row of matches(query, states)) {
        if (total >= offset && rows.length < limit) rows.push(row);
        total++;
      }
      return { rows, total, states, complete };
    },
    neighbours(number, query) {
      const numbers = Array.from(matches(query), (row) => row.number);
      const at = numbers.indexOf(number);
      if (at < 0) return null;
      const [previous, next] = [numbers[at - 1], numbers[at + 1]];
      return {
        ...(previous !== undefined && { previous }),
        ...(next !== undefined && { next }),
        position: at + 1,
        total: numbers.length,
      };
    },
    recents,
    async close() {
      closed = true;
      stopHearing();
      stopReloading();
      await reading.catch(() => {});
    },
  };
}
