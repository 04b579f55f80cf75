/** Verifies a VAPID token (RFC 8292): short-lived, for this service, signed with the key of the subscription. */
import { fromBase64Url } from "../../services/base/bytes.ts";
const HEADER = /^vapid t=([-\w]+)\.([-\w]+)\.([-\w]+), k=([-\w]+)$/;
const LIFE_SECONDS_MAX = 24 * 60 * 60;

interface Claims {
  readonly aud: string;
  readonly exp: number;
  readonly sub: string;
}

/**
 * @param key the application server key of the subscription
 * @param origin of the push service
 * @returns null when the key that subscribed has not signed it
 */
export async function readClaims(
  key: string,
  header: string,
  origin: string,
): Promise<Claims | null> {
  const [, head, body, signature, shown] = HEADER.exec(header) ?? [];
  if (!head || !body || !signature || shown !== key) return null;
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const known = await crypto.subtle.importKey("raw", fromBase64Url(key), curve, false, ["verify"]);
  const signed = new TextEncoder().encode(`${head}.${body}`);
  const how = { name: "ECDSA", hash: "SHA-256" };
  if (!await crypto.subtle.verify(how, known, fromBase64Url(signature), signed)) return null;
  const claims: Claims = JSON.parse(new TextDecoder().decode(fromBase64Url(body)));
  const left = claims.exp - Date.now() / 1_000;
  const isValid = claims.aud === origin && /^(mailto:|https:)/.test(claims.sub) && left > 0 &&
    left <= LIFE_SECONDS_MAX;
  return isValid ? claims : null;
}
