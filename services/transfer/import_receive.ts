/** Takes a file in. It is read before it is kept; a file that cannot be imported leaves nothing behind. */
import { plainFileName } from "../base/text.ts";
import type { BackupFile } from "./backup/open_backup.ts";
import { fileKind } from "./file_kind.ts";
import { mappingFor } from "./import_columns.ts";
import { openTable, rowsWithin, withCopy } from "./import_file.ts";
import { type Import, isTable } from "./import_record.ts";
import type { KeptImports } from "./kept_imports.ts";
import { COPY_BYTES_MAX, FILE_NAME_CHARS_MAX } from "./limits.ts";
import type { TransferNeeds } from "./needs.ts";
import type { Decisions } from "./table/conflicts.ts";
import { isOwnTable, ownMapping } from "./table/guess.ts";
import { footerLines } from "./table/layout.ts";

const FIRST_DECISIONS: Decisions = { same: "skip", number: "new", alike: "skip" };
/** Decisions for an edited export of this app: its rows update the items they came from. */
const OWN_DECISIONS: Decisions = { ...FIRST_DECISIONS, same: "update" };

type Needs = Pick<
  TransferNeeds,
  "db" | "clock" | "newId" | "files" | "openFile" | "backups" | "tables"
>;

export async function receive(
  needs: Needs,
  kept: KeptImports,
  name: string,
  body: ReadableStream<Uint8Array>,
): Promise<Import> {
  const { clock, newId, files } = needs;
  await kept.forgetOld();
  const { sha, bytes } = await files.put(body, { maxBytes: COPY_BYTES_MAX });
  try {
    const seen = await look(needs, sha);
    const value: Import = {
      id: newId(),
      name: plainFileName(name, FILE_NAME_CHARS_MAX) || "?",
      sha,
      bytes,
      state: "open",
      createdAt: clock.now(),
      decisions: isTable(seen.kind) && seen.own ? OWN_DECISIONS : FIRST_DECISIONS,
      ...seen,
    };
    await kept.add(value);
    return value;
  } catch (error) {
    await kept.releaseFile(sha);
    throw error;
  }
}

async function look(
  needs: Needs,
  sha: string,
): Promise<Pick<Import, "kind" | "layout" | "mapping" | "own">> {
  const { db, files, openFile, backups } = needs;
  const path = files.path(sha);
  using file = await openFile(path);
  const kind = await fileKind(file, path, backups);
  if (!isTable(kind)) {
    await withCopy(needs, { sha, kind }, mustBeReadable);
    return { kind, own: true };
  }
  const opened = await openTable(needs, { sha, kind });
  const { table, last } = await rowsWithin(opened);
  const layout = { ...opened.layout, leftOut: footerLines(last) };
  const own = isOwnTable(table);
  return { kind, own, layout, mapping: own ? [...ownMapping()] : await mappingFor(db, table) };
}

/** Read to its end: a backup that was cut or comes from a newer version is refused before it is taken in. */
async function mustBeReadable(backup: BackupFile): Promise<void> {
  for await (const _line of backup.lines());
}
