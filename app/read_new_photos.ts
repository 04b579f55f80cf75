/**
 * Starts the reading of a draft's photos when the last of them is prepared, so that the seller finds the facts there.
 * Best effort: a reading that a stop prevents is started by the button on the item's page.
 */
import type { AI } from "../services/ai/mod.ts";
import { isFailure } from "../services/base/errors.ts";
import type { Inventory } from "../services/inventory/mod.ts";
import type { Job, Jobs } from "../services/jobs/mod.ts";
import type { Logger } from "../services/base/log.ts";
import { PHOTO_JOB } from "../services/photos/mod.ts";

interface Readers {
  readonly ai: Pick<AI, "startReading">;
  readonly inventory: Pick<Inventory, "byId">;
  readonly jobs: Pick<Jobs, "list" | "onUpdate">;
  readonly log: Logger;
}

/** @returns a function that stops it */
export function readNewPhotos(readers: Readers): () => void {
  return readers.jobs.onUpdate(({ kind, state, subject }) => {
    if (kind !== PHOTO_JOB || state !== "done" || !subject) return;
    beginReading(readers, subject).catch((error) =>
      readers.log.error("reading_not_begun", { error })
    );
  });
}

/** Does nothing while photos are still being prepared, nor for an item past the draft state. */
export async function beginReading(
  { ai, inventory, jobs }: Omit<Readers, "log">,
  itemId: string,
): Promise<void> {
  if ((await jobs.list({ subject: itemId })).some(isPreparing)) return;
  if ((await inventory.byId(itemId)).value.state !== "draft") return;
  try {
    await ai.startReading(itemId);
  } catch (error) {
    // No reader is set up: the seller types the facts.
    if (!isFailure(error, "invalid")) throw error;
  }
}

const isPreparing = ({ kind, state }: Job) =>
  kind === PHOTO_JOB && (state === "waiting" || state === "running");
