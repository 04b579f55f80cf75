/** Where the records are, and the key of what is sealed in them: for the house, and for tasks without one. */
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
import { mustBeWhole } from "../services/uplink/restore.ts";

export interface HomeFolder extends FolderLock {
  /** What other accounts of this computer could open until now. */
  readonly exposed: readonly Exposed[];
  /** Made where there is none. */
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

/** The store of a whole home: one that is being restored is none yet. Lets go of the folder then. */
export async function openWholeStore(folder: HomeFolder): Promise<Store> {
  let store: Store | undefined;
  try {
    store = await folder.openStore();
    await mustBeWhole(store);
    return store;
  } catch (error) {
    await store?.close();
    await folder.release();
    throw error;
  }
}

/** Null where there is none: a home that is to be restored must not get a new one. */
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
