/**
 * An unreadable record in the way of a new one, such as settings that are saved again: it is moved aside, byte for
 * byte, and the new one takes its name.
 */
import { conflict } from "../base/errors.ts";
import type { Inserted } from "./change.ts";
import type { Collection, Row } from "./collection.ts";
import { builtKey, partsOf, recordKey, SET_ASIDE, setAsideKey } from "./layout.ts";
import type { Entry, Json, Store } from "./port.ts";
import {
  type RawRecord,
  Unreadable,
  type UnreadableNotes,
  type UnreadableRecord,
} from "./unreadable.ts";

/** More parts than any record has. */
const PARTS_READ_MAX = 200;

interface SetAsideNeeds {
  readonly store: Store;
  readonly decode: (
    c: Collection<unknown>,
    id: string,
    entry: Entry,
  ) => Promise<Row<unknown> | Unreadable | null>;
  readonly unreadable: Pick<UnreadableNotes, "forget">;
}

/** @returns whether any was in the way */
export async function setAside(
  { store, decode, unreadable }: SetAsideNeeds,
  inserted: readonly Inserted[],
): Promise<boolean> {
  let moved = false;
  for (const { c, id } of inserted) {
    const entry = await store.get(recordKey(c.name, id));
    const found = entry && await decode(c, id, entry);
    if (!entry || !(found instanceof Unreadable)) continue;
    if (found.cause === "newer") throw conflict("common.newer_data");
    await move(store, c.name, id, entry);
    unreadable.forget(c.name, id);
    moved = true;
  }
  return moved;
}

/** Its index entries are nobody's now: the collection's are made anew at the next start. */
async function move(store: Store, collection: string, id: string, { key, value, stamp }: Entry) {
  const parts = await partsIn(store, collection, id);
  await store.atomic({
    checks: [{ key, stamp }],
    sets: [
      { key: setAsideKey(collection, id, stamp), value },
      ...parts.map((part, at) => ({
        key: [...setAsideKey(collection, id, stamp), at],
        value: part.value,
      })),
    ],
    deletes: [key, ...parts.map((part) => part.key), builtKey(collection)],
  });
}

async function partsIn(store: Store, collection: string, id: string): Promise<readonly Entry[]> {
  const page = await store.list({ prefix: partsOf(collection, id) }, { limit: PARTS_READ_MAX });
  return page.entries;
}

/** As it lies in the store; only the name where not even its key can be read. */
export async function readRaw(store: Store, record: UnreadableRecord): Promise<RawRecord> {
  const { collection, id } = record;
  const entry = await store.get(recordKey(collection, id));
  const parts: Json[] = (await partsIn(store, collection, id)).map(({ value }) => value);
  return { ...record, value: entry?.value ?? null, parts };
}

/** What `setAside` moved, in the order of the names. */
export async function* readSetAside(store: Store): AsyncGenerator<RawRecord> {
  let record: { -readonly [K in keyof RawRecord]: RawRecord[K] } & { parts: Json[] } | null = null;
  let cursor: string | undefined;
  do {
    const page = await store.list({ prefix: SET_ASIDE }, { ...cursor !== undefined && { cursor } });
    for (const { key: [, collection, id, , part], value } of page.entries) {
      // A part follows its record.
      if (part !== undefined) record?.parts.push(value);
      else {
        if (record) yield record;
        const [name, its] = [String(collection), String(id)];
        record = { ...{ collection: name, id: its, value, parts: [] }, ...REPLACED };
      }
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  if (record) yield record;
}

const REPLACED = { cause: "damaged", detail: "a newer record took its place" } as const;
