/** How a record is kept: its version beside its data, sealed fields apart, long ones in parts. */
import type { z } from "zod";
import { isFailure } from "../base/errors.ts";
import type { Collection, Row } from "./collection.ts";
import { partKey } from "./layout.ts";
import { type Entry, type Json, type Key, type Store, VALUE_BYTES_MAX } from "./port.ts";
import type { Sealer } from "./sealer.ts";
import { Unreadable } from "./unreadable.ts";

/** Three bytes of UTF-8 each at the worst, and room for the quotes round them. */
const PART_CHARS = 21_000;

/** More do not fit into the change that writes them together. */
const PARTS_MAX = 100;

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

interface EncodedRecord {
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
): Promise<Row<T> | Unreadable | null> {
  const { parts } = entry.value as Partial<Continued>;
  const whole = parts ? await readParts(c.name, id, entry.stamp, parts, store) : entry.value;
  if (whole === null || whole instanceof Unreadable) return whole;
  const stored = readStored(whole);
  if (stored instanceof Unreadable) return stored;
  const data = stored.s ? await unseal(c.name, id, stored, sealer) : stored.d;
  if (data instanceof Unreadable) return data;
  const value = upgraded(c, id, stored.v, data);
  if (value instanceof Unreadable) return value;
  const row: Row<T> = { id, value: value.current, stamp: entry.stamp };
  return parts ? { ...row, parts } : row;
}

/** Reading without a promise each: what lists of thousands live on. `undefined` when it needs one. */
export function decodePlainRecord<T>(
  c: Collection<T>,
  id: string,
  entry: Entry,
): Row<T> | Unreadable | undefined {
  if (isContinued(entry.value)) return undefined;
  const stored = readStored(entry.value);
  if (stored instanceof Unreadable) return stored;
  if (stored.s) return undefined;
  const value = upgraded(c, id, stored.v, stored.d);
  return value instanceof Unreadable ? value : { id, value: value.current, stamp: entry.stamp };
}

/** Takes a step towards the present version for each that came since, and looks whether what comes out fits it. */
function upgraded<T>(
  c: Collection<T>,
  id: string,
  version: number,
  data: Json,
): { readonly current: T } | Unreadable {
  if (version > c.version) {
    return new Unreadable("newer", `version ${version}, this program knows ${c.version}`);
  }
  try {
    let value: unknown = data;
    for (let step = version; step < c.version; step++) value = c.upgrades![step]!(value);
    const { data: current, error } = c.schema.safeParse(value);
    if (error) return new Unreadable("damaged", faultIn(error));
    if (c.id(current) === id) return { current };
    return new Unreadable("damaged", "it belongs to another id");
  } catch (error) {
    return new Unreadable("damaged", String(error));
  }
}

/** Where, and what was expected there; not what stands there. */
function faultIn({ issues: [first] }: z.ZodError): string {
  return `${first?.path.join(".") || "the record"}: ${first?.message ?? "not as expected"}`;
}

const isContinued = (value: Json): boolean =>
  isObject(value) && Number.isInteger(value.parts) && Number(value.parts) > 0 &&
  Number(value.parts) <= PARTS_MAX;

function readStored(value: Json): Stored | Unreadable {
  if (!isObject(value)) return new Unreadable("damaged", "no object");
  // Without data it may still say that a newer version has written it.
  const { v, d = null, s } = value;
  if (!Number.isInteger(v) || Number(v) < 1) return new Unreadable("damaged", "no version");
  if (s === undefined) return { v: Number(v), d };
  if (!isObject(s) || !isObject(d) || Object.values(s).some((text) => typeof text !== "string")) {
    return new Unreadable("damaged", "its sealed fields are no texts");
  }
  return { v: Number(v), d, s: s as Record<string, string> };
}

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

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
): Promise<Json | Unreadable> {
  const keys: Key[] = Array.from({ length: parts }, (_, at) => partKey(collection, id, at));
  const found = await store.getMany(keys);
  // A record and its parts are written together: another stamp means another writing.
  if (found.some((part) => part?.stamp !== stamp)) return null;
  try {
    return JSON.parse(found.map((part) => part!.value).join(""));
  } catch {
    return new Unreadable("damaged", "its parts do not fit together");
  }
}

async function unseal(
  collection: string,
  id: string,
  stored: Stored,
  sealer: Sealer,
): Promise<Json | Unreadable> {
  const data = { ...stored.d as Record<string, Json> };
  for (const [field, sealed] of Object.entries(stored.s!)) {
    try {
      data[field] = JSON.parse(await sealer.open(sealed, place(collection, id, field)));
    } catch (error) {
      if (isFailure(error)) return new Unreadable("other_key", `${field} does not open`);
      if (error instanceof SyntaxError) return new Unreadable("damaged", `${field} is no JSON`);
      throw error;
    }
  }
  return data;
}

export const place = (collection: string, id: string, field: string) =>
  `${collection}/${id}/${field}`;
const utf8Bytes = (text: string) => new TextEncoder().encode(text).length;
