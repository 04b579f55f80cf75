/**
 * How each sender signs its webhooks: over the raw bytes, since writing JSON anew breaks every signature. Hashed
 * here and now: handing so little to another thread costs far more than the hash.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Source } from "../protocol_mail.ts";

/** What a sender's clock may differ from ours, and how old a signed message may be; the standard's own figure. */
export const TOLERANCE_MS = 5 * 60_000;

export interface Signed {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When it came in; milliseconds since 1970. */
  readonly at: number;
}

type Check = (signed: Signed, secret: string) => boolean;

const utf8 = new TextEncoder();

/** @param secret the integration's; whether the message is its sender's, unchanged and of now */
export function isGenuine(source: Source, signed: Signed, secret: string): boolean {
  return CHECKS[source](signed, secret);
}

/** The sender's name for the event, else a hash of the body: what is told again is the same event. */
export function eventOf(source: Source, { headers, body }: Signed): string {
  const named = source === "generic" ? headers.get("webhook-id")?.trim() : undefined;
  return named ? named.slice(0, EVENT_CHARS_MAX) : sha256(body).toHex();
}

export const EVENT_CHARS_MAX = 200;

export function sha256(...bytes: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of bytes) hash.update(part);
  return hash.digest();
}

const CHECKS: Record<Source, Check> = {
  sendcloud({ headers, body }, secret) {
    const given = fromHex(headers.get("sendcloud-signature"));
    return given !== null && isHmac(given, utf8.encode(secret), body);
  },

  seventeentrack({ headers, body }, secret) {
    const given = fromHex(headers.get("sign"));
    return given !== null && same(given, sha256(body, utf8.encode(`/${secret}`)));
  },

  "vinted-pro"({ headers, body, at }, secret) {
    const fields = new Map(
      (headers.get("x-vpi-webhook-hmac-sha256") ?? "").split(",").map((field) => {
        const [name = "", value = ""] = field.trim().split("=", 2);
        return [name, value];
      }),
    );
    const seconds = fields.get("t") ?? "";
    const given = fromHex(fields.get("v1") ?? null);
    if (!given || !isOfNow(seconds, at)) return false;
    return isHmac(given, utf8.encode(secret), utf8.encode(`${seconds}.`), body);
  },

  /** https://www.standardwebhooks.com, with the symmetric signatures; several during a change of keys. */
  generic({ headers, body, at }, secret) {
    const id = headers.get("webhook-id") ?? "";
    const seconds = headers.get("webhook-timestamp") ?? "";
    const key = fromBase64(secret.replace(/^whsec_/, ""));
    if (!id || !key || !isOfNow(seconds, at)) return false;
    const given = (headers.get("webhook-signature") ?? "").split(" ")
      .filter((signature) => signature.startsWith("v1,"))
      .flatMap((signature) => fromBase64(signature.slice(3)) ?? []);
    return given.some((bytes) => isHmac(bytes, key, utf8.encode(`${id}.${seconds}.`), body));
  },
};

function isOfNow(seconds: string, at: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) * 1_000 - at) <= TOLERANCE_MS;
}

function isHmac(given: Uint8Array, secret: Uint8Array, ...bytes: readonly Uint8Array[]): boolean {
  if (secret.length === 0) return false;
  const hmac = createHmac("sha256", secret);
  for (const part of bytes) hmac.update(part);
  return same(given, hmac.digest());
}

/** In a time that does not tell how much was right. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function fromHex(text: string | null): Uint8Array | null {
  return text && /^(?:[0-9a-f]{2})+$/i.test(text) ? Uint8Array.fromHex(text) : null;
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
