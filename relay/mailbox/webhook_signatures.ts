/**
 * How each sender signs its webhooks: over the raw bytes, since writing JSON anew breaks every signature. Hashed
 * here and now: handing so little to another thread costs far more than the hash.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { WebhookSource } from "../protocol/webhooks.ts";

/** What a sender's clock may differ from ours, and how old a signed message may be; the standard's own figure. */
export const TOLERANCE_MS = 5 * 60_000;

export interface Signed {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When it came in; milliseconds since 1970. */
  readonly at: number;
}

type Check = (signed: Signed, secret: Uint8Array) => boolean;

const utf8 = new TextEncoder();

/** Whether the sender made this message, nobody changed it, and it is recent. */
export function isSignatureValid(
  source: WebhookSource,
  signed: Signed,
  secret: Uint8Array,
): boolean {
  return CHECKS[source](signed, secret);
}

export const EVENT_ID_CHARS_MAX = 200;
/** The signature is over `id.timestamp.body`: with a dot in the id, two messages would share one signature. */
const EVENT_ID = new RegExp(`^[^.]{1,${EVENT_ID_CHARS_MAX}}$`);

/**
 * The sender's id of the event, else a hash of the body: what is sent again is the same event.
 * @returns null for an id that cannot be used: too long to be kept whole, or with a dot in it
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
 * A header of Standard Webhooks, which Svix sends as `svix-…`. All are read from one of the two families: a message
 * whose id is of one and whose signature is of the other was put together by somebody else.
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
    return given !== null && same(given, sha256(body, utf8.encode("/"), secret));
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
    return isHmac(given, secret, utf8.encode(`${seconds}.`), body);
  },

  /** https://www.standardwebhooks.com, with the symmetric signatures; several during a change of keys. */
  generic({ headers, body, at }, secret) {
    const id = standardHeader(headers, "id");
    const seconds = standardHeader(headers, "timestamp");
    if (!EVENT_ID.test(id) || !isOfNow(seconds, at)) return false;
    const given = standardHeader(headers, "signature").split(" ")
      .filter((signature) => signature.startsWith("v1,"))
      .flatMap((signature) => fromBase64(signature.slice(3)) ?? []);
    return given.some((bytes) => isHmac(bytes, secret, utf8.encode(`${id}.${seconds}.`), body));
  },
};

function isOfNow(seconds: string, at: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) * 1_000 - at) <= TOLERANCE_MS;
}

function isHmac(given: Uint8Array, secret: Uint8Array, ...bytes: readonly Uint8Array[]): boolean {
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

/** As the relay uses it; absent for a source whose webhooks cannot be checked. */
export type WebhookSecrets = Readonly<Partial<Record<WebhookSource, Uint8Array>>>;

/** Real secrets of these senders have 32 characters and more; a shorter text is a mistake, or can be guessed. */
const SECRET_CHARS_MIN = 16;
/** Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)". */
const STANDARD_SECRET_BYTES_MIN = 24;

/** What a secret must look like; completes the sentence "… takes". */
export function expectedSecret(source: WebhookSource): string {
  return source === "generic"
    ? `a Standard Webhooks secret: whsec_ and at least ${STANDARD_SECRET_BYTES_MIN} bytes in base64`
    : `the sender's secret, at least ${SECRET_CHARS_MIN} characters`;
}

/** @returns null where no webhook could ever be checked with it */
export function readSecret(source: WebhookSource, text: string): Uint8Array | null {
  if (source === "generic") return readStandardSecret(text);
  return text.length < SECRET_CHARS_MIN ? null : new TextEncoder().encode(text);
}

/** Some senders write the version of the signature before it, as in `v1,whsec_…`. */
function readStandardSecret(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text.replace(/^(?:v1,)?(?:whsec_)?/, ""));
    return bytes.length < STANDARD_SECRET_BYTES_MIN ? null : bytes;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
