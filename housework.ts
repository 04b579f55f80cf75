/** What cleans up by night: rooms say what, services/jobs/schedule.ts says when. */
import { z } from "zod";
import type { Inventory } from "./services/inventory/mod.ts";
import { defineJob, type Jobs, type Lane, SCHEDULE } from "./services/jobs/mod.ts";
import type { Photos } from "./services/photos/mod.ts";

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

interface Rooms {
  readonly jobs: Jobs;
  readonly photos: Photos;
  readonly inventory: Inventory;
}

export function scheduleHousework({ jobs, photos, inventory }: Rooms): void {
  jobs.handle(emptyTrash, async () => void await inventory.purgeTrash(photos.forget));
  jobs.every(emptyTrash, SCHEDULE.emptyTrash);
  jobs.handle(sweepPhotos, async () => void await photos.sweep());
  jobs.every(sweepPhotos, SCHEDULE.sweepPhotos);
}
