/** Tasks on the replica from the command line: compare it with home, or restore an empty home from it. */
import { z } from "zod";
import type { Config } from "../config.ts";
import { existingSealer, openHomeFolder, openWholeStore } from "./open_store.ts";
import { type MissingPhotos, missingPhotos } from "./missing_photos.ts";
import { isPrivate, replicaSigning } from "./replica_signing.ts";
import { createAuth, systemRandom } from "../services/auth/mod.ts";
import { createNewId, systemClock } from "../services/base/clock.ts";
import { invalid } from "../services/base/errors.ts";
import { systemTimer } from "../services/base/timer.ts";
import { silentLogger } from "../services/base/log.ts";
import { createDatabase, createFileBlobs } from "../services/store/mod.ts";
import { askRunningApp } from "../services/relay-client/adapters/maintenance_socket.ts";
import { readHomeName } from "../services/relay-client/replica_ledger.ts";
import { createRelayClient } from "../services/relay-client/adapters/relay_http.ts";
import { createReplicator } from "../services/relay-client/replicator.ts";
import {
  type RestoredReplica,
  restoreFromReplica,
} from "../services/relay-client/restore_replica.ts";
import {
  type Difference,
  VERIFY_REPLICA,
  verifyReplica,
} from "../services/relay-client/verify_replica.ts";

const DifferenceSchema = z.object({
  key: z.array(z.union([z.string(), z.number()])),
  here: z.boolean(),
  there: z.boolean(),
}).nullable();

/** Asks the running app, or opens the records itself. @returns null when both sides are equal */
export async function compareWithReplica(config: Config): Promise<Difference | null> {
  const relay = relayOf(config);
  const answer = await askRunningApp(config.dataDir, VERIFY_REPLICA);
  if (answer) return DifferenceSchema.parse(answer.done);
  const folder = await openHomeFolder(config);
  const store = await openWholeStore(folder);
  try {
    const clock = systemClock;
    const client = createRelayClient({ ...relay, clock });
    const sealer = await folder.sealer();
    const home = await readHomeName(store, createNewId(clock));
    const signing = replicaSigning(store, sealer, home);
    const replicator = createReplicator({
      ...{ clock, home, client, log: silentLogger, timer: systemTimer, ...signing },
      db: createDatabase(store, { clock, sealer }),
      pace: { everyMs: Infinity, everyBytes: Infinity },
    });
    return await verifyReplica({ store, replicator, other: client, signing });
  } finally {
    await store.close();
    await folder.release();
  }
}

export interface RestoredHome extends RestoredReplica {
  /** The owner's new passphrase: the old one is not in the replica. */
  readonly passphrase: string;
  readonly missing: readonly MissingPhotos[];
}

interface RestoreHomeOptions {
  /** Language of the items' titles. */
  readonly language: "it" | "en";
  /** Accepts an unsigned replica. */
  readonly acceptUnsigned: boolean;
  /** Called with the number of entries so far. */
  readonly onProgress: (entries: number) => void;
}

export async function restoreHome(
  config: Config,
  { language, acceptUnsigned, onProgress }: RestoreHomeOptions,
): Promise<RestoredHome> {
  const relay = relayOf(config);
  const folder = await openHomeFolder(config);
  try {
    const sealer = await existingSealer(config);
    const store = await folder.openStore();
    try {
      const clock = systemClock;
      const source = createRelayClient({ ...relay, clock });
      const restored = await restoreFromReplica({
        ...{ store, source, sealer, onProgress, isPrivate, acceptUnsigned },
      });
      const db = createDatabase(store, { clock, sealer: sealer ?? await folder.sealer() });
      const newId = createNewId(clock);
      const { owner } = createAuth({ db, clock, newId, random: systemRandom });
      const passphrase = await owner.recoverRestored();
      const blobs = createFileBlobs(`${config.filesDir}/photos`);
      const missing = await Array.fromAsync(missingPhotos({ db, blobs }, language));
      return { ...restored, passphrase, missing };
    } finally {
      await store.close();
    }
  } finally {
    await folder.release();
  }
}

function relayOf({ relay }: Config): NonNullable<Config["relay"]> {
  if (!relay) throw invalid("relay.not_configured");
  return relay;
}
