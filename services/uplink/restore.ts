/**
 * An empty home from its second copy. It is written page by page with a note of how far it is: what was
 * interrupted goes on there, and no app opens what is only half a home.
 */
import type { Cursor, ReplicaPage } from "../../relay/protocol_replica.ts";
import { conflict, invalid } from "../errors.ts";
import {
  ATOMIC_MUTATIONS_MAX,
  bringBack,
  isEmptyStore,
  type Key,
  opensWith,
  type Sealer,
  type Store,
} from "../store/mod.ts";
import { HOME_NAME } from "./home_name.ts";

/** The copy, as the relay gives it. */
export interface CopySource {
  cursor(): Promise<Cursor>;
  page(after: string | null): Promise<ReplicaPage>;
}

export interface RestoreOptions {
  readonly store: Store;
  readonly source: CopySource;
  /** Null: this home has no key yet. */
  readonly sealer: Sealer | null;
  /** Hears how many entries there are so far. */
  readonly told?: (entries: number) => void;
}

interface Note {
  readonly home: string;
  readonly number: number;
  readonly after: string | null;
  readonly entries: number;
}

const NOTE: Key = ["uplink", "restoring"];

/** @throws Failure `uplink.restore_unfinished`: half a home is none */
export async function mustBeWhole(store: Store): Promise<void> {
  if (await store.get(NOTE)) throw conflict("uplink.restore_unfinished");
}

/** @returns how many entries came back. What it throws leaves a home that the next call goes on with. */
export async function restoreFromCopy(options: RestoreOptions): Promise<{ entries: number }> {
  const { store, source, told } = options;
  const cursor = await source.cursor();
  if (cursor.home === null) throw conflict("uplink.restore_no_copy");
  const { home, number } = cursor;
  let note = await begin(store, { home, number, after: null, entries: 0 });
  const trial = keyTrial(options);
  for (;;) {
    const page = await source.page(note.after);
    for (const entry of page.entries) await trial(entry);
    note = await keep(store, note, page);
    told?.(note.entries);
    if (note.after === null) break;
  }
  if ((await source.cursor()).number !== number) throw conflict("uplink.restore_copy_changed");
  await store.atomic({ sets: [{ key: HOME_NAME, value: home }], deletes: [NOTE] });
  return { entries: note.entries };
}

/** Where to go on; what came from an older state of the copy goes. */
async function begin(store: Store, fresh: Note): Promise<Note> {
  const note = (await store.get(NOTE))?.value as Note | undefined;
  if (note?.home === fresh.home && note.number === fresh.number) return note;
  if (!note && !await isEmptyStore(store)) throw conflict("uplink.restore_not_empty");
  await write(store, fresh);
  if (note) await clear(store);
  return fresh;
}

async function keep(store: Store, note: Note, { entries, after }: ReplicaPage): Promise<Note> {
  await bringBack(store, ReadableStream.from(entries));
  const next = { ...note, after: after ?? null, entries: note.entries + entries.length };
  await write(store, next);
  return next;
}

const write = (store: Store, note: Note) =>
  store.atomic({ sets: [{ key: NOTE, value: { ...note } }] });

async function clear(store: Store): Promise<void> {
  for (const kind of ["record", "part"]) {
    for (;;) {
      const { entries } = await store.list({ prefix: [kind] }, { limit: ATOMIC_MUTATIONS_MAX / 2 });
      if (entries.length === 0) break;
      await store.atomic({ deletes: entries.map(({ key }) => key) });
    }
  }
}

/** The first sealed field tells whether the key is the right one; all are sealed with one. */
function keyTrial({ sealer }: RestoreOptions) {
  let known = false;
  return async (entry: ReplicaPage["entries"][number]) => {
    if (known) return;
    const opens = await opensWith(sealer, entry);
    if (opens === false) {
      throw invalid(sealer ? "uplink.restore_other_key" : "uplink.restore_no_key");
    }
    known = opens === true;
  };
}
