/**
 * How home proves itself in the calls it makes to the relay: `authorization: Relay TIME.NONCE.BODY.HMAC`. The
 * body's hash stands in the header, so that a stranger is refused before a byte of the body is read.
 */
import { attest, isSame } from "./protocol.ts";

/** How far the two clocks may be apart, and how long a nonce must be remembered. */
export const CALL_TOLERANCE_MS = 5 * 60_000;

/** Compressed, whichever call it is. */
export const CALL_BYTES_MAX = 8 * 1024 * 1024;

export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

export interface Authorization {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly nonce: string;
  /** SHA-256 in hex. */
  readonly bodySha256: string;
  readonly hmac: string;
}

const SCHEME = /^Relay (\d{1,16})\.([0-9a-f]{32})\.([0-9a-f]{64})\.([0-9a-f]{64})$/;
const NONCE_BYTES = 16;

/** @returns what stands in the header */
export async function authorize(
  key: string,
  call: Call,
  { body, time }: { readonly body: Uint8Array<ArrayBuffer>; readonly time: number },
): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toHex();
  const bodySha256 = await sha256Hex(body);
  const hmac = await hmacOf(key, signedText(call, { time, nonce, bodySha256 }));
  return `Relay ${time}.${nonce}.${bodySha256}.${hmac}`;
}

/** @returns null for whatever is not of this form */
export function readAuthorization(header: string | null): Authorization | null {
  const [, time, nonce, bodySha256, hmac] = SCHEME.exec(header ?? "") ?? [];
  if (!time || !nonce || !bodySha256 || !hmac) return null;
  return { time: Number(time), nonce, bodySha256, hmac };
}

/** Whether who knows the key made it for this call; its age is the caller's to judge. */
export async function isSignedBy(key: string, call: Call, given: Authorization): Promise<boolean> {
  return await isHmacOf(key, signedText(call, given), given.hmac);
}

/**
 * HMAC-SHA256 in hex. The text says what it is for: nothing signed for one purpose may serve another. Made here and
 * now: handing so little to another thread costs far more.
 */
export function hmacOf(key: string, text: string): Promise<string> {
  return Promise.resolve(attest(key, text));
}

/** In a time that does not tell how much was right. */
export function isHmacOf(key: string, text: string, given: string): Promise<boolean> {
  return Promise.resolve(isSame(given, attest(key, text)));
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/** Says what it is for, so that nothing else signed with this key can be taken for it. */
function signedText(
  { method, path }: Call,
  { time, nonce, bodySha256 }: Omit<Authorization, "hmac">,
): string {
  return JSON.stringify(["call", method, path, time, nonce, bodySha256]);
}
