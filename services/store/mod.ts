/** The store: ordered records with transactions, typed collections, a change feed, and files by their content. */
export * from "./port.ts";
export { type Collection, defineCollection, type Row } from "./collection.ts";
export type { Change, RecordChange } from "./change.ts";
export { createDatabase, type Database } from "./database.ts";
export type { OutboxMark } from "./outbox.ts";
export {
  bringBack,
  type CarriedEntry,
  type CarriedRange,
  carriedRecords,
  carriedStore,
  EVERY_KEY,
  isEmptyStore,
} from "./carry.ts";
export { opensWith } from "./carried_seals.ts";
export { type RawRecord, UNREADABLE_CAUSES, type UnreadableCause } from "./unreadable.ts";
export { writeInChunks } from "./bulk.ts";
export { retrying } from "./retrying.ts";
export { keyToBytes, readKey } from "./key_bytes.ts";
export { createSealer, type Sealer } from "./sealer.ts";
export { loadOrCreateKey, parseKey } from "./encryption_key.ts";
export { openKvStore } from "./kv_store.ts";
export { openPostgresStore } from "./adapters/postgres.ts";
export { type Blobs, createFileBlobs, type StoredBlob } from "./file_blobs.ts";
export { type FolderLock, lockDataFolder } from "./folder_lock.ts";
