/** The room's door: anonymous look-ups on the marketplace, off until the owner has accepted what they mean. */
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import type { Timer } from "../base/timer.ts";
import { type Job, type Jobs, type JobState, SCHEDULE } from "../jobs/mod.ts";
import type { Logger } from "../base/log.ts";
import { type ListingLink, type MarketSearch, searchMark } from "../marketplace/mod.ts";
import type { Database } from "../store/mod.ts";
import { createAnswered } from "./answered.ts";
import { createAsking } from "./asking.ts";
import type { Browser } from "./browser.ts";
import { type Alarm, type Canary, createCanary } from "./canary.ts";
import { createErrands, type Keeping } from "./errands.ts";
import { itemMark, LOOKUP_JOBS, lookupCanary, lookupItem, LOOKUPS, lookupSearch } from "./jobs.ts";
import { describe, type LookupState, VERSIONS } from "./lookup_state.ts";
import { createPermits } from "./permits.ts";
import { accept, BUDGET_MAX, revoke } from "./policy.ts";
import { TERMS_VERSION } from "./terms.ts";

/** What becomes of a question: a job, or nothing, because the answer is not a day old. */
export type Started = { readonly jobId: string } | { readonly fresh: { readonly at: number } };

export interface Lookups {
  state(): Promise<LookupState>;
  /** @param termsVersion of the page that was read. Throws Failure `lookups.terms_changed` when it is not the present one. */
  accept(termsVersion: string): Promise<void>;
  /** Back to never asked, and what was to be asked is called off. */
  revoke(): Promise<void>;
  /** Ends what runs and what waits, at once; nothing is asked until `resume`. */
  kill(): Promise<void>;
  resume(): Promise<void>;
  /** Requests a day. Throws Failure `lookups.budget_bad`. */
  setBudget(requests: number): Promise<void>;
  /**
   * The results, up to one page of them, go to `take`. Throws Failure when nothing may be asked now: off, stopped,
   * paused, budget spent, no browser.
   */
  ask(search: MarketSearch, options?: AskOptions): Promise<Started>;
  /** One item's own page; that it is gone goes to `gone`. Throws as `ask` does. */
  askItem(link: ListingLink, options?: AskOptions): Promise<Started>;
  /** Throws as `ask` does. */
  runCanary(): Promise<{ readonly jobId: string }>;
  latestCanary(): Promise<Canary | null>;
  /** What runs, and what waits for its turn or for the end of a pause. */
  underWay(): Promise<readonly Job[]>;
}

export interface AskOptions {
  /** The item for which it is asked. */
  readonly subject?: string;
}

export interface LookupNeeds extends Keeping {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly timer: Timer;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly browser: Browser;
  readonly log: Logger;
  readonly alert: (alarm: Alarm) => Promise<void>;
}

const ACTIVE: readonly JobState[] = ["waiting", "running", "failed"];
const JOBS_MAX = 10_000;

export function createLookups(needs: LookupNeeds): Lookups {
  const { db, clock, jobs, browser, read, alert } = needs;
  const permits = createPermits({ ...needs, versions: VERSIONS });
  const asking = createAsking({ browser, permits, clock });
  const canary = createCanary({ db, clock, asking, read, alert });
  const answered = createAnswered({ db, clock });
  const errands = createErrands({ ...needs, asking, answered, canary, mayAsk });

  async function mayAsk(): Promise<void> {
    await permits.check();
    if (!browser.installed()) throw invalid("lookups.no_browser");
  }

  async function begin(mark: string, enqueue: () => Promise<string>): Promise<Started> {
    await mayAsk();
    const at = await answered.fresh(mark);
    return at === null ? { jobId: await enqueue() } : { fresh: { at } };
  }

  async function underWay(): Promise<Job[]> {
    const lists = await Promise.all(
      ACTIVE.map((state) => jobs.list({ state, limit: JOBS_MAX })),
    );
    return lists.flat().filter(({ kind }) => LOOKUP_JOBS.has(kind));
  }

  async function callOff(): Promise<void> {
    await Promise.all((await underWay()).map(({ id }) => jobs.cancel(id)));
  }

  jobs.handle(lookupSearch, ({ search }, context) => errands.search(search, context));
  jobs.handle(lookupItem, ({ link }, context) => errands.item(link, context));
  jobs.handle(lookupCanary, (_, context) => errands.canary(context));
  jobs.every(lookupCanary, SCHEDULE.lookupCanary);

  return {
    latestCanary: canary.latest,
    underWay,
    async state() {
      const [policy, latest] = await Promise.all([permits.policy(), canary.latest()]);
      return describe(policy, clock.now(), browser.installed(), latest);
    },
    async accept(termsVersion) {
      if (termsVersion !== TERMS_VERSION) throw invalid("lookups.terms_changed");
      await permits.alter((policy) => accept(policy, clock.now(), termsVersion));
    },
    async revoke() {
      await permits.alter(revoke);
      await callOff();
    },
    async kill() {
      await permits.alter((policy) => ({ ...policy, killed: true }));
      await callOff();
    },
    async resume() {
      await permits.alter((policy) => ({ ...policy, killed: false }));
    },
    async setBudget(requests) {
      const fits = Number.isInteger(requests) && requests >= 1 && requests <= BUDGET_MAX;
      if (!fits) throw invalid("lookups.budget_bad", { max: BUDGET_MAX });
      await permits.alter((policy) => ({ ...policy, budget: requests }));
    },
    ask(search, { subject } = {}) {
      return begin(
        searchMark(search),
        () => jobs.enqueueNow(lookupSearch, { search }, { subject }),
      );
    },
    askItem(link, { subject } = {}) {
      return begin(itemMark(link), () => jobs.enqueueNow(lookupItem, { link }, { subject }));
    },
    async runCanary() {
      await mayAsk();
      return { jobId: await jobs.enqueueNow(lookupCanary, null, { subject: LOOKUPS }) };
    },
  };
}
