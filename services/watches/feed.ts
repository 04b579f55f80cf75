/** Takes what has just been seen to every watch that it concerns. */
import type { Clock } from "../base/clock.ts";
import type { Jobs } from "../jobs/mod.ts";
import type { Seen, Source } from "../market/mod.ts";
import { searchKey } from "../marketplace/mod.ts";
import { type Change, type Database, type Row, writeInChunks } from "../store/mod.ts";
import { hitsCollection, watchesCollection } from "./collections.ts";
import { eventOf } from "./events.ts";
import { digestJob, nextDigest } from "./digest.ts";
import { type Found, type Hit, hitId, hitOf, HITS_MAX } from "./hit.ts";
import { matcherOf } from "./matches.ts";
import { searchOf } from "./search_of.ts";
import { tellJob, tidings } from "./tell.ts";
import { isActive, type Watch } from "./watch.ts";

export interface FeedNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
}

export async function feedWatches(
  needs: FeedNeeds,
  seen: readonly Seen[],
  source: Source = {},
): Promise<void> {
  const mark = source.search && searchKey(source.search);
  for await (const row of needs.db.each(watchesCollection)) {
    if (!isActive(row.value)) continue;
    await feedOne(needs, row, seen, searchKey(searchOf(row.value)) === mark);
  }
}

async function feedOne(
  needs: FeedNeeds,
  row: Row<Watch>,
  seen: readonly Seen[],
  answering: boolean,
): Promise<void> {
  const isWanted = matcherOf(row.value);
  const wanted = seen.filter(({ observation }) => isWanted(observation, answering));
  if (wanted.length === 0 && !answering) return;
  const found = await foundIn(needs, row.value, wanted);
  await write(needs, row, found);
  await forgetOldest(needs.db, row.id);
}

interface Kept extends Found {
  readonly hit: Row<Hit> | null;
}

async function foundIn({ db }: FeedNeeds, watch: Watch, wanted: readonly Seen[]): Promise<Kept[]> {
  const muted = new Set(watch.muted);
  const heard = wanted.filter(({ key }) => !muted.has(key));
  const hits = await hitsAmong(db, watch.id, heard.map(({ key }) => key));
  return heard.flatMap((seen) => {
    const hit = hits.get(seen.key) ?? null;
    const found = watch.silent ? known(seen, hit) : eventOf(watch, seen, hit?.value ?? null);
    return found ? [{ ...found, hit }] : [];
  });
}

/** What was found before stays as the seller left it. */
const known = ({ key, observation }: Seen, hit: Row<Hit> | null): Found | null =>
  hit ? null : { key, observation, event: "known" };

/** Of a long list it is quicker to read what is kept than to ask for each. */
async function hitsAmong(
  db: Database,
  watchId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row<Hit>>> {
  const rows = keys.length > HITS_MAX
    ? await Array.fromAsync(db.each(hitsCollection, { index: "watch", prefix: [watchId] }))
    : await db.getMany(hitsCollection, keys.map((key) => hitId({ watchId, key })));
  return new Map(rows.flatMap((row) => row ? [[row.value.key, row]] : []));
}

/** The alert goes with the first commit: whatever happens then, what was found is told once. */
async function write({ db, clock, jobs }: FeedNeeds, row: Row<Watch>, found: readonly Kept[]) {
  const now = clock.now();
  const { silent, ...watch } = row.value;
  const hits = found.map((one) => ({ before: one.hit, next: hitOf(row.id, one, now) }));
  const begin = (change: Change) => {
    change.update(watchesCollection, row, { ...watch, fedAt: now });
    if (silent || hits.length === 0) return;
    if (watch.delivery === "digest") {
      jobs.enqueue(change, digestJob, { watchId: row.id }, { runAt: nextDigest(now) });
    } else jobs.enqueue(change, tellJob, tidings(row.id, hits.map(({ next }) => next)));
  };
  const keep = ({ before, next }: (typeof hits)[number]) => (change: Change) => {
    if (before) change.update(hitsCollection, before, next);
    else change.insert(hitsCollection, next);
  };
  const kept = hits.slice(0, HITS_MAX).map(keep);
  await writeInChunks(db, [begin, ...kept], (change, add) => add(change));
}

async function forgetOldest(db: Database, watchId: string): Promise<void> {
  const old: Row<Hit>[] = [];
  let count = 0;
  const newestFirst = { index: "watch", prefix: [watchId], reverse: true };
  for await (const row of db.each(hitsCollection, newestFirst)) {
    count += 1;
    if (count > HITS_MAX) old.push(row);
  }
  await writeInChunks(db, old, (change, hit) => change.remove(hitsCollection, hit));
}
