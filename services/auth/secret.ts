/** Secrets that people carry: made from chance, kept only as their SHA-256. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { toBase64Url } from "../base/bytes.ts";

/** Cryptographically random bytes. */
export type Random = (bytes: number) => Uint8Array<ArrayBuffer>;

/** The adapter of `Random`: the system's own generator. */
export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

const TOKEN_BYTES = 32;

/** 256 random bits in characters that are safe in a cookie, a header and a URL. */
export function newToken(random: Random): string {
  return toBase64Url(random(TOKEN_BYTES));
}

/** Hash of a secret, for comparison; the secret cannot be recovered from it. */
export async function fingerprint(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(bytes).toHex();
}

/** HMAC-SHA-256 in base64url. */
export function hmac(key: string | Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** Constant-time comparison; only the length can be observed, which is not secret. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => new TextEncoder().encode(text));
  return left!.length === right!.length && timingSafeEqual(left!, right!);
}
