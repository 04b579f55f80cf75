/** The imports that are kept, and their files, which go when no import names them any more. */
import { notFound } from "../base/errors.ts";
import { type Change, retrying, type Row } from "../store/mod.ts";
import { type Import, imports } from "./import_record.ts";
import { IMPORT_KEPT_MS } from "./limits.ts";
import type { TransferNeeds } from "./needs.ts";

const LIST_MAX = 30;

export interface KeptImports {
  /** @throws Failure `transfer.no_such_import` */
  get(id: string): Promise<Import>;
  newest(): Promise<Import[]>;
  add(value: Import): Promise<void>;
  /** Edits an import; records that `edited` adds to `change` are written in the same commit. */
  edit(id: string, edited: Edited): Promise<void>;
  forget(id: string): Promise<void>;
  forgetOld(): Promise<void>;
  /** Lets go of a file that no import names. */
  releaseFile(sha: string): Promise<void>;
}

/** Called again with the present import after a conflict. */
type Edited = (value: Import, change: Change) => Import | Promise<Import>;

type Needs = Pick<TransferNeeds, "db" | "clock" | "files">;

export function createKeptImports({ db, clock, files }: Needs): KeptImports {
  async function row(id: string): Promise<Row<Import>> {
    const found = await db.get(imports, id);
    if (!found) throw notFound("transfer.no_such_import");
    return found;
  }

  async function releaseFile(sha: string): Promise<void> {
    for await (const { value } of db.each(imports)) {
      if (value.sha === sha || value.plan === sha) return;
    }
    // Unreadable records may refer to any file.
    if (db.unreadable.has(imports.name)) return;
    await files.remove(sha);
  }

  async function forget(id: string): Promise<void> {
    const { sha, plan } = await retrying(async () => {
      const found = await row(id);
      const change = db.change();
      change.remove(imports, found);
      await change.commit();
      return found.value;
    });
    await releaseFile(sha);
    if (plan) await releaseFile(plan);
  }

  return {
    async get(id) {
      return (await row(id)).value;
    },
    async newest() {
      const { entries } = await db.list(imports, { limit: LIST_MAX, reverse: true });
      return entries.map(({ value }) => value);
    },
    async add(value) {
      const change = db.change();
      change.insert(imports, value);
      await change.commit();
    },
    async edit(id, edited) {
      await retrying(async () => {
        const before = await row(id);
        const change = db.change();
        change.update(imports, before, await edited(before.value, change));
        await change.commit();
      });
    },
    forget,
    async forgetOld() {
      for await (const { value: { id, state, createdAt } } of db.each(imports)) {
        const busy = state === "running" || state === "undoing";
        if (!busy && createdAt < clock.now() - IMPORT_KEPT_MS) await forget(id);
      }
    },
    releaseFile,
  };
}
