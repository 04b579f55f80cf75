/** The imports: a file comes, is looked at, decided on, worked off by a job, and can be taken back. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { conflict, invalid, isFailure, notFound } from "../errors.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import { retrying, type Row } from "../store/mod.ts";
import { type CopyFile, openCopy } from "./copy/file.ts";
import { runCopy } from "./copy/run.ts";
import { type CopyReport, presentIn, survey } from "./copy/survey.ts";
import { fileKind } from "./file_kind.ts";
import { type FileKind, type Import, imports, mappings } from "./import_record.ts";
import { COPY_BYTES_MAX, FILE_NAME_CHARS_MAX, IMPORT_KEPT_MS } from "./limits.ts";
import type { TransferNeeds } from "./needs.ts";
import { COLUMNS, type Mapping } from "./table/columns.ts";
import { type Decisions, readWardrobe } from "./table/conflicts.ts";
import { guessMapping, isOwnTable, ownMapping } from "./table/guess.ts";
import { plain } from "./table/plain.ts";
import { planRows, type Report, reportOf } from "./table/plan.ts";
import { refusedCsv } from "./table/refused.ts";
import { type PlannedLine, planText, readPlan, runPlan } from "./table/run.ts";
import { readTable, type Table } from "./table/table.ts";
import { textStream } from "./text_stream.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 5;
const LIST_MAX = 30;

const payload = z.object({ importId: z.string() });
const shared = {
  payload,
  // One at a time, and never beside the sweep of the photos' files.
  lane: "files",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ importId }: z.infer<typeof payload>) => importId,
} as const;
export const importJob = defineJob({ ...shared, name: "import", title: "transfer.job_import" });
export const undoImportJob = defineJob({
  ...shared,
  name: "import_undo",
  title: "transfer.job_undo",
});

const FIRST_DECISIONS: Decisions = { same: "skip", number: "new", alike: "skip" };
/** The seller edited our own table: what it says is meant for the items it came from. */
const OWN_DECISIONS: Decisions = { ...FIRST_DECISIONS, same: "update" };

export interface ColumnView {
  readonly header: string;
  readonly samples: readonly string[];
}

export interface Imports {
  /** Takes a file in. @throws Failure `invalid` with what is wrong with it; nothing is kept then */
  receive(name: string, body: ReadableStream<Uint8Array>): Promise<Import>;
  get(id: string): Promise<Import>;
  /** The newest first. */
  list(): Promise<Import[]>;
  /** A table's columns, each with a few of its values. */
  columns(id: string): Promise<ColumnView[]>;
  /** Remembered for the next table with the same headers. */
  map(id: string, mapping: Mapping): Promise<void>;
  decide(id: string, decisions: Decisions): Promise<void>;
  /** What would become of a table's rows. */
  report(id: string): Promise<Report>;
  copyReport(id: string): Promise<CopyReport>;
  start(id: string): Promise<void>;
  undo(id: string): Promise<void>;
  /** Forgets a file that was not imported. */
  discard(id: string): Promise<void>;
  /** The rows that were not taken, as a table with the reason; `say` says it in the reader's language. */
  refused(id: string, say: Say): Promise<string>;
}

export type Say = (key: string, params?: Record<string, string | number>) => string;

export function createImports(needs: TransferNeeds): Imports {
  const { db, clock, newId, jobs, files, records, openFile, inventory } = needs;

  async function row(id: string): Promise<Row<Import>> {
    const found = await db.get(imports, id);
    if (!found) throw notFound("transfer.no_such_import");
    return found;
  }

  async function edit(id: string, change: (value: Import) => Import): Promise<Import> {
    return await retrying(async () => {
      const before = await row(id);
      const next = change(before.value);
      const writing = db.change();
      writing.update(imports, before, next);
      await writing.commit();
      return next;
    });
  }

  const mustBe = (value: Import, ...states: Import["state"][]) => {
    if (!states.includes(value.state)) throw conflict("transfer.not_now");
  };

  async function tableOf({ sha, kind }: Import): Promise<Table> {
    if (kind !== "csv" && kind !== "xlsx") throw conflict("transfer.not_now");
    const bytes = await files.get(sha);
    if (!bytes) throw invalid("transfer.file_gone");
    return await readTable(bytes, kind);
  }

  async function withCopy<T>({ sha, kind }: Import, work: (file: CopyFile) => Promise<T>) {
    if (kind !== "json" && kind !== "zip") throw conflict("transfer.not_now");
    if (!await files.has(sha)) throw invalid("transfer.file_gone");
    using file = await openFile(files.path(sha));
    return await work(await openCopy(file, kind, records));
  }

  async function planOf(value: Import) {
    const table = await tableOf(value);
    const wardrobe = await readWardrobe(db.each(records.items));
    const mapping = value.mapping ?? table.headers.map(() => null);
    const rules = { ...needs.rules, now: value.createdAt };
    return planRows(table, { mapping, decisions: value.decisions, rules, wardrobe });
  }

  /** Written once: what was decided about a row does not change because half of the rows are done. */
  async function writtenPlan(value: Import): Promise<PlannedLine[]> {
    let { plan } = value;
    if (!plan) {
      const { sha } = await files.put(textStream(planText(await planOf(value))));
      await edit(value.id, (present) => ({ ...present, plan: sha }));
      plan = sha;
    }
    return readPlan(await files.get(plan));
  }

  async function runTable(value: Import, context: JobContext): Promise<void> {
    const lines = await writtenPlan(value);
    const batch = { batchId: value.id, name: value.name };
    const { outcome, refused } = await runPlan(needs, lines, batch, context);
    const plan = refused.length > 0 ? await withRefused(lines, refused) : null;
    await edit(value.id, (present) => ({
      ...present,
      state: "done",
      outcome,
      finishedAt: clock.now(),
      ...(plan && { plan }),
    }));
  }

  async function withRefused(
    lines: readonly PlannedLine[],
    refused: readonly PlannedLine[],
  ): Promise<string> {
    const byLine = new Map(refused.map((line) => [line.planned.line, line]));
    const text = lines.map((line) => JSON.stringify(byLine.get(line.planned.line) ?? line) + "\n");
    return (await files.put(new TextEncoder().encode(text.join("")))).sha;
  }

  jobs.handle(importJob, async ({ importId }, context) => {
    const { value } = await row(importId);
    if (value.state !== "running") return;
    if (isTable(value.kind)) return await runTable(value, context);
    const outcome = await withCopy(value, (file) => runCopy(needs, file, value, context));
    await edit(importId, (present) => ({
      ...present,
      state: "done",
      outcome,
      finishedAt: clock.now(),
    }));
  });

  jobs.handle(undoImportJob, async ({ importId }) => {
    const { value } = await row(importId);
    if (value.state !== "undoing") return;
    try {
      await inventory.undoBatch(importId, { kind: "seller" });
    } catch (error) {
      // Taken back already, by the first run of a job that was interrupted.
      if (!isFailure(error) || error.key !== "inventory.already_undone") throw error;
    }
    await edit(importId, (present) => ({ ...present, state: "undone" }));
  });

  async function forget({ value }: Row<Import>): Promise<void> {
    await retrying(async () => {
      const change = db.change();
      change.remove(imports, await row(value.id));
      await change.commit();
    });
    const others = await Array.fromAsync(db.each(imports), ({ value }) => value);
    for (const sha of [value.sha, value.plan]) {
      const isNamed = others.some((other) => other.sha === sha || other.plan === sha);
      if (sha && !isNamed) await files.remove(sha);
    }
  }

  async function forgetOld(): Promise<void> {
    for await (const old of db.each(imports)) {
      const { state, createdAt } = old.value;
      const busy = state === "running" || state === "undoing";
      if (!busy && createdAt < clock.now() - IMPORT_KEPT_MS) await forget(old);
    }
  }

  async function lookedAt(sha: string): Promise<Pick<Import, "kind" | "mapping" | "own">> {
    using file = await openFile(files.path(sha));
    const kind = await fileKind(file);
    if (!isTable(kind)) {
      await openCopy(file, kind, records);
      return { kind, own: true };
    }
    const table = await readTable((await files.get(sha))!, kind);
    if (isOwnTable(table)) return { kind, own: true, mapping: [...ownMapping()] };
    const known = await db.get(mappings, headersId(table));
    return { kind, own: false, mapping: known?.value.mapping ?? [...guessMapping(table)] };
  }

  return {
    async receive(name, body) {
      await forgetOld();
      const { sha, bytes } = await files.put(body, { maxBytes: COPY_BYTES_MAX });
      try {
        const seen = await lookedAt(sha);
        const value: Import = {
          id: newId(),
          name: plainName(name),
          sha,
          bytes,
          state: "open",
          createdAt: clock.now(),
          decisions: seen.own ? OWN_DECISIONS : FIRST_DECISIONS,
          ...seen,
        };
        if (!isTable(value.kind)) value.decisions = FIRST_DECISIONS;
        const change = db.change();
        change.insert(imports, value);
        await change.commit();
        return value;
      } catch (error) {
        const others = await Array.fromAsync(db.each(imports), ({ value }) => value.sha);
        if (!others.includes(sha)) await files.remove(sha);
        throw error;
      }
    },
    async get(id) {
      return (await row(id)).value;
    },
    async list() {
      const { entries } = await db.list(imports, { limit: LIST_MAX, reverse: true });
      return entries.map(({ value }) => value);
    },
    async columns(id) {
      const { headers, rows } = await tableOf((await row(id)).value);
      return headers.map((header, at) => ({ header, samples: samplesOf(rows, at) }));
    },
    async map(id, given) {
      const table = await tableOf((await row(id)).value);
      const mapping = table.headers.map((_, at) => given[at] ?? null);
      mustBeOnce(mapping);
      await edit(id, (value) => {
        mustBe(value, "open");
        return { ...value, mapping };
      });
      await retrying(async () => {
        const id = headersId(table);
        const [before, change] = [await db.get(mappings, id), db.change()];
        if (before) change.update(mappings, before, { id, mapping });
        else change.insert(mappings, { id, mapping });
        await change.commit();
      });
    },
    async decide(id, decisions) {
      await edit(id, (value) => {
        mustBe(value, "open");
        return { ...value, decisions };
      });
    },
    async report(id) {
      return await reportOf(await planOf((await row(id)).value));
    },
    async copyReport(id) {
      const present = await presentIn(db.each(records.items));
      return await withCopy(
        (await row(id)).value,
        (file) =>
          survey(
            file.lines(),
            present,
            async (name, sha) => file.has(name) || await needs.photoFiles.has(sha),
          ),
      );
    },
    async start(id) {
      await retrying(async () => {
        const before = await row(id);
        mustBe(before.value, "open");
        const change = db.change();
        const jobId = jobs.enqueue(change, importJob, { importId: id }, { subject: id });
        change.update(imports, before, { ...before.value, state: "running", jobId });
        await change.commit();
      });
    },
    async undo(id) {
      await retrying(async () => {
        const before = await row(id);
        mustBe(before.value, "done", "running");
        if (before.value.state === "running") await mustBeOver(before.value);
        const change = db.change();
        const jobId = jobs.enqueue(change, undoImportJob, { importId: id }, { subject: id });
        change.update(imports, before, { ...before.value, state: "undoing", jobId });
        await change.commit();
      });
    },
    async discard(id) {
      const found = await row(id);
      mustBe(found.value, "open", "undone");
      await forget(found);
    },
    async refused(id, say) {
      const { value } = await row(id);
      mustBe(value, "done", "undoing", "undone");
      if (!value.plan) throw notFound("transfer.nothing_refused");
      const { headers } = await tableOf(value);
      return refusedCsv(headers, readPlan(await files.get(value.plan)), say);
    },
  };

  /** A job that was cancelled or gave up leaves its import half done: that half can be taken back. */
  async function mustBeOver({ jobId }: Import): Promise<void> {
    const job = jobId ? await jobs.get(jobId) : null;
    if (job && !/^(dead|cancelled)$/.test(job.state)) throw conflict("transfer.not_now");
  }
}

export const isTable = (kind: FileKind): kind is "csv" | "xlsx" =>
  kind === "csv" || kind === "xlsx";

const COLUMN_SAMPLES = 3;
function samplesOf(rows: Table["rows"], at: number): string[] {
  const seen = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[at];
    if (cell) seen.add(cell);
    if (seen.size === COLUMN_SAMPLES) break;
  }
  return [...seen];
}

function mustBeOnce(mapping: Mapping): void {
  const given = mapping.filter((column) => column !== null);
  const twice = COLUMNS.find((column) => given.filter((one) => one === column).length > 1);
  if (twice) throw invalid("transfer.column_twice", { column: twice });
  if (given.length === 0) throw invalid("transfer.no_columns");
}

/** The same headers in the same order, whatever their case and accents. */
function headersId({ headers }: Table): string {
  return createHash("sha256").update(JSON.stringify(headers.map(plain))).digest("hex").slice(0, 32);
}

function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1)!.replace(/\p{Cc}/gu, "").trim();
  return last.slice(-FILE_NAME_CHARS_MAX) || "?";
}
