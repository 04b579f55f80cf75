/** A copy as it lies on the disk: records alone, or a ZIP with the photos. */
import { invalid } from "../../errors.ts";
import { mustNotSwell, readZipDirectory, streamEntry } from "../../zip/mod.ts";
import { RECORDS_BYTES_MAX } from "../limits.ts";
import type { OpenFile } from "../disk_files.ts";
import type { Records } from "./format.ts";
import { type CopyLine, RECORDS_NAME } from "./format.ts";
import { readCopy } from "./lines.ts";

export interface CopyFile {
  /** From the beginning, as often as asked. */
  lines(): AsyncIterable<CopyLine>;
  has(file: string): boolean;
  /** `null` when it is not in there. */
  photo(file: string): ReadableStream<Uint8Array> | null;
}

const CHUNK_BYTES = 256 * 1024;
const PHOTO_PATH = /^photos\/\d{1,6}\/\d{2}\.[a-z]{3,4}$/;

export async function openCopy(
  file: OpenFile,
  kind: "json" | "zip",
  records: Records,
): Promise<CopyFile> {
  if (kind === "json") {
    return { lines: () => readCopy(wholeFile(file), records), has: () => false, photo: () => null };
  }
  const entries = await readZipDirectory(file);
  const text = entries.get(RECORDS_NAME);
  if (!text) throw invalid("transfer.foreign_zip");
  if (text.size > RECORDS_BYTES_MAX) throw invalid("transfer.copy_too_long");
  for (const entry of entries.values()) mustNotSwell(entry);
  const entryOf = (name: string) => PHOTO_PATH.test(name) ? entries.get(name) : undefined;
  return {
    lines: () => readCopy(streamEntry(file, text), records),
    has: (name) => entryOf(name) !== undefined,
    photo(name) {
      const entry = entryOf(name);
      return entry ? streamEntry(file, entry) : null;
    },
  };
}

function wholeFile(file: OpenFile): ReadableStream<Uint8Array> {
  async function* pieces() {
    for (let at = 0; at < file.size; at += CHUNK_BYTES) yield await file.read(at, CHUNK_BYTES);
  }
  return ReadableStream.from(pieces());
}
