/** The list's question as an address, so that it can be kept, shared between devices, and gone back to. */
import type { ItemQuery, State } from "../../services/inventory/mod.ts";
import {
  FACT_NAMES,
  ItemQuerySchema,
  PAGE_ITEMS,
  SORTS,
  STATES,
} from "../../services/inventory/mod.ts";

const CENTS = 100;

/** Reads what an address asks; what cannot be read is left out rather than refused. */
export function queryOf(address: URLSearchParams): ItemQuery {
  const text = (name: string) => address.get(name)?.trim() || undefined;
  const all = (name: string) => {
    const given = address.getAll(name);
    return given.length > 0 ? given : undefined;
  };
  const asked = {
    text: text("q"),
    states: all("state")?.filter((state) => STATES.includes(state as State)),
    boxes: all("box"),
    brands: all("brand"),
    category: text("category"),
    size: text("size"),
    origin: text("origin"),
    lotId: text("lot"),
    hasPhotos: flag(text("photos")),
    trashed: flag(text("trashed")),
    priceFromCents: cents(text("from")),
    priceToCents: cents(text("to")),
    missing: all("missing")?.filter((name) => FACT_NAMES.some((known) => known === name)),
    olderThanDays: whole(text("older")),
    newerThanDays: whole(text("newer")),
    sort: SORTS.find((sort) => sort === text("sort")),
    reversed: flag(text("reversed")),
    offset: whole(text("offset")),
  };
  return Object.fromEntries(
    Object.entries(asked).filter(([name, value]) =>
      value !== undefined && ItemQuerySchema.safeParse({ [name]: value }).success
    ),
  );
}

/** The address that asks the same; with `change` some of it otherwise. Another question begins on page one. */
export function addressOf(query: ItemQuery, change: Partial<ItemQuery> = {}): string {
  const { offset, ...asked } = { ...query, offset: undefined, ...change };
  const address = new URLSearchParams();
  const put = (name: string, value: string | number | boolean | undefined) => {
    if (value !== undefined && value !== "") address.append(name, String(value));
  };
  put("q", asked.text);
  asked.states?.forEach((state) => put("state", state));
  asked.boxes?.forEach((box) => put("box", box));
  asked.brands?.forEach((brand) => put("brand", brand));
  put("category", asked.category);
  put("size", asked.size);
  put("origin", asked.origin);
  put("lot", asked.lotId);
  put("photos", asked.hasPhotos);
  put("trashed", asked.trashed || undefined);
  put("from", asked.priceFromCents && asked.priceFromCents / CENTS);
  put("to", asked.priceToCents && asked.priceToCents / CENTS);
  asked.missing?.forEach((name) => put("missing", name));
  put("older", asked.olderThanDays);
  put("newer", asked.newerThanDays);
  put("sort", asked.sort);
  put("reversed", asked.reversed || undefined);
  put("offset", offset || undefined);
  return address.size > 0 ? `/items?${address}` : "/items";
}

/** How many filters are on, besides words, states and order. */
export function filtersOn(query: ItemQuery): number {
  const { text: _t, states: _s, sort: _o, reversed: _r, offset: _f, limit: _l, ...filters } = query;
  return Object.values(filters).filter((value) => value !== undefined && value !== false).length;
}

export const pageBefore = ({ offset = 0 }: ItemQuery): number | null =>
  offset > 0 ? Math.max(offset - PAGE_ITEMS, 0) : null;

export function pageAfter({ offset = 0 }: ItemQuery, total: number): number | null {
  return offset + PAGE_ITEMS < total ? offset + PAGE_ITEMS : null;
}

function flag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === "true" || text === "1";
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function cents(text: string | undefined): number | undefined {
  const amount = Number(text?.replace(",", "."));
  return text !== undefined && Number.isFinite(amount) ? Math.round(amount * CENTS) : undefined;
}
