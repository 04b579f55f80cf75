/** Compares newly captured market listings with every active watch, stores the hits and enqueues the alerts. */
import type { Clock } from "../base/clock.ts";
import type { Jobs } from "../jobs/mod.ts";
import type { Money } from "../base/money.ts";
import type { Seen, Source } from "../market/mod.ts";
import { searchKey } from "../marketplace/mod.ts";
import { type Change, type Database, type Row, writeInChunks } from "../store/mod.ts";
import { composeHitAlert, digestJob, hitAlertJob, nextDigest } from "./hit_alerts.ts";
import { createHit, type Hit, hitId, HITS_MAX, hitsCollection, type Match } from "./hits.ts";
import { createMatcher } from "./matcher.ts";
import { isActive, type NewWatch, type Watch, watchesCollection } from "./watch.ts";
import { buildWatchSearch } from "./watch_search.ts";

interface FeedNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
}

export async function feedWatches(
  needs: FeedNeeds,
  seen: readonly Seen[],
  source: Source = {},
): Promise<void> {
  const answeredKey = source.search && searchKey(source.search);
  for await (const row of needs.db.each(watchesCollection)) {
    if (!isActive(row.value)) continue;
    await feedWatch(needs, row, seen, searchKey(buildWatchSearch(row.value)) === answeredKey);
  }
}

async function feedWatch(
  needs: FeedNeeds,
  row: Row<Watch>,
  seen: readonly Seen[],
  /** The listings are the results of a look-up for this very watch. */
  isAnswer: boolean,
): Promise<void> {
  const isWanted = createMatcher(row.value);
  const wanted = seen.filter(({ observation }) => isWanted(observation, isAnswer));
  if (wanted.length === 0 && !isAnswer) return;
  const found = await findMatches(needs, row.value, wanted);
  await saveMatches(needs, row, found);
  await deleteOldestHits(needs.db, row.id);
}

interface StoredMatch extends Match {
  readonly hit: Row<Hit> | null;
}

async function findMatches(
  { db }: FeedNeeds,
  watch: Watch,
  wanted: readonly Seen[],
): Promise<StoredMatch[]> {
  const muted = new Set(watch.muted);
  const audible = wanted.filter(({ key }) => !muted.has(key));
  const hits = await getHits(db, watch.id, audible.map(({ key }) => key));
  return audible.flatMap((seen) => {
    const hit = hits.get(seen.key) ?? null;
    const found = watch.silent
      ? knownMatch(seen, hit)
      : detectEvent(watch, seen, hit?.value ?? null);
    return found ? [{ ...found, hit }] : [];
  });
}

/** @returns null where a hit is stored already, which stays as it is */
const knownMatch = ({ key, observation }: Seen, hit: Row<Hit> | null): Match | null =>
  hit ? null : { key, observation, event: "known" };

type Rules = Pick<NewWatch, "news" | "dropPercent">;

/** @param hit the hit that the watch has stored for the same listing */
function detectEvent(rules: Rules, seen: Seen, hit: Hit | null): Match | null {
  const { key, observation, first } = seen;
  if (first && !hit) return rules.news ? { observation, key, event: "new" } : null;
  // The hit's price is that of the last alert: small drops add up, and raising the price first does not count.
  const before = hit?.price ?? seen.before;
  if (!before || !fellEnough(rules, before, observation.price)) return null;
  return { observation, key, event: "drop", before };
}

function fellEnough({ dropPercent }: Rules, before: Money, now: Money): boolean {
  if (dropPercent === undefined || before.currency !== now.currency) return false;
  return (before.cents - now.cents) * 100 >= dropPercent * before.cents;
}

/** For many keys, reading all hits of the watch is faster than reading each one. */
async function getHits(
  db: Database,
  watchId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row<Hit>>> {
  const rows = keys.length > HITS_MAX
    ? await Array.fromAsync(db.each(hitsCollection, { index: "watch", prefix: [watchId] }))
    : await db.getMany(hitsCollection, keys.map((key) => hitId({ watchId, key })));
  return new Map(rows.flatMap((row) => row ? [[row.value.key, row]] : []));
}

/** Enqueues the alert in the first transaction, so that a crash after it neither loses nor repeats the alert. */
async function saveMatches(
  { db, clock, jobs }: FeedNeeds,
  row: Row<Watch>,
  found: readonly StoredMatch[],
) {
  const now = clock.now();
  const { silent, ...watch } = row.value;
  const hits = found.map((one) => ({ before: one.hit, next: createHit(row.id, one, now) }));
  const begin = (change: Change) => {
    change.update(watchesCollection, row, { ...watch, fedAt: now });
    if (silent || hits.length === 0) return;
    if (watch.delivery === "digest") {
      jobs.enqueue(change, digestJob, { watchId: row.id }, { runAt: nextDigest(now) });
    } else jobs.enqueue(change, hitAlertJob, composeHitAlert(row.id, hits.map(({ next }) => next)));
  };
  const keep = ({ before, next }: (typeof hits)[number]) => (change: Change) => {
    change.put(hitsCollection, before, next);
  };
  const kept = hits.slice(0, HITS_MAX).map(keep);
  await writeInChunks(db, [begin, ...kept], (change, add) => add(change));
}

async function deleteOldestHits(db: Database, watchId: string): Promise<void> {
  const old: Row<Hit>[] = [];
  let count = 0;
  const newestFirst = { index: "watch", prefix: [watchId], reverse: true };
  for await (const row of db.each(hitsCollection, newestFirst)) {
    count += 1;
    if (count > HITS_MAX) old.push(row);
  }
  await writeInChunks(db, old, (change, hit) => change.remove(hitsCollection, hit));
}
