/** Watches on a database in memory, with evidence, alerts and look-ups that the test controls. */
import type { HeldClock } from "../base/clock.ts";
import { openTestJobs, type TestJobs, type TestJobsOptions } from "../jobs/testing.ts";
import type { Alert } from "../alerts/mod.ts";
import type { Observation, Seen, Source } from "../market/mod.ts";
import { type MarketSearch, MarketSearchSchema } from "../marketplace/mod.ts";
import { type NewWatch, NewWatchSchema } from "./watch.ts";
import { createWatches, type Watches } from "./watches.ts";

export interface TestWatches extends Pick<TestJobs, "db" | "jobs" | "advance">, AsyncDisposable {
  readonly clock: HeldClock;
  readonly watches: Watches;
  readonly alerts: Alert[];
  readonly asked: MarketSearch[];
  /** May be changed while the test runs. */
  readonly lookups: { on: boolean; budget: number; usedToday: number; refuse?: Error };
  readonly evidence: Observation[];
  /** Keys of listings that can no longer be bought. */
  readonly gone: Set<string>;
  /** Records prices as the evidence does, feeds the watches, and runs their jobs. */
  capture(observations: readonly Observation[], source?: Source): Promise<void>;
  close(): Promise<void>;
}

export async function openTestWatches(options: TestJobsOptions = {}): Promise<TestWatches> {
  const { db, clock, newId, jobs, advance, close } = await openTestJobs(options);
  const alerts: Alert[] = [];
  const asked: MarketSearch[] = [];
  const evidence: Observation[] = [];
  const gone = new Set<string>();
  const lookups: TestWatches["lookups"] = { on: true, budget: 60, usedToday: 0 };
  const watches = createWatches({
    db,
    clock,
    newId,
    jobs,
    async *knownListings() {
      for (const observation of evidence) {
        yield { observation, gone: gone.has(keyOf(observation)) || undefined };
      }
    },
    alert: (alert) => Promise.resolve(void alerts.push(alert)),
    formatMoney: ({ cents, currency }) =>
      Promise.resolve(`${(cents / 100).toFixed(2)} ${currency}`),
    lookupBudget: () => Promise.resolve(lookups),
    startLookup: (search) => {
      if (lookups.refuse) return Promise.reject(lookups.refuse);
      asked.push(search);
      return Promise.resolve({ jobId: String(asked.length) });
    },
  });
  jobs.start();
  return {
    db,
    clock,
    jobs,
    advance,
    watches,
    alerts,
    asked,
    lookups,
    evidence,
    gone,
    async capture(observations, source) {
      await watches.feed(observations.map((one) => record(evidence, one)), source);
      await jobs.settled();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const keyOf = ({ country, id }: Observation): string => `${country}:${id}`;

function record(evidence: Observation[], observation: Observation): Seen {
  const at = evidence.findIndex((known) => keyOf(known) === keyOf(observation));
  const before = evidence[at]?.price ?? null;
  if (at >= 0) evidence[at] = observation;
  else evidence.push(observation);
  return { key: keyOf(observation), observation, before, first: before === null };
}

/** A watch that searches for "nike" everywhere and sends an alert for new listings. */
export const newWatch = (changes: Partial<NewWatch> = {}): NewWatch =>
  NewWatchSchema.parse({ name: "Nike", search: searchFor("nike"), ...changes });

export const searchFor = (text: string, changes: Partial<MarketSearch> = {}): MarketSearch =>
  MarketSearchSchema.parse({ site: "it", text, ...changes });
