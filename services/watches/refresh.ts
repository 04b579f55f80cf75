/** Looks up watches on the site once a day, and leaves half of the daily budget to the owner. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import type { MarketSearch } from "../marketplace/mod.ts";
import type { Database, Row } from "../store/mod.ts";
import type { Mutex } from "../base/mutex.ts";
import { isActive, type Watch, watchesCollection } from "./watch.ts";
import { buildWatchSearch } from "./watch_search.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 2;
/** The rest of the day's requests is for look-ups by hand. */
const BUDGET_SHARE = 0.5;
/** The front page for a session, then the results. */
const REQUESTS_PER_LOOKUP = 2;

export const refreshJob = defineJob({
  name: "watch_refresh",
  title: "watches.job_refresh",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "watch_refresh",
});

/** What remains of today's look-ups. */
export interface LookupBudget {
  /** Accepted by the owner and not stopped. */
  readonly on: boolean;
  /** In requests a day, as is `usedToday`. */
  readonly budget: number;
  readonly usedToday: number;
}

interface RefreshNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly inTurn: Mutex;
  readonly lookupBudget: () => Promise<LookupBudget>;
  /** Resolves once the look-up is enqueued, or with the time of an answer that is younger than a day. */
  readonly startLookup: (
    search: MarketSearch,
  ) => Promise<{ jobId: string } | { fresh: { at: number } }>;
}

export async function refreshWatches(needs: RefreshNeeds, signal: AbortSignal): Promise<void> {
  const { db, clock, log, inTurn, lookupBudget, startLookup } = needs;
  const remaining = await lookupBudget();
  if (!remaining.on) return;
  for (const { id, value } of await listDueWatches(db, clock.now(), remaining)) {
    signal.throwIfAborted();
    try {
      const started = await startLookup(buildWatchSearch(value));
      const askedAt = "fresh" in started ? started.fresh.at : clock.now();
      await inTurn(() => recordLookup(db, id, askedAt));
    } catch (error) {
      if (!isFailure(error)) throw error;
      // The look-ups report their own failures; the next round tries again.
      log.info("watches.lookup_refused", { id, key: error.key });
      return;
    }
  }
}

/** The watch that has waited longest comes first. */
async function listDueWatches(
  db: Database,
  now: number,
  { budget, usedToday }: LookupBudget,
): Promise<Row<Watch>[]> {
  const lookedUp: Row<Watch>[] = [];
  for await (const row of db.each(watchesCollection)) {
    if (isActive(row.value) && row.value.lookedUp) lookedUp.push(row);
  }
  const isDue = ({ value: { askedAt } }: Row<Watch>) =>
    askedAt === undefined || now - askedAt >= DAY_MS;
  const due = lookedUp.filter(isDue);
  const lookedUpToday = lookedUp.length - due.length;
  const remaining = Math.min(
    Math.floor(budget * BUDGET_SHARE / REQUESTS_PER_LOOKUP) - lookedUpToday,
    Math.floor((budget - usedToday) / REQUESTS_PER_LOOKUP),
  );
  return due.toSorted((a, b) => (a.value.askedAt ?? 0) - (b.value.askedAt ?? 0))
    .slice(0, Math.max(0, remaining));
}

async function recordLookup(db: Database, id: string, askedAt: number): Promise<void> {
  await db.edit(watchesCollection, id, (watch) => watch && { ...watch, askedAt });
}
