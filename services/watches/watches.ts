/** The room's door: saved searches that look at whatever comes into the house and speak up. */
import type { Alert } from "../alerts/mod.ts";
import type { Clock, NewId } from "../base/clock.ts";
import type { Money } from "../base/money.ts";
import { type Jobs, SCHEDULE } from "../jobs/mod.ts";
import { type Logger, silentLogger } from "../base/log.ts";
import type { Seen, Source } from "../market/mod.ts";
import type { MarketSearch } from "../marketplace/mod.ts";
import type { Database } from "../store/mod.ts";
import {
  allWatches,
  createWatch,
  editWatch,
  pauseWatch,
  removeWatch,
  restoreWatch,
  resumeWatch,
  watchRow,
} from "./edit.ts";
import { digestJob, tellDigest } from "./digest.ts";
import { feedWatches } from "./feed.ts";
import type { Hit } from "./hit.ts";
import { hitsOf, markAllSeen, muteListing, unmuteListing, unseenCount } from "./hits.ts";
import { type LookupRoom, refreshJob, refreshWatches } from "./refresh.ts";
import { sweepJob, sweepWatches } from "./sweep.ts";
import { tell, tellJob } from "./tell.ts";
import { type AtHand, type Trial, tryOut } from "./trial.ts";
import { createMutex } from "../base/mutex.ts";
import type { Criteria, NewWatch, Watch } from "./watch.ts";

export interface Watches {
  /** The newest first, without the deleted ones. */
  list(): Promise<readonly { readonly watch: Watch; readonly unseen: number }[]>;
  /** @throws Failure `watches.not_found` */
  get(id: string): Promise<Watch>;
  /**
   * @throws Failure `watches.too_many`, or for one that could not be used `watches.bad_field`,
   * `watches.speaks_of_nothing`, `watches.asks_nothing`, `watches.limit_wrong`
   */
  create(watch: NewWatch): Promise<Watch>;
  /** One that then looks for something else begins anew, in silence. */
  edit(id: string, watch: NewWatch): Promise<Watch>;
  pause(id: string): Promise<Watch>;
  resume(id: string): Promise<Watch>;
  /** For good after RESTORABLE_MS. */
  remove(id: string): Promise<Watch>;
  restore(id: string): Promise<void>;
  /** The newest first, at most HITS_MAX. */
  hits(id: string): Promise<Hit[]>;
  markAllSeen(id: string): Promise<void>;
  /** @param key of the listing that this watch never speaks of again */
  mute(id: string, key: string): Promise<Watch>;
  unmute(id: string, key: string): Promise<Watch>;
  /** Whether the site is asked for those that want it. */
  isAsking(): Promise<boolean>;
  /** How many of the listings at hand it would have found. */
  tryOut(criteria: Criteria): Promise<Trial>;
  /** Takes what has just been seen to every active watch; durable when it returns. */
  feed(seen: readonly Seen[], source?: Source): Promise<void>;
}

export interface WatchesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly jobs: Jobs;
  readonly log?: Logger;
  /** All listings that the house knows. */
  readonly atHand: () => AsyncIterable<AtHand>;
  readonly alert: (alert: Alert) => Promise<void>;
  readonly sayMoney: (amount: Money) => Promise<string>;
  readonly lookupRoom: () => Promise<LookupRoom>;
  readonly askLookup: (
    search: MarketSearch,
  ) => Promise<{ jobId: string } | { fresh: { at: number } }>;
}

export function createWatches(deps: WatchesDeps): Watches {
  const { db, clock, jobs, log = silentLogger, atHand } = deps;
  const inTurn = createMutex();

  /** What has never been asked need not wait for the next round. */
  async function andAsk(story: () => Promise<Watch>): Promise<Watch> {
    const watch = await inTurn(story);
    if (watch.lookedUp && watch.askedAt === undefined) await jobs.enqueueNow(refreshJob, null);
    return watch;
  }

  jobs.handle(tellJob, (told) => tell(deps, told));
  jobs.handle(digestJob, ({ watchId }) => inTurn(() => tellDigest(deps, watchId)));
  jobs.handle(
    refreshJob,
    (_, { signal }) => refreshWatches({ ...deps, log, inTurn }, signal),
  );
  jobs.every(refreshJob, SCHEDULE.refreshWatches);
  jobs.handle(sweepJob, () => inTurn(() => sweepWatches(db, clock)));
  jobs.every(sweepJob, SCHEDULE.sweepWatches);

  return {
    async list() {
      const all = await allWatches(deps);
      return await Promise.all(
        all.map(async (watch) => ({ watch, unseen: await unseenCount(deps, watch.id) })),
      );
    },
    get: async (id) => (await watchRow(deps, id)).value,
    create: (watch) => andAsk(() => createWatch(deps, watch)),
    edit: (id, watch) => andAsk(() => editWatch(deps, id, watch)),
    pause: (id) => inTurn(() => pauseWatch(deps, id)),
    resume: (id) => andAsk(() => resumeWatch(deps, id)),
    remove: (id) => inTurn(() => removeWatch(deps, id)),
    restore: (id) => inTurn(() => restoreWatch(deps, id)),
    hits: (id) => hitsOf(deps, id),
    markAllSeen: (id) => inTurn(() => markAllSeen(deps, id)),
    mute: (id, key) => inTurn(() => muteListing(deps, id, key)),
    unmute: (id, key) => inTurn(() => unmuteListing(deps, id, key)),
    isAsking: async () => (await deps.lookupRoom()).on,
    tryOut: (criteria) => tryOut(criteria, atHand()),
    feed: (seen, source) => inTurn(() => feedWatches(deps, seen, source)),
  };
}
