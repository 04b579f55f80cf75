/** The cells of a workbook that came in as bytes, looked at as carefully as one that is imported. */
import { invalid } from "../services/errors.ts";
import { fileKind } from "../services/transfer/file_kind.ts";
import { readWorkbook } from "../services/transfer/table/workbook.ts";

/** @throws Failure `invalid` for what is no workbook, or unpacks to more than anybody writes */
export async function workbookCells(bytes: Uint8Array<ArrayBuffer>): Promise<string[][]> {
  const kind = await fileKind({
    size: bytes.length,
    read: (at, length) => Promise.resolve(bytes.slice(at, at + length)),
  });
  if (kind !== "xlsx") throw invalid("transfer.not_a_table");
  return await readWorkbook(bytes);
}
