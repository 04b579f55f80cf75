/** Takes a file in: it is held in memory as long as it is read, and no longer than it may be. */
import { concatBytes } from "../../base/bytes.ts";
import { type Circumstances, type Reading, readingOf } from "../parsers/reading.ts";

/** A page has two megabytes and a large table ten; fifty megabytes are an accident or an attack. */
export const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** Reads a file of any kind; what cannot be read is counted with its reason. */
export type ReadFile = (bytes: Uint8Array<ArrayBuffer>, around: Circumstances) => Promise<Reading>;

export async function readReceived(
  body: ReadableStream<Uint8Array>,
  around: Circumstances,
  read: ReadFile,
): Promise<Reading> {
  const bytes = await wholeOf(body, FILE_BYTES_MAX);
  return bytes ? await read(bytes, around) : readingOf("unknown", [{ puzzle: "too_large" }]);
}

/** `null` for more than that; what is too much is let go at once, the rest of it is never held. */
async function wholeOf(
  body: ReadableStream<Uint8Array>,
  max: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length <= max) pieces.push(piece);
    else pieces = [];
  }
  if (length > max) return null;
  return concatBytes(pieces);
}
