/**
 * A story of two rooms: when the last photo of a draft is prepared, its reading begins by itself, so that
 * the seller finds the facts there. Best effort: what a stop interrupts, the button on the item's page starts.
 */
import type { AI } from "../services/ai/mod.ts";
import { isFailure } from "../services/errors.ts";
import type { Inventory } from "../services/inventory/mod.ts";
import type { Job, Jobs } from "../services/jobs/mod.ts";
import type { Logger } from "../services/log.ts";
import { PHOTO_JOB } from "../services/photos/mod.ts";

export interface Readers {
  readonly ai: Pick<AI, "startReading">;
  readonly inventory: Pick<Inventory, "byId">;
  readonly jobs: Pick<Jobs, "list" | "onUpdate">;
  readonly log: Logger;
}

/** @returns how to stop it */
export function readNewPhotos(readers: Readers): () => void {
  return readers.jobs.onUpdate(({ kind, state, subject }) => {
    if (kind !== PHOTO_JOB || state !== "done" || !subject) return;
    beginReading(readers, subject).catch((error) =>
      readers.log.error("reading_not_begun", { error })
    );
  });
}

/** Nothing happens while more photos are on their way, nor for what is past the draft. */
export async function beginReading(
  { ai, inventory, jobs }: Omit<Readers, "log">,
  itemId: string,
): Promise<void> {
  if ((await jobs.list({ subject: itemId })).some(isPreparing)) return;
  if ((await inventory.byId(itemId)).value.state !== "draft") return;
  try {
    await ai.startReading(itemId);
  } catch (error) {
    // Nobody is there to read: the seller does it, as they chose.
    if (!isFailure(error, "invalid")) throw error;
  }
}

const isPreparing = ({ kind, state }: Job) =>
  kind === PHOTO_JOB && (state === "waiting" || state === "running");
