/**
 * Authentication of calls between home and relay: `authorization: Relay TIME.NONCE.BODY.HMAC`. The header holds the
 * body's hash, so that a stranger is refused before a byte of the body is read.
 */
import { hmacHex, isEqualConstantTime, sha256Hex } from "../shared/crypto.ts";

/** How far the two clocks may be apart; nonces are remembered for twice as long. */
export const CALL_TOLERANCE_MS = 5 * 60_000;

/** Of a call's body as it is sent, which may be compressed. */
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

/** @returns the header's value */
export async function authorize(
  key: string,
  call: Call,
  { body, time }: { readonly body: Uint8Array<ArrayBuffer>; readonly time: number },
): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toHex();
  const bodySha256 = await sha256Hex(body);
  const hmac = hmacHex(key, signedText(call, { time, nonce, bodySha256 }));
  return `Relay ${time}.${nonce}.${bodySha256}.${hmac}`;
}

/** Does not check the HMAC. @returns null for a header that is not of the format */
export function parseAuthorization(header: string | null): Authorization | null {
  const [, time, nonce, bodySha256, hmac] = SCHEME.exec(header ?? "") ?? [];
  if (!time || !nonce || !bodySha256 || !hmac) return null;
  return { time: Number(time), nonce, bodySha256, hmac };
}

/** Whether somebody with the key made it for this call; the caller checks its age and its nonce. */
export function isSignedCall(key: string, call: Call, given: Authorization): boolean {
  return isEqualConstantTime(given.hmac, hmacHex(key, signedText(call, given)));
}

function signedText(
  { method, path }: Call,
  { time, nonce, bodySha256 }: Omit<Authorization, "hmac">,
): string {
  return JSON.stringify(["call", method, path, time, nonce, bodySha256]);
}
