/** The collections that a backup holds. */
import { defaultRules, plans } from "../services/cuts/mod.ts";
import { inventoryRecords } from "../services/inventory/restore.ts";
import { drafts } from "../services/listing/draft.ts";
import { sightings, strikes } from "../services/market/mod.ts";
import { albumsCollection, photosCollection } from "../services/photos/photo.ts";
import type { Records } from "../services/transfer/mod.ts";
import { watchesCollection } from "../services/watches/mod.ts";

export const backupRecords: Records = {
  ...inventoryRecords,
  drafts,
  photos: photosCollection,
  albums: albumsCollection,
  sightings,
  strikes,
  watches: watchesCollection,
  plans,
  usualRules: defaultRules,
};
