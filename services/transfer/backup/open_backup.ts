/** A backup as it lies on the disk: records alone, or a ZIP with the photos. Its text is parsed in a worker. */
import { streamEntry, type ZipEntry } from "../../zip/mod.ts";
import type { BackupReader } from "../adapters/backup_reader.ts";
import type { OpenFile } from "../disk_files.ts";
import type { BackupLine } from "./format.ts";
import type { BackupPath } from "./parsers.ts";

export interface BackupFile {
  /** Reads the lines from the beginning; repeatable. @throws Failure with the reason why it cannot be read */
  lines(signal?: AbortSignal): AsyncIterable<BackupLine>;
  has(file: string): boolean;
  /** `null` when it is not in there. */
  photo(file: string): ReadableStream<Uint8Array> | null;
}

export async function openBackup(
  file: OpenFile,
  backup: BackupPath,
  backups: BackupReader,
): Promise<BackupFile> {
  const photos = new Map<string, ZipEntry>();
  if (backup.kind === "zip") {
    for await (const entries of backups.photos(backup.path)) {
      for (const entry of entries) photos.set(entry.name, entry);
    }
  }
  return {
    async *lines(signal) {
      for await (const piece of backups.lines(backup, signal)) yield* piece;
    },
    has: (name) => photos.has(name),
    photo(name) {
      const entry = photos.get(name);
      return entry ? streamEntry(file, entry) : null;
    },
  };
}
