/** Anonymous look-ups on the marketplace, off until the owner has accepted the terms. */
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import type { Timer } from "../base/timer.ts";
import { type Job, type Jobs, type JobState, SCHEDULE } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import { type ListingLink, type MarketSearch, searchKey } from "../marketplace/mod.ts";
import type { Database } from "../store/mod.ts";
import type { Browser } from "./browser.ts";
import { type CanaryAlert, type CanaryResult, createCanary } from "./canary.ts";
import { createJobHandlers, type ResultHandling } from "./job_handlers.ts";
import {
  itemKey,
  LOOKUP_JOBS,
  lookupCanary,
  lookupItem,
  LOOKUPS_SUBJECT,
  lookupSearch,
} from "./jobs.ts";
import { describeLookupState, type LookupState, VERSIONS } from "./lookup_state.ts";
import { createMarketplaceClient } from "./marketplace_client.ts";
import { accept, BUDGET_MAX, revoke, TERMS_VERSION } from "./policy.ts";
import { createRecentAnswers } from "./recent_answers.ts";
import { createRequestLimiter } from "./request_limiter.ts";

/** Either a job was started, or an answer younger than a day is already there. */
export type StartedLookup =
  | { readonly jobId: string }
  | { readonly fresh: { readonly at: number } };

export interface Lookups {
  state(): Promise<LookupState>;
  /** @throws Failure `lookups.terms_changed` when `termsVersion` (of the page that was read) is outdated */
  accept(termsVersion: string): Promise<void>;
  /** Withdraws the acceptance and cancels all look-ups. */
  revoke(): Promise<void>;
  /** Cancels running and waiting look-ups at once; none starts until `resume`. */
  stop(): Promise<void>;
  resume(): Promise<void>;
  /** @param requests a day. Throws Failure `lookups.budget_bad`. */
  setBudget(requests: number): Promise<void>;
  /**
   * Starts a job that fetches one page of results and gives them to `keep`. Throws Failure when no request may be
   * sent now: look-ups are off, stopped or paused, the budget is spent, or no browser is installed.
   */
  startSearch(search: MarketSearch, options?: LookupOptions): Promise<StartedLookup>;
  /** Starts a job that fetches one item's page, and calls `recordGone` if it is gone. Throws as `startSearch` does. */
  startItem(link: ListingLink, options?: LookupOptions): Promise<StartedLookup>;
  /** Throws as `startSearch` does. */
  startCanary(): Promise<{ readonly jobId: string }>;
  latestCanary(): Promise<CanaryResult | null>;
  /** Lists the jobs that run, wait for their turn or wait for the end of a pause. */
  listActive(): Promise<readonly Job[]>;
}

export interface LookupOptions {
  /** The id of the item that the look-up is for. */
  readonly subject?: string;
}

interface LookupNeeds extends ResultHandling {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly timer: Timer;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly browser: Browser;
  readonly log: Logger;
  readonly alert: (alert: CanaryAlert) => Promise<void>;
}

const ACTIVE_STATES: readonly JobState[] = ["waiting", "running", "failed"];
const JOBS_MAX = 10_000;

export function createLookups(needs: LookupNeeds): Lookups {
  const { db, clock, jobs, browser, parse, alert } = needs;
  const limiter = createRequestLimiter({ ...needs, versions: VERSIONS });
  const client = createMarketplaceClient({ browser, limiter, clock });
  const canary = createCanary({ db, clock, client, parse, alert });
  const recentAnswers = createRecentAnswers({ db, clock });
  const handlers = createJobHandlers({ ...needs, client, recentAnswers, canary, assertCanAsk });

  async function assertCanAsk(): Promise<void> {
    await limiter.assertAllowed();
    if (!browser.installed()) throw invalid("lookups.no_browser");
  }

  async function start(key: string, enqueue: () => Promise<string>): Promise<StartedLookup> {
    await assertCanAsk();
    const at = await recentAnswers.freshAt(key);
    return at === null ? { jobId: await enqueue() } : { fresh: { at } };
  }

  async function listActive(): Promise<Job[]> {
    const lists = await Promise.all(
      ACTIVE_STATES.map((state) => jobs.list({ state, limit: JOBS_MAX })),
    );
    return lists.flat().filter(({ kind }) => LOOKUP_JOBS.has(kind));
  }

  async function cancelActive(): Promise<void> {
    await Promise.all((await listActive()).map(({ id }) => jobs.cancel(id)));
  }

  jobs.handle(lookupSearch, ({ search }, context) => handlers.search(search, context));
  jobs.handle(lookupItem, ({ link }, context) => handlers.fetchItem(link, context));
  jobs.handle(lookupCanary, (_, context) => handlers.runCanary(context));
  jobs.every(lookupCanary, SCHEDULE.lookupCanary);

  return {
    latestCanary: canary.latest,
    listActive,
    async state() {
      const [policy, latest] = await Promise.all([limiter.policy(), canary.latest()]);
      return describeLookupState(policy, clock.now(), browser.installed(), latest);
    },
    async accept(termsVersion) {
      if (termsVersion !== TERMS_VERSION) throw invalid("lookups.terms_changed");
      await limiter.update((policy) => accept(policy, clock.now(), termsVersion));
    },
    async revoke() {
      await limiter.update(revoke);
      await cancelActive();
    },
    async stop() {
      await limiter.update((policy) => ({ ...policy, killed: true }));
      await cancelActive();
    },
    async resume() {
      await limiter.update((policy) => ({ ...policy, killed: false }));
    },
    async setBudget(requests) {
      const fits = Number.isInteger(requests) && requests >= 1 && requests <= BUDGET_MAX;
      if (!fits) throw invalid("lookups.budget_bad", { max: BUDGET_MAX });
      await limiter.update((policy) => ({ ...policy, budget: requests }));
    },
    startSearch(search, { subject } = {}) {
      return start(
        searchKey(search),
        () => jobs.enqueueNow(lookupSearch, { search }, { subject }),
      );
    },
    startItem(link, { subject } = {}) {
      return start(itemKey(link), () => jobs.enqueueNow(lookupItem, { link }, { subject }));
    },
    async startCanary() {
      await assertCanAsk();
      const subject = LOOKUPS_SUBJECT;
      return { jobId: await jobs.enqueueNow(lookupCanary, null, { subject }) };
    },
  };
}
