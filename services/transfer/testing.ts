/** A wardrobe with real files and real jobs, to carry things into and out of. */
import { backupRecords } from "../../app/backup_records.ts";
import { createInventory, type Inventory } from "../inventory/mod.ts";
import { findListingLink } from "../marketplace/mod.ts";
import { createRestore, refusedFields } from "../inventory/restore.ts";
import { openTestJobs, type TestJobs } from "../jobs/testing.ts";
import { mergedSighting } from "../market/mod.ts";
import { createFileBlobs } from "../store/mod.ts";
import { tempFolder } from "../store/testing.ts";
import { createTableReader } from "../tables/mod.ts";
import { createBackupReader } from "./adapters/backup_reader.ts";
import { openDiskFile } from "./disk_files.ts";
import { translator } from "../../locales/mod.ts";
import type { Import } from "./import_record.ts";
import { type Column, COLUMNS } from "./table/columns.ts";
import type { TableWords } from "./table/items_csv.ts";
import type { TransferNeeds } from "./needs.ts";
import { createTransfer, type Transfer } from "./transfer.ts";

const BACKUP_WORKER = new URL("../../app/backup_worker.ts", import.meta.url);

export interface TestTransfer
  extends Pick<TestJobs, "db" | "clock" | "newId" | "jobs">, AsyncDisposable {
  readonly transfer: Transfer;
  readonly inventory: Inventory;
  readonly needs: TransferNeeds;
  /** Ids of photos whose preparation was requested. */
  readonly prepared: string[];
  /** Brings a file, and its import to the end. */
  bring(name: string, content: string | Uint8Array | ReadableStream<Uint8Array>): Promise<Import>;
  settled(): Promise<void>;
}

/** @param options.folder lives on in it, and takes over what a dead process left there */
export async function openTestTransfer(
  options: { folder?: string; work?: boolean } = {},
): Promise<TestTransfer> {
  const { folder, work = true } = options;
  const temporary = folder === undefined ? await tempFolder() : null;
  const home = folder ?? temporary!.path;
  const { db, clock, newId, jobs, close } = await openTestJobs(
    folder === undefined ? {} : { path: `${folder}/kv`, takeOver: true },
  );
  const inventory = createInventory({ db, clock, newId });
  await inventory.ready;
  const prepared: string[] = [];
  const tables = createTableReader(`${home}/imports`);
  const backups = createBackupReader(BACKUP_WORKER, `${home}/imports`);
  const needs: TransferNeeds = {
    db,
    clock,
    newId,
    jobs,
    files: createFileBlobs(`${home}/imports`),
    photoFiles: createFileBlobs(`${home}/photos`),
    openFile: openDiskFile,
    tables,
    backups,
    inventory,
    restore: createRestore({ db, clock, newId }),
    records: backupRecords,
    mergeSighting: mergedSighting,
    preparePhoto: (_, { id }) => void prepared.push(id),
    rules: { refusedFields, findLink: findListingLink, currency: "EUR" },
  };
  const transfer = createTransfer(needs);
  if (work) jobs.start();
  return {
    db,
    clock,
    newId,
    jobs,
    transfer,
    inventory,
    needs,
    prepared,
    settled: jobs.settled,
    async bring(name, content) {
      const { id } = await transfer.imports.receive(name, streamOf(content));
      await transfer.imports.start(id);
      await jobs.settled();
      return await transfer.imports.get(id);
    },
    async [Symbol.asyncDispose]() {
      await tables[Symbol.asyncDispose]();
      await backups[Symbol.asyncDispose]();
      await inventory.close();
      await close();
      await temporary?.[Symbol.asyncDispose]();
    },
  };
}

export function streamOf(
  content: string | Uint8Array | ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  if (content instanceof ReadableStream) return content;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return ReadableStream.from([bytes]);
}

/** Texts of the table in Italian. */
export const WORDS: TableWords = {
  language: "it",
  header: Object.fromEntries(
    COLUMNS.map((column) => [column, translator("it")(`transfer.column_${column}`)]),
  ) as Record<Column, string>,
  state: String,
  origin: String,
  title: ({ number }) => `Capo ${number}`,
  noFlaws: "nessuno",
};
