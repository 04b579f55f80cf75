/** How each sender signs its webhooks: over the raw bytes, since writing JSON anew breaks every signature. */

import type { Source } from "../protocol_mail.ts";

/** What a sender's clock may differ from ours, and how old a signed message may be; the standard's own figure. */
export const TOLERANCE_MS = 5 * 60_000;

export interface Signed {
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** When it came in; milliseconds since 1970. */
  readonly at: number;
}

type Check = (signed: Signed, secret: string) => Promise<boolean>;

const utf8 = new TextEncoder();

/** @param secret the integration's; whether the message is its sender's, unchanged and of now */
export async function isGenuine(source: Source, signed: Signed, secret: string): Promise<boolean> {
  return await CHECKS[source](signed, secret);
}

/** The sender's name for the event, else a hash of the body: what is told again is the same event. */
export async function eventOf(source: Source, { headers, body }: Signed): Promise<string> {
  const named = source === "generic" ? headers.get("webhook-id")?.trim() : undefined;
  return named ? named.slice(0, EVENT_CHARS_MAX) : (await sha256(body)).toHex();
}

export const EVENT_CHARS_MAX = 200;

export async function sha256(...bytes: readonly Uint8Array[]): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...bytes)));
}

const CHECKS: Record<Source, Check> = {
  async sendcloud({ headers, body }, secret) {
    const given = fromHex(headers.get("sendcloud-signature"));
    return given !== null && await isHmac(given, utf8.encode(secret), body);
  },

  async seventeentrack({ headers, body }, secret) {
    const given = fromHex(headers.get("sign"));
    return given !== null && same(given, await sha256(body, utf8.encode(`/${secret}`)));
  },

  async "vinted-pro"({ headers, body, at }, secret) {
    const fields = new Map(
      (headers.get("x-vpi-webhook-hmac-sha256") ?? "").split(",").map((field) => {
        const [name = "", value = ""] = field.trim().split("=", 2);
        return [name, value];
      }),
    );
    const seconds = fields.get("t") ?? "";
    const given = fromHex(fields.get("v1") ?? null);
    if (!given || !isOfNow(seconds, at)) return false;
    return await isHmac(given, utf8.encode(secret), utf8.encode(`${seconds}.`), body);
  },

  /** https://www.standardwebhooks.com, with the symmetric signatures; several during a change of keys. */
  async generic({ headers, body, at }, secret) {
    const id = headers.get("webhook-id") ?? "";
    const seconds = headers.get("webhook-timestamp") ?? "";
    const key = fromBase64(secret.replace(/^whsec_/, ""));
    if (!id || !key || !isOfNow(seconds, at)) return false;
    const given = (headers.get("webhook-signature") ?? "").split(" ")
      .filter((signature) => signature.startsWith("v1,"))
      .flatMap((signature) => fromBase64(signature.slice(3)) ?? []);
    const checks = given.map((bytes) => isHmac(bytes, key, utf8.encode(`${id}.${seconds}.`), body));
    return (await Promise.all(checks)).includes(true);
  },
};

function isOfNow(seconds: string, at: number): boolean {
  return /^\d{1,12}$/.test(seconds) && Math.abs(Number(seconds) * 1_000 - at) <= TOLERANCE_MS;
}

/** In a time that does not tell how much was right. */
async function isHmac(given: Uint8Array, secret: Uint8Array, ...bytes: Uint8Array[]) {
  if (secret.length === 0) return false;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", joined(secret), algorithm, false, ["verify"]);
  return await crypto.subtle.verify("HMAC", key, joined(given), joined(...bytes));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return a.reduce((difference, byte, at) => difference | (byte ^ b[at]!), 0) === 0;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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
