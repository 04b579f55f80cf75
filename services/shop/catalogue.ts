/** The current public items, sorted and counted once until the shop changes. */
import type { PublicItem } from "./public_item.ts";
import type { ClosetQuery } from "./paths.ts";

export const CLOSET_PAGE_SIZE = 24;

interface Count<V> {
  readonly value: V;
  readonly count: number;
}

export interface Closet {
  readonly query: ClosetQuery;
  /** One page of them, the newest first. */
  readonly goods: readonly PublicItem[];
  readonly total: number;
  readonly pages: number;
  /** Among those of the chosen size, and the other way round: each choice leads somewhere. */
  readonly kinds: readonly Count<string>[];
  readonly sizes: readonly Count<NonNullable<PublicItem["size"]>>[];
}

export interface Catalogue {
  readonly goods: readonly PublicItem[];
  byNumber(number: number): PublicItem | null;
  /** Whether a file of this name is shown: "<sha>.jpg", "<sha>.webp". */
  hasImage(file: string): boolean;
  /** `null` for a page that there is not. */
  closet(query: ClosetQuery): Closet | null;
}

export function createCatalogue(all: Iterable<PublicItem>): Catalogue {
  const goods = [...all].sort((a, b) => b.since - a.since || b.number - a.number);
  const numbers = new Map(goods.map((good) => [good.number, good]));
  const images = new Set(
    goods.flatMap(({ photos }) =>
      photos.flatMap(({ display, thumb }) => [`${display.sha}.jpg`, `${thumb.sha}.webp`])
    ),
  );
  return {
    goods,
    byNumber: (number) => numbers.get(number) ?? null,
    hasImage: (file) => images.has(file),
    closet(query) {
      const { kind, size, page } = query;
      const ofKind = goods.filter((good) => kind === undefined || good.kind === kind);
      const ofSize = goods.filter((good) => size === undefined || good.size?.slug === size);
      const found = ofKind.filter((good) => size === undefined || good.size?.slug === size);
      const pages = Math.max(1, Math.ceil(found.length / CLOSET_PAGE_SIZE));
      const filtered = kind !== undefined || size !== undefined;
      if (page > pages || (filtered && found.length === 0)) return null;
      const first = (page - 1) * CLOSET_PAGE_SIZE;
      return {
        query,
        goods: found.slice(first, first + CLOSET_PAGE_SIZE),
        total: found.length,
        pages,
        kinds: counted(ofSize, ({ kind }) => kind, (kind) => kind),
        sizes: counted(ofKind, ({ size }) => size, ({ slug }) => slug),
      };
    },
  };
}

/** The most frequent first. */
function counted<V>(
  goods: readonly PublicItem[],
  valueOf: (good: PublicItem) => V | undefined,
  keyOf: (value: V) => string,
): Count<V>[] {
  const found = new Map<string, { value: V; count: number }>();
  for (const good of goods) {
    const value = valueOf(good);
    if (value === undefined) continue;
    const known = found.get(keyOf(value)) ?? { value, count: 0 };
    known.count++;
    found.set(keyOf(value), known);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
