/** Opens the data folder, its store and its encryption key, for home and for tasks that run without it. */
import type { Config } from "../config.ts";
import { type Exposed, openDataFolder } from "./data_folder.ts";
import {
  createSealer,
  type FolderLock,
  loadOrCreateKey,
  lockDataFolder,
  openKvStore,
  openPostgresStore,
  parseKey,
  type Sealer,
  type Store,
} from "../services/store/mod.ts";
import { requireFinishedRestore } from "../services/relay-client/restore_replica.ts";

interface HomeFolder extends FolderLock {
  /** Files that other accounts of this computer could open until now. */
  readonly exposed: readonly Exposed[];
  /** Creates the key where there is none. */
  sealer(): Promise<Sealer>;
  openStore(): Promise<Store>;
}

/** @throws Failure when the folder cannot be used or is used by another program */
export async function openHomeFolder(config: Config): Promise<HomeFolder> {
  const { dataDir, encryptionKey } = config;
  const exposed = await openDataFolder(dataDir);
  const lock = await lockDataFolder(dataDir);
  return {
    ...lock,
    exposed,
    sealer: async () =>
      createSealer(
        encryptionKey ? parseKey(encryptionKey) : await loadOrCreateKey(keyFile(dataDir)),
      ),
    openStore: () => openStore(config),
  };
}

/** Opens the store and refuses one whose restore is not finished; releases the folder on failure. */
export async function openWholeStore(folder: HomeFolder): Promise<Store> {
  let store: Store | undefined;
  try {
    store = await folder.openStore();
    await requireFinishedRestore(store);
    return store;
  } catch (error) {
    await store?.close();
    await folder.release();
    throw error;
  }
}

/** @returns null without a key: a home that will be restored must not get a new one */
export async function existingSealer({ dataDir, encryptionKey }: Config): Promise<Sealer | null> {
  if (encryptionKey) return createSealer(parseKey(encryptionKey));
  try {
    return createSealer(parseKey(await Deno.readTextFile(keyFile(dataDir))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const keyFile = (dataDir: string) => `${dataDir}/key`;

function openStore({ dataDir, storeUrl }: Config): Promise<Store> {
  return storeUrl ? openPostgresStore(storeUrl) : openKvStore(`${dataDir}/records.kv`);
}
