/** How quickly home's changes reach the second copy, through the relay into PostgreSQL. */
import { timed } from "../timing.ts";
import type { StoredStage } from "./stage.ts";

/** Each record goes with its entry in an index. */
export async function replication({ home }: StoredStage, records: number) {
  await home.change({ from: 0, to: 1, word: "warm" });
  await home.ship();
  await home.change({ from: 1, to: records + 1, word: "bench" });
  const ms = await timed(home.ship);
  return { replication_records_per_s: records / (ms / 1_000) };
}
