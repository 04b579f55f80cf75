/** Web push: encrypted for one browser (RFC 8291), signed with the house's own keys (RFC 8292). */
import { buildPushPayload } from "@block65/webcrypto-web-push";
import { toBase64Url } from "../../base/bytes.ts";
import { invalid } from "../../base/errors.ts";
import type { Outlets, VapidKeys } from "../ports.ts";
import { clip } from "./clip.ts";
import { type Post, refusal } from "./post_http.ts";

/** A push service takes 4,096 bytes, of which the encryption needs a hundred. */
const TITLE_BYTES_MAX = 200;
const BODY_BYTES_MAX = 2_000;
/** A phone that was off all day still hears of it, one that was off for a week does not. */
const KEPT_SECONDS = 24 * 60 * 60;

/** How Google's service says, with a 403, that the browser subscribed under another key. */
const OTHER_KEY = /credentials used to create the subscription/i;

export function createPush(post: Post): Outlets["push"] {
  return async ({ endpoint, keys }, { subject, ...vapid }, letter, signal) => {
    const { host } = new URL(endpoint);
    const data = {
      title: clip(letter.title, TITLE_BYTES_MAX),
      body: clip(letter.body, BODY_BYTES_MAX),
      link: letter.link ?? "/",
      tag: letter.id,
    };
    const { headers, body } = await buildPushPayload(
      { data, options: { ttl: KEPT_SECONDS, urgency: letter.urgent ? "high" : "normal" } },
      { endpoint, expirationTime: null, keys },
      { subject, ...vapid },
    );
    const answer = await post({ url: endpoint, headers, body }, signal);
    if (answer.status === 404 || answer.status === 410) return "gone";
    if (answer.status === 401 || OTHER_KEY.test(answer.text)) {
      throw invalid("alerts.push_refused", { host });
    }
    if (answer.status === 403) {
      throw invalid("alerts.push_contact_refused", { host, contact: subject });
    }
    if (answer.status >= 200 && answer.status < 300) return "taken";
    throw refusal(host, answer);
  };
}

export async function newVapidKeys(): Promise<VapidKeys> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return {
    publicKey: toBase64Url(publicKey),
    privateKey: d!,
  };
}
