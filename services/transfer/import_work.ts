/** An import is worked off by a job, and taken back by another: both go on where a power cut stopped them. */
import { z } from "zod";
import { conflict, isFailure } from "../base/errors.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import { importBackup } from "./backup/import_backup.ts";
import { withCopy } from "./import_file.ts";
import { planOf } from "./import_preview.ts";
import { type Import, isTable, mustBe } from "./import_record.ts";
import type { KeptImports } from "./kept_imports.ts";
import type { TransferNeeds } from "./needs.ts";
import { planLine, type PlannedLine, planText, readPlan, runPlan } from "./table/run.ts";
import { textStream } from "./text_stream.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 5;

const payload = z.object({ importId: z.string() });
const shared = {
  payload,
  // One at a time, and never beside the sweep of the photos' files.
  lane: "files",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ importId }: z.infer<typeof payload>) => importId,
} as const;
const importJob = defineJob({ ...shared, name: "import", title: "transfer.job_import" });
const undoImportJob = defineJob({ ...shared, name: "import_undo", title: "transfer.job_undo" });

interface ImportWork {
  start(id: string): Promise<void>;
  undo(id: string): Promise<void>;
}

/** Says who does the work: before `jobs.start`. */
export function createImportWork(needs: TransferNeeds, kept: KeptImports): ImportWork {
  const { clock, jobs, files, inventory } = needs;

  jobs.handle(importJob, async ({ importId }, context) => {
    const value = await kept.get(importId);
    if (value.state !== "running") return;
    const done = isTable(value.kind) ? await runTable(value, context) : {
      outcome: await withCopy(needs, value, (file) => importBackup(needs, file, value, context)),
    };
    const finishedAt = clock.now();
    await kept.edit(importId, (present) => ({ ...present, state: "done", finishedAt, ...done }));
  });

  async function runTable(
    value: Import,
    context: JobContext,
  ): Promise<Pick<Import, "outcome" | "plan">> {
    const lines = await writtenPlan(value);
    const batch = { batchId: value.id, name: value.name };
    const { outcome, refused } = await runPlan(needs, lines, batch, context);
    return { outcome, ...(refused.length > 0 && { plan: await withRefused(lines, refused) }) };
  }

  /** Written once: what was decided about a row does not change because half of the rows are done. */
  async function writtenPlan(value: Import): Promise<PlannedLine[]> {
    let { plan } = value;
    if (!plan) {
      const { sha } = await files.put(textStream(planText((await planOf(needs, value)).plan)));
      await kept.edit(value.id, (present) => ({ ...present, plan: sha }));
      plan = sha;
    }
    return readPlan(await files.get(plan));
  }

  async function withRefused(
    lines: readonly PlannedLine[],
    refused: readonly PlannedLine[],
  ): Promise<string> {
    const byLine = new Map(refused.map((line) => [line.planned.line, line]));
    const text = lines.map((line) => planLine(byLine.get(line.planned.line) ?? line));
    return (await files.put(new TextEncoder().encode(text.join("")))).sha;
  }

  jobs.handle(undoImportJob, async ({ importId }) => {
    if ((await kept.get(importId)).state !== "undoing") return;
    try {
      await inventory.undoBatch(importId, { kind: "seller" });
    } catch (error) {
      // Taken back already, by the first run of a job that was interrupted.
      if (!isFailure(error) || error.key !== "inventory.already_undone") throw error;
    }
    await kept.edit(importId, (present) => ({ ...present, state: "undone" }));
  });

  /** A job that was cancelled or gave up leaves its import half done: that half can be taken back. */
  async function mustBeOver({ jobId }: Import): Promise<void> {
    const job = jobId ? await jobs.get(jobId) : null;
    if (job && !/^(dead|cancelled)$/.test(job.state)) throw conflict("transfer.not_now");
  }

  return {
    async start(id) {
      await kept.edit(id, (value, change) => {
        mustBe(value, "open");
        const jobId = jobs.enqueue(change, importJob, { importId: id }, { subject: id });
        return { ...value, state: "running", jobId };
      });
    },
    async undo(id) {
      await kept.edit(id, async (value, change) => {
        mustBe(value, "done", "running");
        if (value.state === "running") await mustBeOver(value);
        const jobId = jobs.enqueue(change, undoImportJob, { importId: id }, { subject: id });
        return { ...value, state: "undoing", jobId };
      });
    },
  };
}
