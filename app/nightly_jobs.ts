/** Registers the jobs that clean up at night; services/jobs/schedule.ts holds their times. */
import { z } from "zod";
import type { Inventory } from "../services/inventory/mod.ts";
import { defineJob, type Jobs, type Lane, SCHEDULE } from "../services/jobs/mod.ts";
import type { Evidence } from "../services/market/mod.ts";
import type { Photos } from "../services/photos/mod.ts";
import type { Database } from "../services/store/mod.ts";
import type { RelayService } from "../services/relay-client/mod.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 3;

const nightly = (name: string, lane: Lane) =>
  defineJob({
    name,
    title: `jobs.kind_${name}`,
    payload: z.null(),
    lane,
    attempts: ATTEMPTS,
    leaseMs: LEASE_MS,
    key: () => name,
  });

const emptyTrash = nightly("empty_trash", "house");
/** Among the imports, one at a time: a photo that an import has just brought must not be swept away. */
const sweepPhotos = nightly("sweep_photos", "files");
const purgeEvidence = nightly("purge_evidence", "house");
const checkRecords = nightly("check_records", "house");
const purgeWebhooks = nightly("purge_webhooks", "house");

interface NightlyServices {
  readonly jobs: Jobs;
  readonly db: Pick<Database, "checkAll">;
  readonly photos: Photos;
  readonly inventory: Inventory;
  readonly evidence: Evidence;
  /** Null where no relay is set. */
  readonly webhooks: Pick<RelayService["webhooks"], "purge"> | null;
}

export function scheduleNightlyJobs(services: NightlyServices): void {
  const { jobs, db, photos, inventory, evidence, webhooks } = services;
  const forget = async (itemId: string) => {
    await photos.forget(itemId);
    await evidence.forgetStrikes(itemId);
  };
  jobs.handle(emptyTrash, async () => void await inventory.purgeTrash(forget));
  jobs.every(emptyTrash, SCHEDULE.emptyTrash);
  jobs.handle(sweepPhotos, async () => void await photos.sweep());
  jobs.every(sweepPhotos, SCHEDULE.sweepPhotos);
  jobs.handle(purgeEvidence, async () => void await evidence.purge());
  jobs.every(purgeEvidence, SCHEDULE.purgeEvidence);
  jobs.handle(checkRecords, () => db.checkAll());
  jobs.every(checkRecords, SCHEDULE.checkRecords);
  if (!webhooks) return;
  jobs.handle(purgeWebhooks, async () => void await webhooks.purge());
  jobs.every(purgeWebhooks, SCHEDULE.purgeWebhooks);
}
