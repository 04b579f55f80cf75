/** The file of an import, opened as what it is. */
import { conflict, invalid } from "../errors.ts";
import { type CopyFile, openCopy } from "./copy/file.ts";
import { type Import, isTable } from "./import_record.ts";
import type { TransferNeeds } from "./needs.ts";
import { readTable, type Table } from "./table/table.ts";

type Needs = Pick<TransferNeeds, "files" | "openFile" | "records">;

export async function tableOf({ files }: Needs, { sha, kind }: Import): Promise<Table> {
  if (!isTable(kind)) throw conflict("transfer.not_now");
  const bytes = await files.get(sha);
  if (!bytes) throw invalid("transfer.file_gone");
  return await readTable(bytes, kind);
}

export async function withCopy<T>(
  { files, openFile, records }: Needs,
  { sha, kind }: Import,
  work: (file: CopyFile) => Promise<T>,
): Promise<T> {
  if (isTable(kind)) throw conflict("transfer.not_now");
  if (!await files.has(sha)) throw invalid("transfer.file_gone");
  using file = await openFile(files.path(sha));
  return await work(await openCopy(file, kind, records));
}
