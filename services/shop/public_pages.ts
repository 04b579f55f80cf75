/** Lists every public page and image of the shop, for the relay's snapshots. */
import type { PublicItem } from "./public_item.ts";
import { closetPath, displayPath, publicItemPath, thumbPath } from "./paths.ts";
import type { Catalogue } from "./catalogue.ts";

export interface Address {
  /** Below the shop's own; "/robots.txt" stands beside it. */
  readonly path: string;
  /** "list": names several items. "image": its name says its content. */
  readonly sort: "list" | "item" | "image" | "robots";
  /** Another mark: it may say something else. */
  readonly mark: string;
}

interface Marks {
  /** Changes with anything in the shop. */
  readonly all: string;
  readonly settings: string;
  of(good: PublicItem): string;
}

/** Most important pages first; a small quota keeps a prefix. */
export function listPublicPages(shelf: Catalogue, marks: Marks): Address[] {
  const list = (path: string): Address => ({ path, sort: "list", mark: marks.all });
  const image = (path: string): Address => ({ path, sort: "image", mark: "" });
  const { goods } = shelf;
  const covers = goods.flatMap(({ photos }) => photos.slice(0, 1));
  const others = goods.flatMap(({ photos }) => photos.slice(1));
  const found = [
    { path: "/robots.txt", sort: "robots", mark: marks.settings } as const,
    ...closetsOf(shelf, {}).map(list),
    list("/sitemap.xml"),
    ...covers.map(({ thumb }) => image(thumbPath(thumb))),
    ...goods.map((good) => ({
      path: publicItemPath(good),
      sort: "item" as const,
      mark: `${marks.settings}.${marks.of(good)}`,
    })),
    ...filteredClosets(shelf).map(list),
    ...covers.map(({ display }) => image(displayPath(display))),
    ...others.map(({ thumb }) => image(thumbPath(thumb))),
    ...others.map(({ display }) => image(displayPath(display))),
  ];
  return [...new Map(found.map((address) => [address.path, address])).values()];
}

/** One filter at a time: of two at once there are too many. */
function filteredClosets(shelf: Catalogue): string[] {
  const { kinds, sizes } = shelf.closet({ page: 1 })!;
  return [
    ...kinds.flatMap(({ value }) => closetsOf(shelf, { kind: value })),
    ...sizes.flatMap(({ value }) => closetsOf(shelf, { size: value.slug })),
  ];
}

function closetsOf(shelf: Catalogue, filter: { kind?: string; size?: string }): string[] {
  const pages = shelf.closet({ ...filter, page: 1 })?.pages ?? 0;
  return Array.from({ length: pages }, (_, at) => closetPath({ ...filter, page: at + 1 }));
}
