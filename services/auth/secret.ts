/** Secrets that people carry: made from chance, kept only as their SHA-256. */
import { timingSafeEqual } from "node:crypto";

/** Bytes that nobody can guess. */
export type Random = (bytes: number) => Uint8Array<ArrayBuffer>;

/** The adapter of `Random`: the system's own generator. */
export const systemRandom: Random = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

const TOKEN_BYTES = 32;

/** 256 bits in letters that fit into a cookie, a header and an address. */
export function newToken(random: Random): string {
  return random(TOKEN_BYTES).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** What is kept of a secret: enough to know it again, of no use to a thief of the data. */
export async function fingerprint(secret: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(bytes).toHex();
}

/** Takes the same time wherever the difference is. Both are fingerprints, so their length tells nothing. */
export function sameFingerprint(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => new TextEncoder().encode(text));
  return left!.length === right!.length && timingSafeEqual(left!, right!);
}
