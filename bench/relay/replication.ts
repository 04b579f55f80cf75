/** How quickly home's changes reach the second copy, through the relay into PostgreSQL. */
import { timed } from "../timing.ts";
import type { StoredStage } from "./stage.ts";

/** Each record goes with its entry in an index. They are made while the relay is away: else they would go at once. */
export async function replication({ home, relay }: StoredStage, records: number) {
  await home.change({ from: 0, to: 1, word: "warm" });
  await home.replicate();
  await relay.stop();
  await home.change({ from: 1, to: records + 1, word: "bench" });
  await relay.start();
  const ms = await timed(home.replicate);
  if ((await home.state()).waiting) throw new Error("changes wait after all were shipped");
  return { replication_records_per_s: records / (ms / 1_000) };
}
