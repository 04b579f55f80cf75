/** A file comes in: it is looked at before it is kept, and what cannot be imported leaves nothing behind. */
import { openCopy } from "./copy/file.ts";
import { fileKind } from "./file_kind.ts";
import { rememberedMapping } from "./import_columns.ts";
import { type Import, isTable } from "./import_record.ts";
import type { KeptImports } from "./kept_imports.ts";
import { COPY_BYTES_MAX, FILE_NAME_CHARS_MAX } from "./limits.ts";
import type { TransferNeeds } from "./needs.ts";
import type { Decisions } from "./table/conflicts.ts";
import { guessMapping, isOwnTable, ownMapping } from "./table/guess.ts";
import { readTable } from "./table/table.ts";

const FIRST_DECISIONS: Decisions = { same: "skip", number: "new", alike: "skip" };
/** The seller edited our own table: what it says is meant for the items it came from. */
const OWN_DECISIONS: Decisions = { ...FIRST_DECISIONS, same: "update" };

type Needs = Pick<TransferNeeds, "db" | "clock" | "newId" | "files" | "openFile" | "records">;

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
    const seen = await lookedAt(needs, sha);
    const value: Import = {
      id: newId(),
      name: plainName(name),
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

async function lookedAt(
  { db, files, openFile, records }: Needs,
  sha: string,
): Promise<Pick<Import, "kind" | "mapping" | "own">> {
  using file = await openFile(files.path(sha));
  const kind = await fileKind(file);
  if (!isTable(kind)) {
    await openCopy(file, kind, records);
    return { kind, own: true };
  }
  const table = await readTable((await files.get(sha))!, kind);
  if (isOwnTable(table)) return { kind, own: true, mapping: [...ownMapping()] };
  const mapping = await rememberedMapping(db, table) ?? [...guessMapping(table)];
  return { kind, own: false, mapping };
}

function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.replace(/\p{Cc}/gu, "").trim();
  return last.slice(-FILE_NAME_CHARS_MAX) || "?";
}
