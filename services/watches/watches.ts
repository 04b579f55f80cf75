/** The service of watches. */
import type { Alert } from "../alerts/mod.ts";
import type { Clock, NewId } from "../base/clock.ts";
import type { Money } from "../base/money.ts";
import { type Jobs, SCHEDULE } from "../jobs/mod.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Seen, Source } from "../market/mod.ts";
import type { MarketSearch } from "../marketplace/mod.ts";
import type { Database } from "../store/mod.ts";
import {
  createWatch,
  editWatch,
  getWatch,
  listWatches,
  pauseWatch,
  removeWatch,
  restoreWatch,
  resumeWatch,
} from "./edit.ts";
import { feedWatches } from "./feed.ts";
import { digestJob, hitAlertJob, sendDigest, sendHitAlert } from "./hit_alerts.ts";
import {
  countUnseen,
  type Hit,
  listHits,
  markAllSeen,
  muteListing,
  unmuteListing,
} from "./hits.ts";
import { purgeDeletedWatches, purgeJob } from "./purge.ts";
import { type LookupBudget, refreshJob, refreshWatches } from "./refresh.ts";
import { type KnownListing, runTrial, type Trial } from "./trial.ts";
import { createMutex } from "../base/mutex.ts";
import type { Criteria, NewWatch, Watch } from "./watch.ts";

export interface Watches {
  /** The newest first, without the deleted ones. */
  list(): Promise<readonly { readonly watch: Watch; readonly unseen: number }[]>;
  /** @throws Failure `watches.not_found` */
  get(id: string): Promise<Watch>;
  /**
   * @throws Failure `watches.too_many`, or for an unusable watch `watches.bad_field`,
   * `watches.speaks_of_nothing`, `watches.asks_nothing`, `watches.limit_wrong`
   */
  create(watch: NewWatch): Promise<Watch>;
  /** A change of criteria starts the watch anew, without alerts for listings that are there. */
  edit(id: string, watch: NewWatch): Promise<Watch>;
  pause(id: string): Promise<Watch>;
  resume(id: string): Promise<Watch>;
  /** Can be undone for RESTORABLE_MS. */
  remove(id: string): Promise<Watch>;
  restore(id: string): Promise<void>;
  /** Lists at most HITS_MAX hits, newest first. */
  hits(id: string): Promise<Hit[]>;
  markAllSeen(id: string): Promise<void>;
  /** Excludes one listing from all further alerts of the watch. @param key of the market listing */
  mute(id: string, key: string): Promise<Watch>;
  unmute(id: string, key: string): Promise<Watch>;
  /** Whether look-ups are on. */
  isLookingUp(): Promise<boolean>;
  /** Counts the captured listings that would match. */
  runTrial(criteria: Criteria): Promise<Trial>;
  /** Compares new captures with every active watch; the hits are durable when it returns. */
  feed(seen: readonly Seen[], source?: Source): Promise<void>;
}

interface WatchesNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly log?: Logger;
  /** All captured market listings. */
  readonly knownListings: () => AsyncIterable<KnownListing>;
  readonly alert: (alert: Alert) => Promise<void>;
  /** Formats an amount in the owner's language. */
  readonly formatMoney: (amount: Money) => Promise<string>;
  readonly lookupBudget: () => Promise<LookupBudget>;
  readonly startLookup: (
    search: MarketSearch,
  ) => Promise<{ jobId: string } | { fresh: { at: number } }>;
}

export function createWatches(needs: WatchesNeeds): Watches {
  const { db, clock, jobs, log = silentLogger, knownListings } = needs;
  const inTurn = createMutex();

  /** A watch that was never looked up does not wait for the next round. */
  async function saveAndLookUp(save: () => Promise<Watch>): Promise<Watch> {
    const watch = await inTurn(save);
    if (watch.lookedUp && watch.askedAt === undefined) await jobs.enqueueNow(refreshJob, null);
    return watch;
  }

  jobs.handle(hitAlertJob, (hitAlert) => sendHitAlert(needs, hitAlert));
  jobs.handle(digestJob, ({ watchId }) => inTurn(() => sendDigest(needs, watchId)));
  jobs.handle(
    refreshJob,
    (_, { signal }) => refreshWatches({ ...needs, log, inTurn }, signal),
  );
  jobs.every(refreshJob, SCHEDULE.refreshWatches);
  jobs.handle(purgeJob, () => inTurn(() => purgeDeletedWatches(db, clock)));
  jobs.every(purgeJob, SCHEDULE.sweepWatches);

  return {
    async list() {
      const all = await listWatches(needs);
      return await Promise.all(
        all.map(async (watch) => ({ watch, unseen: await countUnseen(needs, watch.id) })),
      );
    },
    get: (id) => getWatch(needs, id),
    create: (watch) => saveAndLookUp(() => createWatch(needs, watch)),
    edit: (id, watch) => saveAndLookUp(() => editWatch(needs, id, watch)),
    pause: (id) => inTurn(() => pauseWatch(needs, id)),
    resume: (id) => saveAndLookUp(() => resumeWatch(needs, id)),
    remove: (id) => inTurn(() => removeWatch(needs, id)),
    restore: (id) => inTurn(() => restoreWatch(needs, id)),
    hits: (id) => listHits(needs, id),
    markAllSeen: (id) => inTurn(() => markAllSeen(needs, id)),
    mute: (id, key) => inTurn(() => muteListing(needs, id, key)),
    unmute: (id, key) => inTurn(() => unmuteListing(needs, id, key)),
    isLookingUp: async () => (await needs.lookupBudget()).on,
    runTrial: (criteria) => runTrial(criteria, knownListings()),
    feed: (seen, source) => inTurn(() => feedWatches(needs, seen, source)),
  };
}
