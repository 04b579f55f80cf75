/** Adapters, then rooms, each given what it needs of the others. Opened by main.ts and by whole-house tests. */
import type { Config } from "./config.ts";
import { money } from "./locales/format.ts";
import type { Services } from "./routes/services.ts";
import { onSaleOf, priceRange, sharingPhotos } from "./house/introductions.ts";
import { createGlm } from "./services/ai/adapters/glm.ts";
import { createOcrReader } from "./services/ai/adapters/ocr.ts";
import { createOllama } from "./services/ai/adapters/ollama.ts";
import { shrinkPicture } from "./services/ai/adapters/picture_codec.ts";
import { readSample } from "./services/ai/adapters/sample_files.ts";
import { createAI, picturesFrom } from "./services/ai/mod.ts";
import { createPricing } from "./house/item_pricing.ts";
import { ownSales } from "./house/own_sales.ts";
import { ownerWords } from "./house/owner_words.ts";
import { cutsOfItems, fairPriceOf } from "./house/price_cuts.ts";
import { latestRates } from "./house/rates_file.ts";
import { shopGoods } from "./house/shop_goods.ts";
import { readNewPhotos } from "./house/reading_begins.ts";
import { createOutlets } from "./services/alerts/adapters/outlets.ts";
import { createAlerts } from "./services/alerts/mod.ts";
import { createAuth, systemRandom } from "./services/auth/mod.ts";
import { type Clock, createNewId, systemClock } from "./services/clock.ts";
import { createCuts, scheduleReminder } from "./services/cuts/mod.ts";
import { openHomeFolder, openWholeStore } from "./house/store.ts";
import { createHomeUplink, type HomeUplink } from "./house/uplink.ts";
import { scheduleHousework } from "./house/housework.ts";
import { plantDemo, plantDemoJob } from "./services/demo/mod.ts";
import { renderDrawing } from "./services/demo/picture_codec.ts";
import { createInventory } from "./services/inventory/mod.ts";
import { createRestore, refusedFields } from "./services/inventory/restore.ts";
import { createJobs, systemTimer } from "./services/jobs/mod.ts";
import { createListing } from "./services/listing/mod.ts";
import { createChromium } from "./services/lookups/adapters/chromium.ts";
import { findInstalledBrowser } from "./services/lookups/adapters/installed_browser.ts";
import { createLookups, type Hosts } from "./services/lookups/mod.ts";
import { findListingLink } from "./services/marketplace/mod.ts";
import type { Logger } from "./services/log.ts";
import {
  createCapturedReader,
  createEvidence,
  createIntakes,
  createSalesReport,
  keyOf,
  mergedSighting,
} from "./services/market/mod.ts";
import { createPhotos } from "./services/photos/mod.ts";
import { photoPrepare } from "./services/photos/prepare.ts";
import { createSharpCodec } from "./services/photos/sharp_codec.ts";
import { createShop } from "./services/shop/mod.ts";
import { createDatabase, createFileBlobs } from "./services/store/mod.ts";
import { createTableReader } from "./services/tables/mod.ts";
import { createBackupReader, createTransfer, openDiskFile } from "./services/transfer/mod.ts";
import { createWatches } from "./services/watches/mod.ts";
import { copiedRecords } from "./house/copied_records.ts";
import { refreshTaxonomy } from "./house/taxonomy_file.ts";

export interface House {
  readonly services: Services;
  /** Lets the jobs work. */
  start(): void;
  /** Null where no relay is set. */
  readonly uplink: HomeUplink | null;
  /** In reverse: what runs is told to stop, then the store closes and the folder is free. */
  close(): Promise<void>;
}

export interface Outside {
  readonly log: Logger;
  readonly version: string;
  /** @default the system's */
  readonly clock?: Clock;
  /** Where the marketplace is asked. @default its own addresses */
  readonly marketHosts?: Hosts;
}

/** What an amount without a currency is taken for. */
const CURRENCY = "EUR";

/** Of processes that share one PostgreSQL: what a killed one was doing is done by another soon. */
const SHARED_LEASE_MS = 20_000;

/** What still runs after this is left to the next start. */
export const STOP_MS = 5_000;

/** @throws Failure when the folder cannot be used or is used by another program */
export async function openHouse(config: Config, outside: Outside): Promise<House> {
  const { log, version, clock = systemClock } = outside;
  const { dataDir, filesDir } = config;
  const folder = await openHomeFolder(config);
  for (const exposed of folder.exposed) log.warn("data_was_open_to_other_accounts", { ...exposed });
  const taxonomy = await refreshTaxonomy(dataDir);
  if (taxonomy) log.info("taxonomy_refreshed", { ...taxonomy });
  const rates = await latestRates(dataDir);
  const store = await openWholeStore(folder);
  const newId = createNewId(clock);
  const sealer = await folder.sealer();
  const db = createDatabase(store, { clock, sealer, log });
  const shared = config.storeUrl !== null;
  const blobs = createFileBlobs(`${filesDir}/photos`, { shared });
  const closing = new AbortController();

  const jobs = await createJobs({
    db,
    clock,
    newId,
    timer: systemTimer,
    random: Math.random,
    log,
    // Only in a folder of one's own is another process's work surely a dead one's.
    ...shared ? { leaseMsMax: SHARED_LEASE_MS } : { takeOver: true },
  });
  const auth = createAuth({ db, clock, newId, random: systemRandom });
  const alerts = createAlerts({
    db,
    clock,
    newId,
    jobs,
    outlets: createOutlets(),
    say: ownerWords(auth),
    publicUrl: config.publicOrigin ?? config.relay?.url,
    log,
  });
  const inventory = createInventory({ db, clock, newId, log });
  const photos = createPhotos({
    db,
    blobs,
    jobs,
    clock,
    newId,
    codec: createSharpCodec(),
    setCover: inventory.setCover,
  });
  const evidence = createEvidence({ db, clock, log, ownSales: ownSales(db) });
  const captured = createCapturedReader();
  const lookups = createLookups({
    db,
    clock,
    jobs,
    timer: systemTimer,
    random: Math.random,
    log,
    browser: createChromium({
      installed: () => findInstalledBrowser(config.browserPlaces),
      folder: `${dataDir}/browser`,
      hosts: outside.marketHosts,
    }),
    read: captured.read,
    take: evidence.take,
    gone: ({ site, id }, at) => evidence.recordGone(keyOf({ country: site, id }), "gone", at),
    alert: alerts.send,
  });
  const watches = createWatches({
    db,
    clock,
    newId,
    jobs,
    log,
    atHand: evidence.all,
    alert: alerts.send,
    sayMoney: async (amount) => money((await auth.profile.get()).language, amount),
    lookupRoom: lookups.state,
    askLookup: lookups.ask,
  });
  evidence.onSeen(watches.feed);
  const intakes = createIntakes({ db, clock, newId, evidence, readFile: captured.read });
  const listing = createListing({
    db,
    clock,
    photosOf: photos.list,
    onSale: (item) => Promise.resolve(onSaleOf(inventory, item)),
    sharingPhotos: (itemId) => sharingPhotos(photos, itemId),
    evidenceFor: (item) => priceRange(evidence, item),
    // The shop's link in a listing would have it hidden.
    ownPages: config.publicHosts,
  });
  const ai = createAI({
    db,
    jobs,
    clock,
    ocr: createOcrReader(),
    ollama: createOllama({ url: config.ollamaUrl }),
    glm: (access) => createGlm({ url: config.glmUrl, ...access }),
    picturesOf: picturesFrom(photos),
    shrink: shrinkPicture,
    sample: readSample,
    inventory,
    language: async () => (await auth.profile.get()).language,
  });
  const shop = createShop({ db, clock, log, goods: shopGoods({ db, inventory, photos }) });
  const tables = createTableReader(`${filesDir}/imports`);
  const backups = createBackupReader(
    new URL("./house/backup_worker.ts", import.meta.url),
    `${filesDir}/imports`,
  );
  const transfer = createTransfer({
    db,
    clock,
    newId,
    jobs,
    files: createFileBlobs(`${filesDir}/imports`, { shared }),
    photoFiles: blobs,
    openFile: openDiskFile,
    tables,
    backups,
    inventory,
    restore: createRestore({ db, clock, newId }),
    records: copiedRecords,
    mergeSighting: mergedSighting,
    preparePhoto: (change, { id, itemId }) => {
      jobs.enqueue(change, photoPrepare, { photoId: id }, { subject: itemId });
    },
    rules: { refusedFields, findLink: findListingLink, currency: CURRENCY },
  });
  jobs.handle(
    plantDemoJob,
    (_, context) => plantDemo({ inventory, photos, clock, render: renderDrawing }, context),
  );
  readNewPhotos({ ai, inventory, jobs, log });
  const cuts = createCuts({
    db,
    clock,
    ...cutsOfItems(inventory),
    fairPrice: (item) => fairPriceOf(evidence, item),
  });
  scheduleReminder({ cuts, clock, jobs, alert: alerts.send });

  const letters = createFileBlobs(`${filesDir}/letters`, { shared });
  const uplink = await createHomeUplink({
    ...{ config, version, db, clock, newId, log, sealer },
    files: letters,
  });
  const webhooks = uplink?.room.letters ?? null;
  scheduleHousework({ jobs, db, photos, inventory, evidence, webhooks });

  const services: Services = {
    config,
    version,
    clock,
    log,
    db,
    blobs,
    jobs,
    auth,
    inventory,
    photos,
    listing,
    ai,
    alerts,
    evidence,
    lookups,
    watches,
    captured,
    intakes,
    rates,
    pricing: createPricing({ inventory, evidence, rates }),
    salesReport: createSalesReport({ db, clock, jobs, evidence }),
    cuts,
    shop,
    transfer,
    uplink: uplink?.room ?? null,
    closing: closing.signal,
    plantDemo: async () => void await jobs.enqueueNow(plantDemoJob, null),
  };
  return {
    services,
    uplink,
    start: () => jobs.start(),
    async close() {
      closing.abort();
      await uplink?.leave(STOP_MS);
      await jobs.stop({ withinMs: STOP_MS });
      await ai.close();
      await inventory.close();
      await shop.close();
      await evidence.close();
      await captured[Symbol.asyncDispose]();
      await tables[Symbol.asyncDispose]();
      await backups[Symbol.asyncDispose]();
      await uplink?.stop(STOP_MS);
      await store.close();
      await folder.release();
    },
  };
}
