/**
 * Restores an empty home from its replica, page by page with its progress stored: an interrupted restore
 * continues there, and no app opens a half restored home. Only records that this home has signed are restored.
 */
import type { ReplicaCursor, ReplicaPage } from "../../relay/protocol/replica.ts";
import { conflict } from "../base/errors.ts";
import {
  ATOMIC_MUTATIONS_MAX,
  bringBack,
  isEmptyStore,
  type Key,
  type Store,
} from "../store/mod.ts";
import { HOME_NAME } from "./replica_ledger.ts";
import { addToSum } from "./replica_signer.ts";
import {
  createSignatureCheck,
  type SignatureCheck,
  type SignatureCheckOptions,
} from "./restore_check.ts";

/** The relay's calls for reading a replica. */
export interface ReplicaSource {
  cursor(): Promise<ReplicaCursor>;
  page(after: string | null): Promise<ReplicaPage>;
}

export interface RestoreOptions extends SignatureCheckOptions {
  readonly store: Store;
  readonly source: ReplicaSource;
  /** Called with the number of entries so far. */
  readonly onProgress?: (entries: number) => void;
}

export interface RestoredReplica {
  /** Number of restored entries. */
  readonly entries: number;
  /** Records that this home did not sign, or whose key cannot be read. */
  readonly leftOut: { readonly count: number; readonly names: readonly string[] };
  /** Whether the restored records are complete and current; null where the replica is unsigned. */
  readonly isComplete: boolean | null;
}

interface RestoreProgress {
  readonly home: string;
  readonly number: number;
  readonly after: string | null;
  readonly entries: number;
  /** Checksum of the signed entries so far. */
  readonly sum: string;
  readonly leftOut: RestoredReplica["leftOut"];
}

const PROGRESS_KEY: Key = ["uplink", "restoring"];
const NAMES_MAX = 50;

/** @throws Failure `relay.restore_unfinished` */
export async function requireFinishedRestore(store: Store): Promise<void> {
  if (await store.get(PROGRESS_KEY)) throw conflict("relay.restore_unfinished");
}

/**
 * After a failure the next call continues.
 * @throws Failure `relay.restore_unsigned` for an unsigned replica, unless that is accepted
 */
export async function restoreFromReplica(options: RestoreOptions): Promise<RestoredReplica> {
  const { store, source, onProgress } = options;
  const cursor = await source.cursor();
  if (cursor.home === null) throw conflict("relay.restore_no_replica");
  const { home, number } = cursor;
  const check = await createSignatureCheck(options, { ...cursor, home });
  const fresh = { home, number, after: null, entries: 0, sum: "0" };
  let progress = await begin(store, { ...fresh, leftOut: { count: 0, names: [] } });
  for (;;) {
    progress = await restorePage(store, progress, await source.page(progress.after), check);
    onProgress?.(progress.entries);
    if (progress.after === null) break;
  }
  if ((await source.cursor()).number !== number) throw conflict("relay.restore_replica_changed");
  await store.atomic({ sets: [{ key: HOME_NAME, value: home }], deletes: [PROGRESS_KEY] });
  const { entries, leftOut, sum } = progress;
  return { entries, leftOut, isComplete: check.isComplete(sum) };
}

/** @returns the stored progress, after deleting what came from an older state of the replica */
async function begin(store: Store, fresh: RestoreProgress): Promise<RestoreProgress> {
  const progress = (await store.get(PROGRESS_KEY))?.value as RestoreProgress | undefined;
  // Progress stored by an earlier version has no checksum.
  const isEqualConstantTime = progress?.home === fresh.home && progress.number === fresh.number &&
    progress.sum;
  if (progress && isEqualConstantTime) return progress;
  if (!progress && !await isEmptyStore(store)) throw conflict("relay.restore_not_empty");
  await write(store, fresh);
  if (progress) await clear(store);
  return fresh;
}

async function restorePage(
  store: Store,
  progress: RestoreProgress,
  { entries, signatures, after }: ReplicaPage,
  check: SignatureCheck,
): Promise<RestoreProgress> {
  const taken: ReplicaPage["entries"] = [];
  const refused: string[] = [];
  let weight = 0n;
  for (const [at, entry] of entries.entries()) {
    const verdict = await check.judge(entry, signatures[at] ?? [null, null]);
    if ("refused" in verdict) refused.push(verdict.refused);
    if (!("weight" in verdict)) continue;
    weight += verdict.weight;
    taken.push(entry);
  }
  await bringBack(store, ReadableStream.from(taken));
  const next: RestoreProgress = {
    ...progress,
    after: after ?? null,
    entries: progress.entries + taken.length,
    sum: addToSum(progress.sum, weight, 0n),
    leftOut: {
      count: progress.leftOut.count + refused.length,
      names: [...progress.leftOut.names, ...refused].slice(0, NAMES_MAX),
    },
  };
  await write(store, next);
  return next;
}

const write = (store: Store, progress: RestoreProgress) =>
  store.atomic({
    sets: [{
      key: PROGRESS_KEY,
      value: {
        ...progress,
        leftOut: { count: progress.leftOut.count, names: [...progress.leftOut.names] },
      },
    }],
  });

async function clear(store: Store): Promise<void> {
  for (const kind of ["record", "part"]) {
    for (;;) {
      const { entries } = await store.list({ prefix: [kind] }, { limit: ATOMIC_MUTATIONS_MAX / 2 });
      if (entries.length === 0) break;
      await store.atomic({ deletes: entries.map(({ key }) => key) });
    }
  }
}
