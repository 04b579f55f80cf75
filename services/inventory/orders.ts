/** The rows in each of the orders that a list can have, sorted once a change and kept until the next. */
import { STATES } from "./item.ts";
import type { Sort } from "./query.ts";
import type { ItemRow } from "./row.ts";

type Order = Exclude<Sort, "relevance">;
/** Sort key, ascending; `undefined` comes last. */
type Key = (row: ItemRow) => number | undefined;

interface Orders {
  rows(order: Order, reversed?: boolean): readonly ItemRow[];
  /** Called after every change of a row. */
  forget(): void;
}

export function createOrders(all: () => Iterable<ItemRow>): Orders {
  const sorted = new Map<string, readonly ItemRow[]>();
  return {
    rows(order, reversed = false) {
      const name = `${order} ${reversed}`;
      const known = sorted.get(name) ?? sortedBy([...all()], order, reversed);
      sorted.set(name, known);
      return known;
    },
    forget: () => sorted.clear(),
  };
}

function sortedBy(rows: readonly ItemRow[], order: Order, reversed: boolean): ItemRow[] {
  const key = keyOf(order, rows);
  const sign = reversed ? -1 : 1;
  const keys = Float64Array.from(rows, (row) => {
    const value = key(row);
    return value === undefined ? Infinity : value * sign;
  });
  // Two Infinities differ by NaN, which is as false as zero: then the younger number comes first.
  const places = Uint32Array.from(rows.keys())
    .sort((a, b) => keys[a]! - keys[b]! || (rows[b]!.number - rows[a]!.number) * sign);
  return Array.from(places, (place) => rows[place]!);
}

function keyOf(order: Order, rows: readonly ItemRow[]): Key {
  switch (order) {
    case "newest":
      return (row) => -row.createdAt;
    case "updated":
      return (row) => -row.updatedAt;
    case "number":
      return (row) => row.number;
    case "price":
      return (row) => row.price?.cents;
    case "state":
      return (row) => STATES.indexOf(row.state);
    case "brand":
      return byRank(rows, (row) => row.brand);
    case "box":
      return byRank(rows, (row) => row.box);
  }
}

/** "A2" before "A10", "Éram" beside "Eram". */
const COLLATOR = new Intl.Collator("it", { numeric: true, sensitivity: "base" });

/** Comparing words is slow, so the few different ones are compared and the many rows get their rank. */
function byRank(rows: readonly ItemRow[], wordOf: (row: ItemRow) => string | undefined): Key {
  const words = new Set(rows.map(wordOf).filter((word) => word !== undefined));
  const ranks = new Map([...words].sort(COLLATOR.compare).map((word, rank) => [word, rank]));
  return (row) => {
    const word = wordOf(row);
    return word === undefined ? undefined : ranks.get(word);
  };
}
