/**
 * Checks the signature of each sender's webhooks over the raw bytes: JSON written anew has another signature.
 * Hashes synchronously: for so few bytes another thread costs more than the hash.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookSource } from "../protocol/webhooks.ts";

/** Maximum clock difference, and age, of a signed webhook; the figure of Standard Webhooks. */
export const TOLERANCE_MS = 5 * 60_000;

export interface Signed {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** Time of arrival, milliseconds since 1970. */
  readonly at: number;
}

type Check = (signed: Signed, secret: Uint8Array) => boolean;

const utf8 = new TextEncoder();

/** Whether the sender signed this webhook, unchanged and recent. */
export function isSignatureValid(
  source: WebhookSource,
  signed: Signed,
  secret: Uint8Array,
): boolean {
  return CHECKS[source](signed, secret);
}

export const EVENT_ID_CHARS_MAX = 200;
/** The signature covers `id.timestamp.body`: with a dot in the id two webhooks could share one signature. */
const EVENT_ID = new RegExp(`^[^.]{1,${EVENT_ID_CHARS_MAX}}$`);

/**
 * The sender's id of the event, or a hash of the body: the same event sent twice has the same id.
 * @returns null for an id that is too long or contains a dot
 */
export function eventIdOf(
  source: WebhookSource,
  { headers, bodySha256 }: { readonly headers: Headers; readonly bodySha256: Uint8Array },
): string | null {
  const id = source === "generic" ? standardHeader(headers, "id") : "";
  if (id === "") return bodySha256.toHex();
  return EVENT_ID.test(id) ? id : null;
}

/**
 * A header of Standard Webhooks, which Svix sends as `svix-…`. All three are read from one family: a mixture
 * was not sent by the sender.
 */
function standardHeader(headers: Headers, name: "id" | "timestamp" | "signature"): string {
  const family = headers.has("webhook-id") ? "webhook" : "svix";
  return headers.get(`${family}-${name}`) ?? "";
}

export function sha256(...bytes: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256");
  for (const part of bytes) hash.update(part);
  return hash.digest();
}

const CHECKS: Record<WebhookSource, Check> = {
  sendcloud({ headers, body }, secret) {
    const given = fromHex(headers.get("sendcloud-signature"));
    return given !== null && isHmac(given, secret, body);
  },

  seventeentrack({ headers, body }, secret) {
    const given = fromHex(headers.get("sign"));
    return given !== null && isEqualConstantTime(given, sha256(body, utf8.encode("/"), secret));
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
    if (!given || !isRecent(seconds, at)) return false;
    return isHmac(given, secret, utf8.encode(`${seconds}.`), body);
  },

  /** https://www.standardwebhooks.com, symmetric signatures; several during a key rotation. */
  generic({ headers, body, at }, secret) {
    const id = standardHeader(headers, "id");
    const seconds = standardHeader(headers, "timestamp");
    if (!EVENT_ID.test(id) || !isRecent(seconds, at)) return false;
    const given = standardHeader(headers, "signature").split(" ")
      .filter((signature) => signature.startsWith("v1,"))
      .flatMap((signature) => fromBase64(signature.slice(3)) ?? []);
    return given.some((bytes) => isHmac(bytes, secret, utf8.encode(`${id}.${seconds}.`), body));
  },
};

function isRecent(seconds: string, at: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) * 1_000 - at) <= TOLERANCE_MS;
}

function isHmac(given: Uint8Array, secret: Uint8Array, ...bytes: readonly Uint8Array[]): boolean {
  const hmac = createHmac("sha256", secret);
  for (const part of bytes) hmac.update(part);
  return isEqualConstantTime(given, hmac.digest());
}

/** Constant-time comparison. */
function isEqualConstantTime(a: Uint8Array, b: Uint8Array): boolean {
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

/** By source; absent where webhooks cannot be checked. */
export type WebhookSecrets = Readonly<Partial<Record<WebhookSource, Uint8Array>>>;

/** Real secrets of these senders have 32 characters or more; a shorter one is a mistake or can be guessed. */
const SECRET_CHARS_MIN = 16;
/** Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const STANDARD_SECRET_BYTES_MIN = 24;

/** Describes a valid secret; completes the sentence "… takes". */
export function expectedSecret(source: WebhookSource): string {
  return source === "generic"
    ? `a Standard Webhooks secret: whsec_ and at least ${STANDARD_SECRET_BYTES_MIN} bytes in base64`
    : `the sender's secret, at least ${SECRET_CHARS_MIN} characters`;
}

/** @returns the key, or null for a text with which no webhook could be checked */
export function readSecret(source: WebhookSource, text: string): Uint8Array | null {
  if (source === "generic") return readStandardSecret(text);
  return text.length < SECRET_CHARS_MIN ? null : new TextEncoder().encode(text);
}

/** Some senders write the signature's version in front, as in `v1,whsec_…`. */
function readStandardSecret(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text.replace(/^(?:v1,)?(?:whsec_)?/, ""));
    return bytes.length < STANDARD_SECRET_BYTES_MIN ? null : bytes;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
