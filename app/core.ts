/** Opens the data folder and the store, and builds the services that all others need: jobs, log-in, alerts. */
import { openHomeFolder, openWholeStore } from "./open_store.ts";
import { ownerMessages } from "./owner_messages.ts";
import { refreshTaxonomy } from "./taxonomy_file.ts";
import type { Config } from "../config.ts";
import { createChannelAdapters } from "../services/alerts/adapters/channel_adapters.ts";
import { createAlerts } from "../services/alerts/mod.ts";
import { createAuth, systemRandom } from "../services/auth/mod.ts";
import { type Clock, createNewId } from "../services/base/clock.ts";
import { systemTimer } from "../services/base/timer.ts";
import { createJobs } from "../services/jobs/mod.ts";
import type { Logger } from "../services/base/log.ts";
import { createDatabase } from "../services/store/mod.ts";

/** Longest lease of a job where several processes share one PostgreSQL: after it, another process takes over. */
const SHARED_LEASE_MS = 20_000;

export type Core = Awaited<ReturnType<typeof openCore>>;

/** @throws Failure when the folder cannot be used or is used by another program */
export async function openCore(config: Config, { log, clock }: { log: Logger; clock: Clock }) {
  const folder = await openHomeFolder(config);
  for (const exposed of folder.exposed) log.warn("data_was_open_to_other_accounts", { ...exposed });
  const taxonomy = await refreshTaxonomy(config.dataDir);
  if (taxonomy) log.info("taxonomy_refreshed", { ...taxonomy });
  const store = await openWholeStore(folder);
  const sealer = await folder.sealer();
  const db = createDatabase(store, { clock, sealer, log });
  const newId = createNewId(clock);
  const isStoreShared = config.storeUrl !== null;
  const jobs = await createJobs({
    ...{ db, clock, newId, log },
    timer: systemTimer,
    random: Math.random,
    // The lock on the data folder proves that no other process runs jobs of its store.
    ...isStoreShared ? { leaseMsMax: SHARED_LEASE_MS } : { takeOver: true },
  });
  const auth = createAuth({ db, clock, newId, random: systemRandom });
  const alerts = createAlerts({
    ...{ db, clock, newId, jobs, log },
    adapters: createChannelAdapters(),
    translate: ownerMessages(auth),
    publicUrl: config.publicOrigin ?? config.relay?.url,
  });
  return {
    ...{ config, log, clock, newId, sealer, db, jobs, auth, alerts, isStoreShared },
    async close() {
      await store.close();
      await folder.release();
    },
  };
}
