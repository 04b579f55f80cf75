/**
 * An empty home from its replica. It is written page by page with a note of how far it is: what was interrupted goes
 * on there, and no app opens what is only half a home. Only records that this home has signed come back.
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

/** The replica, as the relay gives it. */
export interface ReplicaSource {
  cursor(): Promise<ReplicaCursor>;
  page(after: string | null): Promise<ReplicaPage>;
}

export interface RestoreOptions extends SignatureCheckOptions {
  readonly store: Store;
  readonly source: ReplicaSource;
  /** Hears how many entries there are so far. */
  readonly told?: (entries: number) => void;
}

export interface RestoredReplica {
  /** How many came back. */
  readonly entries: number;
  /** Records that this home has not signed so, or whose key cannot be read. */
  readonly leftOut: { readonly count: number; readonly names: readonly string[] };
  /** Whether all are there as home sent them last; null where nobody has signed that. */
  readonly isComplete: boolean | null;
}

interface Note {
  readonly home: string;
  readonly number: number;
  readonly after: string | null;
  readonly entries: number;
  /** Of what is signed, so far. */
  readonly sum: string;
  readonly leftOut: RestoredReplica["leftOut"];
}

const NOTE: Key = ["uplink", "restoring"];
const NAMES_MAX = 50;

/** @throws Failure `relay.restore_unfinished`: half a home is none */
export async function requireFinishedRestore(store: Store): Promise<void> {
  if (await store.get(NOTE)) throw conflict("relay.restore_unfinished");
}

/**
 * What it throws leaves a home that the next call goes on with.
 * @throws Failure `relay.restore_unsigned` for a replica without this home's word, unless that is accepted
 */
export async function restoreFromReplica(options: RestoreOptions): Promise<RestoredReplica> {
  const { store, source, told } = options;
  const cursor = await source.cursor();
  if (cursor.home === null) throw conflict("relay.restore_no_replica");
  const { home, number } = cursor;
  const check = await createSignatureCheck(options, { ...cursor, home });
  const fresh = { home, number, after: null, entries: 0, sum: "0" };
  let note = await begin(store, { ...fresh, leftOut: { count: 0, names: [] } });
  for (;;) {
    note = await keep(store, note, await source.page(note.after), check);
    told?.(note.entries);
    if (note.after === null) break;
  }
  if ((await source.cursor()).number !== number) throw conflict("relay.restore_replica_changed");
  await store.atomic({ sets: [{ key: HOME_NAME, value: home }], deletes: [NOTE] });
  const { entries, leftOut, sum } = note;
  return { entries, leftOut, isComplete: check.isComplete(sum) };
}

/** Where to go on; what came from an older state of the copy goes. */
async function begin(store: Store, fresh: Note): Promise<Note> {
  const note = (await store.get(NOTE))?.value as Note | undefined;
  // A note of an earlier version knows no sum.
  const isEqualConstantTime = note?.home === fresh.home && note.number === fresh.number && note.sum;
  if (note && isEqualConstantTime) return note;
  if (!note && !await isEmptyStore(store)) throw conflict("relay.restore_not_empty");
  await write(store, fresh);
  if (note) await clear(store);
  return fresh;
}

async function keep(
  store: Store,
  note: Note,
  { entries, signatures, after }: ReplicaPage,
  check: SignatureCheck,
): Promise<Note> {
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
  const next: Note = {
    ...note,
    after: after ?? null,
    entries: note.entries + taken.length,
    sum: addToSum(note.sum, weight, 0n),
    leftOut: {
      count: note.leftOut.count + refused.length,
      names: [...note.leftOut.names, ...refused].slice(0, NAMES_MAX),
    },
  };
  await write(store, next);
  return next;
}

const write = (store: Store, note: Note) =>
  store.atomic({
    sets: [{
      key: NOTE,
      value: { ...note, leftOut: { count: note.leftOut.count, names: [...note.leftOut.names] } },
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
