/** How a record is kept: its version beside its data, sealed fields apart, long ones in parts. */
import { conflict } from "../errors.ts";
import type { Collection, Row } from "./collection.ts";
import { partKey } from "./layout.ts";
import { type Entry, type Json, type Key, type Store, VALUE_BYTES_MAX } from "./port.ts";
import type { Sealer } from "./sealer.ts";

/** Three bytes of UTF-8 each at the worst, and room for the quotes round them. */
const PART_CHARS = 21_000;

interface Stored {
  /** The version of the schema that wrote it. */
  v: number;
  /** The data without its sealed fields. */
  d: Json;
  /** The sealed fields. */
  s?: Record<string, string>;
}

/** Takes the place of a record that is too long. */
interface Continued {
  parts: number;
}

export interface EncodedRecord {
  readonly value: Json;
  readonly parts: readonly string[];
}

export async function encodeRecord<T>(
  c: Collection<T>,
  value: T,
  sealer: Sealer,
): Promise<EncodedRecord> {
  const stored: Stored = { v: c.version, d: value as Json };
  if (c.sealed?.length) {
    const plain = { ...value as Record<string, Json> };
    stored.s = {};
    for (const field of c.sealed) {
      if (plain[field] === undefined) continue;
      const text = JSON.stringify(plain[field]);
      stored.s[field] = await sealer.seal(text, place(c.name, c.id(value), field));
      delete plain[field];
    }
    stored.d = plain;
  }
  return inParts(stored);
}

/** `null` when the record changed while its parts were read: read it again. */
export async function decodeRecord<T>(
  c: Collection<T>,
  id: string,
  entry: Entry,
  { store, sealer }: { store: Store; sealer: Sealer },
): Promise<Row<T> | null> {
  const { parts } = entry.value as Partial<Continued>;
  const whole = parts ? await readParts(c.name, id, entry.stamp, parts, store) : entry.value;
  if (whole === null) return null;
  const stored = whole as unknown as Stored;
  const data = stored.s ? await unseal(c.name, id, stored, sealer) : stored.d;
  const row: Row<T> = { id, value: upgraded(c, stored.v, data), stamp: entry.stamp };
  return parts ? { ...row, parts } : row;
}

/** Reading without a promise each: what lists of thousands live on. `undefined` when it needs one. */
export function decodePlainRecord<T>(
  c: Collection<T>,
  id: string,
  entry: Entry,
): Row<T> | undefined {
  const { parts, s, v, d } = entry.value as unknown as Partial<Continued & Stored>;
  if (parts || s) return undefined;
  return { id, value: upgraded(c, v!, d!), stamp: entry.stamp };
}

/** What this program wrote itself is not checked again: lists of thousands would feel it. */
function upgraded<T>(c: Collection<T>, version: number, data: Json): T {
  if (version === c.version) return data as T;
  if (version > c.version) throw conflict("common.newer_data");
  let value: unknown = data;
  for (let step = version; step < c.version; step++) value = c.upgrades![step]!(value);
  return c.schema.parse(value);
}

function inParts(stored: Stored): EncodedRecord {
  const value = stored as unknown as Json;
  const text = JSON.stringify(stored);
  if (text.length <= PART_CHARS || utf8Bytes(text) <= VALUE_BYTES_MAX) return { value, parts: [] };
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += PART_CHARS) parts.push(text.slice(at, at + PART_CHARS));
  return { value: { parts: parts.length }, parts };
}

async function readParts(
  collection: string,
  id: string,
  stamp: string,
  parts: number,
  store: Store,
): Promise<Json> {
  const keys: Key[] = Array.from({ length: parts }, (_, at) => partKey(collection, id, at));
  const found = await store.getMany(keys);
  // A record and its parts are written together: another stamp means another writing.
  if (found.some((part) => part?.stamp !== stamp)) return null;
  return JSON.parse(found.map((part) => part!.value).join(""));
}

async function unseal(
  collection: string,
  id: string,
  stored: Stored,
  sealer: Sealer,
): Promise<Json> {
  const data = { ...stored.d as Record<string, Json> };
  for (const [field, sealed] of Object.entries(stored.s!)) {
    data[field] = JSON.parse(await sealer.open(sealed, place(collection, id, field)));
  }
  return data;
}

export const place = (collection: string, id: string, field: string) =>
  `${collection}/${id}/${field}`;
const utf8Bytes = (text: string) => new TextEncoder().encode(text).length;
