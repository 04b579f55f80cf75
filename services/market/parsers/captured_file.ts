/** Reads a file of any kind, workbooks too. What cannot be read is counted with its reason, not thrown. */
import { isFailure } from "../../base/errors.ts";
import { KIND_SAMPLE_BYTES, tableKind } from "../../tables/file_kind.ts";
import type { TableKind } from "../../tables/table.ts";
import { openTableFile } from "../../tables/table_file.ts";
import { FILE_BYTES_MAX } from "../intakes/receive.ts";
import { readCaptured } from "./captured.ts";
import { type Circumstances, type Puzzle, type Reading, readingOf } from "./reading.ts";
import { LISTING_ROWS_MAX, readListings, tablePuzzle } from "./table.ts";

const unread = (puzzle: Puzzle): Reading => readingOf("unknown", [{ puzzle }]);

export async function readCapturedFile(
  bytes: Uint8Array<ArrayBuffer>,
  around: Circumstances,
): Promise<Reading> {
  if (bytes.length > FILE_BYTES_MAX) return unread("too_large");
  try {
    const kind = kindOf(bytes);
    if (kind === "xlsx") return await readWorkbook(bytes, around) ?? unread("no_listings");
    const reading = readCaptured(bytes, around);
    const isPage = kind === "html" || kind === "xml";
    if (!isPage || reading.observations.length > 0) return reading;
    // Programs save tables as pages too.
    return await readWorkbook(bytes, around) ?? reading;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return unread(tablePuzzle(error) ?? "broken_workbook");
  }
}

/** @throws Failure `tables.old_excel` */
function kindOf(bytes: Uint8Array): TableKind | null {
  try {
    return tableKind(bytes.subarray(0, KIND_SAMPLE_BYTES));
  } catch (error) {
    if (isFailure(error) && error.key === "tables.old_excel") throw error;
    return null;
  }
}

/** The first sheet of listings; `null` where there is none. */
async function readWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
  around: Circumstances,
): Promise<Reading | null> {
  const limits = { bytesMax: FILE_BYTES_MAX, rowsMax: LISTING_ROWS_MAX };
  const { sheets } = await openTableFile(bytes, limits);
  for (const { read } of sheets) {
    const entries = readListings(await read(), around);
    if (entries) return readingOf("table", entries);
  }
  return null;
}
