/** The port through which the shop reads items and photos. */
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/mod.ts";

export type Language = "it" | "en";

export interface Picture {
  /** Names its content. */
  readonly sha: string;
  readonly width: number;
  readonly height: number;
}

/** A photo that can be shown: upright, and without what the phone wrote into it. */
export interface PublicPhoto {
  /** JPEG */
  readonly display: Picture;
  /** WebP */
  readonly thumb: Picture;
}

export interface SourceItem {
  readonly item: Pick<
    Item,
    "id" | "number" | "state" | "facts" | "price" | "listingUrl" | "listedAt" | "trashedAt"
  >;
  /** `null` while nothing is known of it. */
  readonly names: Readonly<Record<Language, string | null>>;
  /** In their order; the first is the cover. */
  readonly photos: readonly PublicPhoto[];
}
export type { Money };

/** What was heard of an item; what is not there stayed as it was, or is not known yet. */
export interface ItemChange {
  readonly itemId: string;
  /** `null`: gone for good. */
  readonly item?: SourceItem["item"] | null;
}

export interface ItemSource {
  /** `null`: there is no such item, or it was never real. */
  read(itemId: string): Promise<SourceItem | null>;
  /** Told before anybody who waits for the change goes on. Returns how to stop it. */
  onNews(listener: (news: readonly ItemChange[]) => void): () => void;
}
