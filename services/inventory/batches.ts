/** Recent batches. */
import type { Batch } from "./batch.ts";
import { batches } from "./collections.ts";
import type { Bench } from "./write.ts";

const BATCHES_SHOWN = 20;

/** The newest first. */
export async function latestBatches({ db }: Bench, limit = BATCHES_SHOWN): Promise<Batch[]> {
  const { entries } = await db.listBy(batches, "at", [], { limit, reverse: true });
  return entries.map(({ value }) => value);
}
