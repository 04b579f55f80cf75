/** Builds the services that capture market listings and follow saved searches. */
import type { Core } from "./core.ts";
import { ownSales } from "./own_sales.ts";
import { money } from "../locales/format.ts";
import { createChromium } from "../services/lookups/adapters/chromium.ts";
import { findInstalledBrowser } from "../services/lookups/adapters/installed_browser.ts";
import { createLookups, type Hosts } from "../services/lookups/mod.ts";
import { systemTimer } from "../services/base/timer.ts";
import {
  createCapturedReader,
  createEvidence,
  createIntakes,
  keyOf,
} from "../services/market/mod.ts";
import { createWatches } from "../services/watches/mod.ts";

export type MarketServices = ReturnType<typeof createMarketServices>;

/** @param marketHosts where the marketplace is asked; its own addresses when absent */
export function createMarketServices(core: Core, marketHosts?: Hosts) {
  const { config, db, clock, newId, jobs, log, auth, alerts } = core;
  const evidence = createEvidence({ db, clock, log, ownSales: ownSales(db) });
  const captured = createCapturedReader();
  const lookups = createLookups({
    ...{ db, clock, jobs, log },
    timer: systemTimer,
    random: Math.random,
    browser: createChromium({
      installed: () => findInstalledBrowser(config.browserPlaces),
      folder: `${config.dataDir}/browser`,
      hosts: marketHosts,
    }),
    parse: captured.read,
    keep: evidence.take,
    recordGone: ({ site, id }, at) => evidence.recordGone(keyOf({ country: site, id }), "gone", at),
    alert: alerts.send,
  });
  const watches = createWatches({
    ...{ db, clock, newId, jobs, log },
    knownListings: evidence.all,
    alert: alerts.send,
    formatMoney: async (amount) => money((await auth.profile.get()).language, amount),
    lookupBudget: lookups.state,
    startLookup: lookups.startSearch,
  });
  evidence.onSeen(watches.feed);
  const intakes = createIntakes({ db, clock, newId, evidence, readFile: captured.read });
  return { evidence, captured, lookups, watches, intakes };
}
