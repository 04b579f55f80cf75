/** Reads items and their photos for the shop, and tells it of changes. */
import { isSample } from "../services/demo/mod.ts";
import { displayTitle, type Inventory, type Item } from "../services/inventory/mod.ts";
import { inventoryRecords } from "../services/inventory/restore.ts";
import { DISPLAY_SIDE_PX, THUMB_SIDE_PX } from "../services/photos/limits.ts";
import type { Photo, Photos, StoredPhoto } from "../services/photos/mod.ts";
import { albumsCollection, photosCollection } from "../services/photos/photo.ts";
import { isFailure } from "../services/base/errors.ts";
import type { ItemChange, ItemSource, Picture, PublicPhoto } from "../services/shop/mod.ts";
import type { Database, RecordChange } from "../services/store/mod.ts";

interface Keepers {
  readonly db: Database;
  readonly inventory: Pick<Inventory, "byId">;
  readonly photos: Pick<Photos, "list">;
}

export function shopGoods({ db, inventory, photos }: Keepers): ItemSource {
  return {
    async read(itemId) {
      const item = await itemOf(inventory, itemId);
      if (!item || isSample(item)) return null;
      const album = await photos.list(itemId);
      return {
        item,
        names: { it: displayTitle(item, "it"), en: displayTitle(item, "en") },
        photos: album.flatMap((photo) => goodPhoto(photo) ?? []),
      };
    },
    onNews: (listener) =>
      db.onChange((changes) => {
        const news = changes.flatMap((change) => newsOf(change) ?? []);
        if (news.length > 0) listener(news);
      }),
  };
}

async function itemOf(inventory: Keepers["inventory"], itemId: string): Promise<Item | null> {
  try {
    return (await inventory.byId(itemId)).value;
  } catch (error) {
    if (isFailure(error, "not_found")) return null;
    throw error;
  }
}

function newsOf({ collection, id, row }: RecordChange): ItemChange | null {
  if (collection === inventoryRecords.items.name) {
    return { itemId: id, item: row && (row.value as Item) };
  }
  if (collection === albumsCollection.name) return { itemId: id };
  if (collection === photosCollection.name && row) {
    return { itemId: (row.value as StoredPhoto).itemId };
  }
  return null;
}

function goodPhoto({ state, display, thumb, width, height }: Photo): PublicPhoto | null {
  if (state !== "ready" || !display || !thumb || !width || !height) return null;
  return {
    display: scaled(display, width, height, DISPLAY_SIDE_PX),
    thumb: scaled(thumb, width, height, THUMB_SIDE_PX),
  };
}

/** Size of a derived picture, which is never larger than its photo. */
function scaled(sha: string, width: number, height: number, sidePx: number): Picture {
  const share = Math.min(1, sidePx / Math.max(width, height));
  return { sha, width: Math.round(width * share), height: Math.round(height * share) };
}
