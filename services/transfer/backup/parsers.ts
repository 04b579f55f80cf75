/** Parsers that run in the backup worker: detect the kind, list the photos, read the records. */
import { invalid } from "../../base/errors.ts";
import { mustNotSwell, readZipDirectory, streamEntry, type ZipEntry } from "../../zip/mod.ts";
import type { OpenDiskFile, OpenFile } from "../disk_files.ts";
import { RECORDS_BYTES_MAX } from "../limits.ts";
import { type BackupLine, type Records, RECORDS_NAME } from "./format.ts";
import { readCopy } from "./lines.ts";

/** Limits of one piece of the result, so that receiving it does not block other requests. */
const PIECE_CHARS = 100_000;
const PIECE_ENTRIES = 1_000;
const CHUNK_BYTES = 256 * 1024;
const PHOTO_PATH = /^photos\/\d{1,6}\/\d{2}\.[a-z]{3,4}$/;
/** Parts of what Excel, Numbers and LibreOffice save; the reader of tables says which of them it can read. */
const SPREADSHEET_PART = /^(?:xl\/|_rels\/|index\/|content\.xml$)/i;

export interface BackupPath {
  readonly path: string;
  readonly kind: "json" | "zip";
}

/** @param records the collections that a backup is made of */
export function createBackupParsers(records: Records, openFile: OpenDiskFile) {
  return {
    /** @throws Failure `transfer.foreign_zip` for a ZIP that is neither a backup nor a spreadsheet */
    async *zipKind(path: string): AsyncGenerator<"zip" | "xlsx"> {
      using file = await openFile(path);
      const names = [...(await readZipDirectory(file)).keys()];
      if (names.includes(RECORDS_NAME)) yield "zip";
      else if (names.some((name) => SPREADSHEET_PART.test(name))) yield "xlsx";
      else throw invalid("transfer.foreign_zip");
    },
    async *photos(path: string): AsyncGenerator<ZipEntry[]> {
      using file = await openFile(path);
      const photos = [...(await readBackupDirectory(file)).values()]
        .filter(({ name }) => PHOTO_PATH.test(name));
      for (let at = 0; at < photos.length; at += PIECE_ENTRIES) {
        yield photos.slice(at, at + PIECE_ENTRIES);
      }
    },
    async *lines({ path, kind }: BackupPath): AsyncGenerator<BackupLine[]> {
      using file = await openFile(path);
      let piece: BackupLine[] = [];
      let chars = 0;
      for await (const { line, length } of readCopy(await recordsOf(file, kind), records)) {
        piece.push(line);
        chars += length;
        if (chars < PIECE_CHARS) continue;
        yield piece;
        [piece, chars] = [[], 0];
      }
      yield piece;
    },
  };
}
export type BackupParsers = ReturnType<typeof createBackupParsers>;

async function recordsOf(
  file: OpenFile,
  kind: BackupPath["kind"],
): Promise<ReadableStream<Uint8Array>> {
  if (kind === "json") return wholeFile(file);
  return streamEntry(file, (await readBackupDirectory(file)).get(RECORDS_NAME)!);
}

async function readBackupDirectory(file: OpenFile): Promise<Map<string, ZipEntry>> {
  const entries = await readZipDirectory(file);
  const text = entries.get(RECORDS_NAME);
  if (!text) throw invalid("transfer.foreign_zip");
  if (text.size > RECORDS_BYTES_MAX) throw invalid("transfer.copy_too_long");
  for (const entry of entries.values()) mustNotSwell(entry);
  return entries;
}

function wholeFile(file: OpenFile): ReadableStream<Uint8Array> {
  async function* pieces() {
    for (let at = 0; at < file.size; at += CHUNK_BYTES) yield await file.read(at, CHUNK_BYTES);
  }
  return ReadableStream.from(pieces());
}
