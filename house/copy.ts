/** The second copy, for tasks that run without the app: compared with home, or brought back to an empty one. */
import { z } from "zod";
import type { Config } from "../config.ts";
import { existingSealer, openHomeFolder, openWholeStore } from "./store.ts";
import { type MissingPhotos, missingPhotos } from "./missing_photos.ts";
import { createNewId, systemClock } from "../services/clock.ts";
import { invalid } from "../services/errors.ts";
import { systemTimer } from "../services/jobs/mod.ts";
import { silentLogger } from "../services/log.ts";
import { createDatabase, createFileBlobs } from "../services/store/mod.ts";
import { askRunningApp } from "../services/uplink/adapters/maintenance_door.ts";
import { homeName } from "../services/uplink/home_name.ts";
import { createRelayClient } from "../services/uplink/relay_client_http.ts";
import { createReplicator } from "../services/uplink/replicator.ts";
import { restoreFromCopy } from "../services/uplink/restore.ts";
import { VERIFY_REPLICA, verifyReplica } from "../services/uplink/verified.ts";
import type { Difference } from "../services/uplink/verify.ts";

const DifferenceSchema = z.object({
  key: z.array(z.union([z.string(), z.number()])),
  here: z.boolean(),
  there: z.boolean(),
}).nullable();

/** Asks the app where it runs; else opens its records here. @returns null when both sides are equal */
export async function compareWithCopy(config: Config): Promise<Difference | null> {
  const relay = relayOf(config);
  const answer = await askRunningApp(config.dataDir, VERIFY_REPLICA);
  if (answer) return DifferenceSchema.parse(answer.done);
  const folder = await openHomeFolder(config);
  const store = await openWholeStore(folder);
  try {
    const clock = systemClock;
    const client = createRelayClient({ ...relay, clock });
    const replicator = createReplicator({
      db: createDatabase(store, { clock, sealer: await folder.sealer() }),
      clock,
      timer: systemTimer,
      log: silentLogger,
      home: await homeName(store, createNewId(clock)),
      client,
      pace: { everyMs: Infinity, everyBytes: Infinity },
    });
    return await verifyReplica({ store, replicator, other: client });
  } finally {
    await store.close();
    await folder.release();
  }
}

export interface Restored {
  readonly entries: number;
  readonly missing: readonly MissingPhotos[];
}

/** @param told hears how many entries there are so far */
export async function bringHomeBack(
  config: Config,
  language: "it" | "en",
  told: (entries: number) => void,
): Promise<Restored> {
  const relay = relayOf(config);
  const folder = await openHomeFolder(config);
  try {
    const sealer = await existingSealer(config);
    const store = await folder.openStore();
    try {
      const clock = systemClock;
      const source = createRelayClient({ ...relay, clock });
      const { entries } = await restoreFromCopy({ store, source, sealer, told });
      const db = createDatabase(store, { clock, sealer: sealer ?? await folder.sealer() });
      const blobs = createFileBlobs(`${config.filesDir}/photos`);
      const missing = await Array.fromAsync(missingPhotos({ db, blobs }, language));
      return { entries, missing };
    } finally {
      await store.close();
    }
  } finally {
    await folder.release();
  }
}

function relayOf({ relay }: Config): NonNullable<Config["relay"]> {
  if (!relay) throw invalid("uplink.not_configured");
  return relay;
}
