/** Builds the services that need the items and the market together: listing text, prices, shop, import and export. */
import { backupRecords } from "./backup_records.ts";
import type { Core } from "./core.ts";
import { createPricing } from "./item_pricing.ts";
import { onSaleOf, priceRange, sharingPhotos } from "./listing_inputs.ts";
import type { MarketServices } from "./market_services.ts";
import { estimateFairPrice, priceCutInputs } from "./price_cut_inputs.ts";
import { latestRates } from "./rates_file.ts";
import { shopGoods } from "./shop_items.ts";
import type { WardrobeServices } from "./wardrobe_services.ts";
import { createCuts, scheduleReminder } from "../services/cuts/mod.ts";
import { createRestore, refusedFields } from "../services/inventory/restore.ts";
import { createListing } from "../services/listing/mod.ts";
import { findListingLink } from "../services/marketplace/mod.ts";
import { createSalesReport, mergedSighting } from "../services/market/mod.ts";
import { photoPrepare } from "../services/photos/prepare.ts";
import { createShop } from "../services/shop/mod.ts";
import { createFileBlobs } from "../services/store/mod.ts";
import { createTableReader } from "../services/tables/mod.ts";
import { createBackupReader, createTransfer, openDiskFile } from "../services/transfer/mod.ts";

/** The currency of an imported amount that names none. */
const CURRENCY = "EUR";

type SellingServices = Awaited<ReturnType<typeof createSellingServices>>;

export async function createSellingServices(
  core: Core,
  wardrobe: WardrobeServices,
  market: MarketServices,
) {
  const { config, db, clock, jobs, log, alerts } = core;
  const { inventory, photos } = wardrobe;
  const { evidence } = market;
  const rates = await latestRates(config.dataDir);
  const listing = createListing({
    ...{ db, clock },
    photosOf: photos.list,
    onSale: (item) => Promise.resolve(onSaleOf(inventory, item)),
    itemsSharingPhotos: (itemId) => sharingPhotos(photos, itemId),
    evidenceFor: (item) => priceRange(evidence, item),
    // Vinted hides a listing whose text links to the seller's own shop.
    ownPages: config.publicHosts,
  });
  const cuts = createCuts({
    ...{ db, clock },
    ...priceCutInputs(inventory),
    fairPrice: (item) => estimateFairPrice(evidence, item),
  });
  scheduleReminder({ cuts, clock, jobs, alert: alerts.send });
  return {
    ...{ listing, cuts, rates },
    shop: createShop({ db, clock, log, goods: shopGoods({ db, inventory, photos }) }),
    pricing: createPricing({ inventory, evidence, rates }),
    salesReport: createSalesReport({ db, clock, jobs, evidence }),
    ...createTransferServices(core, wardrobe),
  };
}

function createTransferServices(core: Core, { inventory, blobs }: WardrobeServices) {
  const { config, db, clock, newId, jobs } = core;
  const folder = `${config.filesDir}/imports`;
  const tables = createTableReader(folder);
  const backups = createBackupReader(new URL("./backup_worker.ts", import.meta.url), folder);
  const transfer = createTransfer({
    ...{ db, clock, newId, jobs, tables, backups, inventory },
    files: createFileBlobs(folder, { shared: core.isStoreShared }),
    photoFiles: blobs,
    openFile: openDiskFile,
    restore: createRestore({ db, clock, newId }),
    records: backupRecords,
    mergeSighting: mergedSighting,
    preparePhoto: (change, { id, itemId }) => {
      jobs.enqueue(change, photoPrepare, { photoId: id }, { subject: itemId });
    },
    rules: { refusedFields, findLink: findListingLink, currency: CURRENCY },
  });
  return { transfer, tables, backups };
}
