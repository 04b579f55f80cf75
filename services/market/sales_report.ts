/** How far off the prices would have been on what was sold here: each sale priced as if it had not happened. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { yieldToOthers } from "../base/timer.ts";
import { defineJob, type JobContext, type Jobs } from "../jobs/mod.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import { createBaselines, foldOf, FOLDS } from "./backtest.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { keyOf, type Observation } from "./observation.ts";
import { type Backtest, BacktestSchema, reportOf, type Trial, trialOf } from "./score.ts";

/** Fewer sales say more of chance than of the prices. */
export const SALES_NEEDED = 20;
const ATTEMPTS = 2;
const LEASE_MS = 2 * 60_000;
const ONLY = "sales";

const reports = defineCollection({
  name: "market_reports",
  schema: z.object({
    id: z.literal(ONLY),
    at: z.number(),
    /** Null where not one of them could be priced. */
    report: BacktestSchema.nullable(),
  }),
  version: 1,
  id: ({ id }) => id,
});

export const SALES_REPORT_JOB = "market_report";
const salesReportJob = defineJob({
  name: SALES_REPORT_JOB,
  title: "report.job",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => SALES_REPORT_JOB,
});

export interface SalesReport {
  /** Sales there are now, and how many are needed. */
  counts(): { readonly sales: number; readonly needed: number };
  latest(): Promise<{ readonly at: number; readonly report: Backtest | null } | null>;
  /** Begins to reckon anew; the same job where one is under way. @returns its id */
  begin(): Promise<string>;
}

export interface SalesReportNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly evidence: Pick<Evidence, "all" | "appraise" | "ready" | "summary">;
}

export function createSalesReport({ db, clock, jobs, evidence }: SalesReportNeeds): SalesReport {
  jobs.handle(salesReportJob, async (_, context) => {
    const report = BacktestSchema.safeParse(await backtestSales(evidence, context)).data ?? null;
    await retrying(async () => {
      const row = await db.get(reports, ONLY);
      const change = db.change();
      const made = { id: ONLY, at: clock.now(), report } as const;
      if (row) change.update(reports, row, made);
      else change.insert(reports, made);
      await change.commit();
    });
  });
  return {
    counts: () => ({ sales: evidence.summary().own, needed: SALES_NEEDED }),
    latest: async () => (await db.get(reports, ONLY))?.value ?? null,
    begin: () => jobs.enqueueNow(salesReportJob, null, { subject: SALES_REPORT_JOB }),
  };
}

/** As a table of listings is tested, but that only sales are tried: near-copies of theirs stay out as well. */
async function backtestSales(
  evidence: SalesReportNeeds["evidence"],
  { progress }: Pick<JobContext, "progress">,
): Promise<Backtest> {
  await evidence.ready;
  const folds = Array.from({ length: FOLDS }, () => new Set<string>());
  const sales: Observation[] = [];
  for await (const { key, observation } of evidence.all()) {
    folds[foldOf(observation.title)]!.add(key);
    if (observation.mode === "own") sales.push(observation);
  }
  const known = await ofSameBrands(evidence, sales);
  const baselines = createBaselines();
  const trials: Trial[] = [];
  let done = 0;
  for (const out of folds) {
    const held = sales.filter((one) => out.has(keyOf(one)));
    for (const one of held) {
      await progress(done++, sales.length);
      await yieldToOthers();
      const trial = trialOf(one, (subject) => evidence.appraise(subject, out));
      if (trial) trials.push(trial);
    }
    baselines.add(known.filter((one) => !out.has(keyOf(one))), held);
  }
  return reportOf(trials, sales.length, baselines.scores());
}

/** Enough for baselines that ask for the brand first; the whole store would fill the memory a second time. */
async function ofSameBrands(
  evidence: Pick<Evidence, "all">,
  sales: readonly Observation[],
): Promise<Observation[]> {
  const brandOf = ({ brand = "" }: Observation) => brand.toLowerCase();
  const brands = new Set(sales.map(brandOf));
  const found: Observation[] = [];
  for await (const { observation } of evidence.all()) {
    if (brands.has(brandOf(observation))) found.push(observation);
  }
  return found;
}
