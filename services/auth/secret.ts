/** Secrets that people carry: made from chance, kept only as their SHA-256. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { toBase64Url } from "../base/bytes.ts";

/** Bytes that nobody can guess. */
export type Random = (bytes: number) => Uint8Array<ArrayBuffer>;

/** The adapter of `Random`: the system's own generator. */
export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

const TOKEN_BYTES = 32;

/** 256 bits in letters that fit into a cookie, a header and an address. */
export function newToken(random: Random): string {
  return toBase64Url(random(TOKEN_BYTES));
}

/** What is kept of a secret: enough to know it again, of no use to a thief of the data. */
export async function fingerprint(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(bytes).toHex();
}

/** What only a holder of `key` can have written; in base64url. */
export function hmac(key: string | Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** Takes the same time wherever the difference is. Only the length can be told, which is no secret. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => new TextEncoder().encode(text));
  return left!.length === right!.length && timingSafeEqual(left!, right!);
}
