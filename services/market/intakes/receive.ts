/** A file that comes in: held in memory as long as it is read, and no longer than it may be. */
import { isFailure } from "../../errors.ts";
import { CAPTURED_CHARS_MAX, readCaptured } from "../parsers/captured.ts";
import { type Circumstances, type Puzzle, type Reading, readingOf } from "../parsers/reading.ts";
import { readSheet } from "../parsers/table.ts";

export const FILE_BYTES_MAX = CAPTURED_CHARS_MAX;

/** Cells of the first sheet that holds any. Throws a Failure for what is no workbook. */
export type ReadWorkbook = (bytes: Uint8Array<ArrayBuffer>) => Promise<string[][]>;

const ZIP = [0x50, 0x4b, 0x03, 0x04];

export async function readReceived(
  body: ReadableStream<Uint8Array>,
  around: Circumstances,
  readWorkbook: ReadWorkbook,
): Promise<Reading> {
  const bytes = await wholeOf(body, FILE_BYTES_MAX);
  if (!bytes) return unread("too_large");
  if (!ZIP.every((byte, at) => bytes[at] === byte)) return readCaptured(bytes, around);
  try {
    return readSheet(await readWorkbook(bytes), around);
  } catch (error) {
    if (isFailure(error)) return unread("broken_workbook");
    throw error;
  }
}

const unread = (puzzle: Puzzle): Reading => readingOf("unknown", [{ puzzle }]);

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
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
