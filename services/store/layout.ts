/** Where things lie in the store: every key is made here. */
import { type Collection, indexKeys } from "./collection.ts";
import type { Key, KeyPart } from "./port.ts";

export const RECORDS: Key = ["record"];
export const recordKey = (collection: string, id: string): Key => [...RECORDS, collection, id];
export const recordsOf = (collection: string): Key => [...RECORDS, collection];

/** The continuation of a record that is too long for one value. */
export const partKey = (collection: string, id: string, part: number): Key => [
  "part",
  collection,
  id,
  part,
];

export const partsOf = (collection: string, id: string): Key => ["part", collection, id];

/** Unreadable records whose names new ones took. */
export const SET_ASIDE: Key = ["set_aside"];
export const setAsideKey = (collection: string, id: string, stamp: string): Key => [
  ...SET_ASIDE,
  collection,
  id,
  stamp,
];

export const indexesOf = (collection: string): Key => ["index", collection];
export const indexPrefix = (collection: string, index: string, prefix: readonly KeyPart[]): Key => [
  ...indexesOf(collection),
  index,
  ...prefix,
];

/** Which version and which indexes the entries of a collection were made for. */
export const builtKey = (collection: string): Key => ["built", collection];

export const OUTBOX: Key = ["outbox"];
export const outboxKey = (collection: string, id: string): Key => [...OUTBOX, collection, id];

/** Every index entry of a record: the index's key, and the id at its end. */
export function indexEntries<T>(c: Collection<T>, value: T): Key[] {
  const id = c.id(value);
  return Object.keys(c.indexes ?? {}).flatMap((index) =>
    indexKeys(c, index, value).map((key) => indexPrefix(c.name, index, [...key, id]))
  );
}
