/** Creates the sample wardrobe in one batch, so that one undo removes it. Runs as a job, because drawing takes time. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import type { Actor, Inventory } from "../inventory/mod.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import type { Photos } from "../photos/mod.ts";
import { sampleWardrobe } from "./wardrobe.ts";

/** A second run with the same batch finds its items and creates none. */
export const DEMO_BATCH = "sample-wardrobe";

const SELLER: Actor = { kind: "seller" };

interface DemoNeeds {
  readonly inventory: Pick<Inventory, "createMany">;
  readonly photos: Pick<Photos, "add" | "list">;
  readonly clock: Clock;
  /** Makes a photo of a drawing. */
  readonly render: (svg: string) => Promise<Uint8Array<ArrayBuffer>>;
}

export const createDemoItemsJob = defineJob<null>({
  name: "plant_demo",
  title: "today.job_demo",
  payload: z.null(),
  lane: "files",
  attempts: 3,
  leaseMs: 60_000,
  key: () => DEMO_BATCH,
});

/** @param context tells how far it is, photo by photo */
export async function createDemoItems(
  { inventory, photos, clock, render }: DemoNeeds,
  context: Pick<JobContext, "progress">,
): Promise<void> {
  const samples = sampleWardrobe(clock.now());
  const { items } = await inventory.createMany(samples.map(({ item }) => item), SELLER, {
    batchId: DEMO_BATCH,
    name: DEMO_BATCH,
  });
  for (const [at, { id }] of items.entries()) {
    await context.progress(at, items.length);
    if ((await photos.list(id)).length > 0) continue;
    for (const [place, svg] of samples[at]!.photos.entries()) {
      await photos.add(id, { name: `sample-${at + 1}-${place + 1}.jpg`, body: await render(svg) });
    }
  }
}
