/** Reads backups in a worker. */
import { createParserHost, type ParserHost } from "../../foreign_files/mod.ts";
import type { ZipEntry } from "../../zip/mod.ts";
import type { BackupLine } from "../backup/format.ts";
import type { BackupParsers, BackupPath } from "../backup/parsers.ts";

/** The records of a backup may be two gigabytes; a job reads them at the pace at which it writes. */
const WORK_MS_MAX = 30 * 60_000;
/** A job that restores holds one for long; another backup can be looked at meanwhile. */
const WORKERS_MAX = 3;

export interface BackupReader extends AsyncDisposable {
  /** Detects what a ZIP file contains. @throws Failure `transfer.foreign_zip` and those of a damaged file */
  zipKind(path: string): Promise<"zip" | "xlsx">;
  /** Entries of its photos in the ZIP file. */
  photos(path: string): AsyncIterable<readonly ZipEntry[]>;
  /** Its records, in pieces. */
  lines(backup: BackupPath, signal?: AbortSignal): AsyncIterable<readonly BackupLine[]>;
}

/**
 * @param script serves `createBackupParsers` with the collections of this program
 * @param folder in which the files lie
 */
export function createBackupReader(script: URL, folder: string): BackupReader {
  const host: ParserHost<BackupParsers> = createParserHost(script, {
    read: [folder],
    workMsMax: WORK_MS_MAX,
    workersMax: WORKERS_MAX,
  });
  return {
    async zipKind(path) {
      const [kind] = await Array.fromAsync(host.run("zipKind", path));
      return kind!;
    },
    photos: (path) => host.run("photos", path),
    lines: (backup, signal) => host.run("lines", backup, { signal }),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
