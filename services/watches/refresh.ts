/** Asks the site for the watches whose answer is a day old: slowly, and never with the seller's last question. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { isFailure } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import type { MarketSearch } from "../marketplace/mod.ts";
import type { Database, Row } from "../store/mod.ts";
import { watchesCollection } from "./collections.ts";
import { searchOf } from "./search_of.ts";
import type { Mutex } from "../base/mutex.ts";
import { isActive, type Watch } from "./watch.ts";

const LEASE_MS = 60_000;
const ATTEMPTS = 2;
/** The rest of the day's requests is for what the seller asks by hand. */
const BUDGET_SHARE = 0.5;
/** The front page for a session, then the answer. */
const REQUESTS_A_QUESTION = 2;

export const refreshJob = defineJob({
  name: "watch_refresh",
  title: "watches.job_refresh",
  payload: z.null(),
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: () => "watch_refresh",
});

/** How things stand with look-ups. */
export interface LookupRoom {
  /** Accepted by the owner, and neither stopped nor pausing. */
  readonly on: boolean;
  /** Requests a day, and those that were sent today. */
  readonly budget: number;
  readonly usedToday: number;
}

export interface RefreshNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly inTurn: Mutex;
  readonly lookupRoom: () => Promise<LookupRoom>;
  /** Answers when the question stands in line, or when it was answered within the day. */
  readonly askLookup: (
    search: MarketSearch,
  ) => Promise<{ jobId: string } | { fresh: { at: number } }>;
}

export async function refreshWatches(needs: RefreshNeeds, signal: AbortSignal): Promise<void> {
  const { db, clock, log, inTurn, lookupRoom, askLookup } = needs;
  const room = await lookupRoom();
  if (!room.on) return;
  for (const { id, value } of await dueWatches(db, clock.now(), room)) {
    signal.throwIfAborted();
    try {
      const answer = await askLookup(searchOf(value));
      const askedAt = "fresh" in answer ? answer.fresh.at : clock.now();
      await inTurn(() => markAsked(db, id, askedAt));
    } catch (error) {
      if (!isFailure(error)) throw error;
      // The look-ups say so themselves where it concerns them all; the next round tries again.
      log.info("watch_not_asked", { id, key: error.key });
      return;
    }
  }
}

/** Who has waited longest comes first. */
async function dueWatches(
  db: Database,
  now: number,
  { budget, usedToday }: LookupRoom,
): Promise<Row<Watch>[]> {
  const asking: Row<Watch>[] = [];
  for await (const row of db.each(watchesCollection)) {
    if (isActive(row.value) && row.value.lookedUp) asking.push(row);
  }
  const isDue = ({ value: { askedAt } }: Row<Watch>) =>
    askedAt === undefined || now - askedAt >= DAY_MS;
  const due = asking.filter(isDue);
  const askedToday = asking.length - due.length;
  const free = Math.min(
    Math.floor(budget * BUDGET_SHARE / REQUESTS_A_QUESTION) - askedToday,
    Math.floor((budget - usedToday) / REQUESTS_A_QUESTION),
  );
  return due.toSorted((a, b) => (a.value.askedAt ?? 0) - (b.value.askedAt ?? 0))
    .slice(0, Math.max(0, free));
}

async function markAsked(db: Database, id: string, askedAt: number): Promise<void> {
  const row = await db.get(watchesCollection, id);
  if (!row) return;
  const change = db.change();
  change.update(watchesCollection, row, { ...row.value, askedAt });
  await change.commit();
}
