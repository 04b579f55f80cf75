/** How keys and values of the port look in Deno KV. */
import { NUMBER_BYTES, numberToOrdered, orderedToNumber } from "./key_bytes.ts";
import { type Json, type Key, KEY_BYTES_MAX, type KeyPart, VALUE_BYTES_MAX } from "./port.ts";

type KvKey = (Uint8Array | string)[];

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** Deno KV sorts bytes before strings before numbers: as bytes, numbers come first. */
export function toKvKey(key: Key): KvKey {
  const bytes = key.reduce<number>((sum, part) => sum + partBytes(part), 0);
  if (bytes > KEY_BYTES_MAX) {
    throw new RangeError(`a key of ${bytes} bytes: at most ${KEY_BYTES_MAX}`);
  }
  return key.map((part) => typeof part === "number" ? numberToOrdered(part) : part);
}

/** @returns null for a key that `toKvKey` never gives */
export function fromKvKey(key: readonly unknown[]): Key | null {
  const parts = key.map((part) => {
    if (typeof part === "string") return part;
    const isNumber = part instanceof Uint8Array && part.length === NUMBER_BYTES;
    return isNumber ? orderedToNumber(part) : null;
  });
  return parts.some((part) => part === null) ? null : parts as Key;
}

/** JSON in UTF-8, so that a value's size is known before it is sent. */
export function toKvValue(value: Json): Uint8Array {
  const bytes = utf8.encode(JSON.stringify(value));
  if (bytes.length > VALUE_BYTES_MAX) {
    throw new RangeError(`a value of ${bytes.length} bytes: at most ${VALUE_BYTES_MAX}`);
  }
  return bytes;
}

/** What is no JSON, as after damage to the disk, becomes a value that no reader takes for its own. */
export function fromKvValue(bytes: Uint8Array): Json {
  try {
    return JSON.parse(fromUtf8.decode(bytes));
  } catch {
    return { notJson: bytes instanceof Uint8Array ? bytes.toBase64() : String(bytes) };
  }
}

/** A tag, the text or the number's bytes, an end; zero bytes are escaped by a second one. */
function partBytes(part: KeyPart): number {
  const bytes = typeof part === "number" ? numberToOrdered(part) : textToBytes(part);
  let zeros = 0;
  for (const byte of bytes) if (byte === 0) zeros++;
  return bytes.length + zeros + 2;
}

function textToBytes(text: string): Uint8Array {
  // Half of a pair would be replaced by UTF-8, and two different keys would become one.
  if (!text.isWellFormed()) throw new RangeError(`not Unicode: ${JSON.stringify(text)}`);
  return utf8.encode(text);
}
