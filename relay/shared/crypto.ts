/** HMAC, hashes and constant-time comparison, as relay and home both use them. */
import { createHash, type Hash, timingSafeEqual } from "node:crypto";

const utf8 = new TextEncoder();

/** The inner and outer hash of RFC 2104, after the padded key. */
interface KeyedHashes {
  readonly inner: Hash;
  readonly outer: Hash;
}

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const keyedHashes = new Map<string, KeyedHashes>();

/**
 * HMAC-SHA256 in hex. The text must say what it is for, so that a signature made for one purpose cannot serve another.
 * Synchronous: for so few bytes, handing the work to another thread costs more than the hash itself.
 */
export function hmacHex(key: string, text: string): string {
  const { inner, outer } = keyedHashesOf(key);
  return outer.copy().update(inner.copy().update(text).digest("hex"), "hex").digest("hex");
}

/** Kept per key: every request is signed and checked, and copying a begun hash is far faster than `createHmac`. */
function keyedHashesOf(key: string): KeyedHashes {
  let known = keyedHashes.get(key);
  if (!known) {
    const bytes = utf8.encode(key);
    const block = new Uint8Array(BLOCK_BYTES);
    block.set(bytes.length > BLOCK_BYTES ? createHash("sha256").update(bytes).digest() : bytes);
    const withPad = (pad: number) => createHash("sha256").update(block.map((byte) => byte ^ pad));
    known = { inner: withPad(INNER_PAD), outer: withPad(OUTER_PAD) };
    keyedHashes.set(key, known);
  }
  return known;
}

/** Constant-time comparison. */
export function isEqualConstantTime(a: string, b: string): boolean {
  const [x, y] = [utf8.encode(a), utf8.encode(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
