/** Builds the services of home from the configuration, and closes them. Opened by main.ts, tasks and tests. */
import { type Core, openCore } from "./core.ts";
import { createMarketServices } from "./market_services.ts";
import { scheduleNightlyJobs } from "./nightly_jobs.ts";
import { createSellingServices } from "./selling_services.ts";
import { createHomeRelay, type HomeRelay } from "./relay_client.ts";
import { createWardrobeServices } from "./wardrobe_services.ts";
import type { Config } from "../config.ts";
import type { Services } from "../routes/services.ts";
import { type Clock, systemClock } from "../services/base/clock.ts";
import type { Logger } from "../services/base/log.ts";
import type { Hosts } from "../services/lookups/mod.ts";
import { createFileBlobs } from "../services/store/mod.ts";

export interface Home {
  readonly services: Services;
  /** Starts running jobs. */
  start(): void;
  /** Null where no relay is set. */
  readonly relay: HomeRelay | null;
  /** Stops what runs, in the reverse order of opening, then closes the store and releases the folder. */
  close(): Promise<void>;
}

export interface Outside {
  readonly log: Logger;
  readonly version: string;
  /** @default the system's */
  readonly clock?: Clock;
  /** Hosts of the marketplace, replaced in tests. @default the real ones */
  readonly marketHosts?: Hosts;
}

/** Jobs and requests that run longer than this after the signal to stop are left to the next start. */
export const STOP_MS = 5_000;

/** @throws Failure when the folder cannot be used or is used by another program */
export async function openHome(config: Config, outside: Outside): Promise<Home> {
  const { log, version, clock = systemClock, marketHosts } = outside;
  const core = await openCore(config, { log, clock });
  const closing = new AbortController();
  const wardrobe = createWardrobeServices(core);
  const market = createMarketServices(core, marketHosts);
  const { tables, backups, ...selling } = await createSellingServices(core, wardrobe, market);
  const relay = await createTunnelClient(core, version);
  const webhooks = relay?.service.webhooks ?? null;
  scheduleNightlyJobs({ ...core, ...wardrobe, ...market, webhooks });
  return {
    services: {
      ...servicesOfCore(core),
      ...wardrobe,
      ...market,
      ...selling,
      version,
      relay: relay?.service ?? null,
      closing: closing.signal,
    },
    relay,
    start: () => core.jobs.start(),
    async close() {
      closing.abort();
      await relay?.leave(STOP_MS);
      await core.jobs.stop({ withinMs: STOP_MS });
      await wardrobe.ai.close();
      await wardrobe.inventory.close();
      await selling.shop.close();
      await market.evidence.close();
      for (const worker of [market.captured, tables, backups]) await worker[Symbol.asyncDispose]();
      await relay?.stop(STOP_MS);
      await core.close();
    },
  };
}

function servicesOfCore({ config, clock, log, db, jobs, auth, alerts }: Core) {
  return { config, clock, log, db, jobs, auth, alerts };
}

function createTunnelClient(
  { config, db, clock, newId, log, sealer, isStoreShared }: Core,
  version: string,
) {
  const files = createFileBlobs(`${config.filesDir}/letters`, { shared: isStoreShared });
  return createHomeRelay({ config, version, db, clock, newId, log, sealer, files });
}
