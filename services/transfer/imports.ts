/** The imports: a file comes, is looked at, decided on, worked off by a job, and can be taken back. */
import { notFound } from "../base/errors.ts";
import type { BackupReport } from "./backup/preview.ts";
import { type Arrangement, arrangeTable, type TableView, tableViewOf } from "./import_arrange.ts";
import { chosenMapping, rememberMapping } from "./import_columns.ts";
import { openTable } from "./import_file.ts";
import { copyReportOf, type TableReport, tableReportOf } from "./import_preview.ts";
import { receive } from "./import_receive.ts";
import { type Import, mustBe } from "./import_record.ts";
import { createImportWork } from "./import_work.ts";
import { createKeptImports } from "./kept_imports.ts";
import type { TransferNeeds } from "./needs.ts";
import type { Mapping } from "./table/columns.ts";
import type { Decisions } from "./table/conflicts.ts";
import { refusedCsv, type Say } from "./table/refused.ts";
import { readPlan } from "./table/run.ts";

export interface Imports {
  /** Takes a file in. @throws Failure `invalid` with what is wrong with it; nothing is kept then */
  receive(name: string, body: ReadableStream<Uint8Array>): Promise<Import>;
  get(id: string): Promise<Import>;
  /** The newest first. */
  list(): Promise<Import[]>;
  /** How a table is read, and what there is to choose. */
  table(id: string): Promise<TableView>;
  /** Changes sheet, header and lines. Columns may move, so they are guessed again. */
  arrange(id: string, change: Arrangement): Promise<void>;
  /** Remembered for the next table with the same headers. */
  map(id: string, mapping: Mapping): Promise<void>;
  decide(id: string, decisions: Decisions): Promise<void>;
  /** Previews a table's rows. */
  report(id: string): Promise<TableReport>;
  copyReport(id: string): Promise<BackupReport>;
  start(id: string): Promise<void>;
  undo(id: string): Promise<void>;
  /** Forgets a file that was not imported. */
  discard(id: string): Promise<void>;
  /** Refused rows as a table with the reasons; `say` translates them. */
  refused(id: string, say: Say): Promise<string>;
}

export function createImports(needs: TransferNeeds): Imports {
  const kept = createKeptImports(needs);
  const work = createImportWork(needs, kept);

  /** Stores the seller's decisions while nothing has been written. */
  async function settle(id: string, decided: Partial<Import>) {
    await kept.edit(id, (value) => {
      mustBe(value, "open");
      return { ...value, ...decided };
    });
  }

  return {
    receive: (name, body) => receive(needs, kept, name, body),
    get: kept.get,
    list: kept.newest,
    async table(id) {
      return await tableViewOf(needs, await kept.get(id));
    },
    async arrange(id, change) {
      await settle(id, await arrangeTable(needs, await kept.get(id), change));
    },
    async map(id, given) {
      const { table } = await openTable(needs, await kept.get(id));
      const mapping = chosenMapping(table, given);
      await settle(id, { mapping });
      await rememberMapping(needs.db, table, mapping);
    },
    decide: (id, decisions) => settle(id, { decisions }),
    async report(id) {
      return await tableReportOf(needs, await kept.get(id));
    },
    async copyReport(id) {
      return await copyReportOf(needs, await kept.get(id));
    },
    start: work.start,
    undo: work.undo,
    async discard(id) {
      mustBe(await kept.get(id), "open", "undone");
      await kept.forget(id);
    },
    async refused(id, say) {
      const value = await kept.get(id);
      mustBe(value, "done", "undoing", "undone");
      if (!value.plan) throw notFound("transfer.nothing_refused");
      const { table: { headers } } = await openTable(needs, value);
      return refusedCsv(headers, readPlan(await needs.files.get(value.plan)), say);
    },
  };
}
