/**
 * A key of the port as bytes whose order is the port's: for stores that sort bytes. Numbers before strings;
 * a string's end sorts before anything it could go on with.
 */
import { concatBytes } from "../base/bytes.ts";
import { type Key, KEY_BYTES_MAX, type KeyPart } from "./port.ts";

const NUMBER = 1;
const TEXT = 2;
/** Greater than any part's first byte. */
const AFTER_PARTS = 3;
const END = 0;
/** After a zero byte that belongs to the text. */
const GOES_ON = 0xff;
export const NUMBER_BYTES = 8;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws RangeError for a key that is too long or that would look like another */
export function keyToBytes(key: Key): Uint8Array {
  const bytes = concatBytes(key.map(partToBytes));
  if (bytes.length > KEY_BYTES_MAX) {
    throw new RangeError(`a key of ${bytes.length} bytes: at most ${KEY_BYTES_MAX}`);
  }
  return bytes;
}

/** Of one UTF-16 unit of a text, a zero byte being written as two. */
const UNIT_BYTES_MAX = 3;
/** Around each part. */
const FRAME_BYTES = 2;

/** Whether a store can hold a record at this key: a text from outside may be too long for it, or no Unicode. */
export function isStorable(key: Key): boolean {
  const texts = key.filter((part) => typeof part === "string");
  if (!texts.every((part) => part.isWellFormed())) return false;
  const most = key.reduce<number>((sum, part) => sum + mostBytes(part), 0);
  return most <= KEY_BYTES_MAX || concatBytes(key.map(partToBytes)).length <= KEY_BYTES_MAX;
}

const mostBytes = (part: KeyPart): number =>
  typeof part === "number" ? NUMBER_BYTES + 1 : part.length * UNIT_BYTES_MAX + FRAME_BYTES;

/** @throws RangeError for bytes that `keyToBytes` never gives */
export function bytesToKey(bytes: Uint8Array): Key {
  const key: KeyPart[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [part, next] = bytes[at] === NUMBER ? numberAt(bytes, at + 1) : textAt(bytes, at);
    key.push(part);
    at = next;
  }
  return key;
}

/** @returns null for a key that no program of ours has written */
export function readKey(hex: string): Key | null {
  try {
    return bytesToKey(Uint8Array.fromHex(hex));
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

type PartRead = readonly [part: KeyPart, next: number];

function numberAt(bytes: Uint8Array, from: number): PartRead {
  const end = from + NUMBER_BYTES;
  if (end > bytes.length) throw brokenKey(bytes);
  return [orderedToNumber(bytes.slice(from, end)), end];
}

function textAt(bytes: Uint8Array, tagAt: number): PartRead {
  if (bytes[tagAt] !== TEXT) throw brokenKey(bytes);
  const text: number[] = [];
  let at = tagAt + 1;
  for (; bytes[at] !== END || bytes[at + 1] === GOES_ON; at++) {
    if (at >= bytes.length) throw brokenKey(bytes);
    text.push(bytes[at]!);
    if (bytes[at] === END) at++;
  }
  try {
    return [fromUtf8.decode(Uint8Array.from(text)), at + 1];
  } catch {
    throw brokenKey(bytes);
  }
}

const brokenKey = (bytes: Uint8Array) => new RangeError(`not a key: ${bytes.toHex()}`);

/** Everything that begins with `prefix` and is longer lies from `first` (included) to `end` (excluded). */
export function bytesBelow(prefix: Key): { readonly first: Uint8Array; readonly end: Uint8Array } {
  const bytes = keyToBytes(prefix);
  return { first: Uint8Array.of(...bytes, NUMBER), end: Uint8Array.of(...bytes, AFTER_PARTS) };
}

function partToBytes(part: KeyPart): Uint8Array {
  if (typeof part === "number") return concatBytes([Uint8Array.of(NUMBER), numberToOrdered(part)]);
  // Half of a pair would be replaced by UTF-8, and two different keys would become one.
  if (!part.isWellFormed()) throw new RangeError(`not Unicode: ${JSON.stringify(part)}`);
  const bytes = utf8.encode(part);
  const escaped = bytes.includes(END)
    ? Uint8Array.from([...bytes].flatMap((byte) => byte === END ? [END, GOES_ON] : [byte]))
    : bytes;
  return concatBytes([Uint8Array.of(TEXT), escaped, Uint8Array.of(END)]);
}

/** The bits of a double sort as the numbers do once the sign is turned round and negatives are inverted. */
export function numberToOrdered(number: number): Uint8Array {
  if (Number.isNaN(number)) throw new RangeError("NaN has no place in an order");
  const bytes = new Uint8Array(NUMBER_BYTES);
  new DataView(bytes.buffer).setFloat64(0, number === 0 ? 0 : number);
  return flip(bytes, number < 0);
}

export function orderedToNumber(stored: Uint8Array): number {
  const bytes = flip(stored.slice(), (stored[0]! & 0x80) === 0);
  return new DataView(bytes.buffer).getFloat64(0);
}

function flip(bytes: Uint8Array, negative: boolean): Uint8Array {
  if (negative) return bytes.map((byte) => byte ^ 0xff);
  bytes[0] = bytes[0]! ^ 0x80;
  return bytes;
}
