/** Web push: encrypted for one browser (RFC 8291), signed with this home's keys (RFC 8292). */
import { buildPushPayload } from "@block65/webcrypto-web-push";
import { toBase64Url } from "../../base/bytes.ts";
import { invalid } from "../../base/errors.ts";
import type { ChannelAdapters, VapidKeys } from "../ports.ts";
import { truncate } from "./truncate.ts";
import { failureFor, type Post } from "./post_http.ts";

/** A push service accepts 4,096 bytes, of which the encryption uses about a hundred. */
const TITLE_BYTES_MAX = 200;
const BODY_BYTES_MAX = 2_000;
/** How long the push service keeps the message for a device that is off. */
const KEPT_SECONDS = 24 * 60 * 60;

/** Google's text, with status 403, for a subscription under another key. */
const OTHER_KEY = /credentials used to create the subscription/i;

export function createPush(post: Post): ChannelAdapters["push"] {
  return async ({ endpoint, keys }, { subject, ...vapid }, message, signal) => {
    const { host } = new URL(endpoint);
    const data = {
      title: truncate(message.title, TITLE_BYTES_MAX),
      body: truncate(message.body, BODY_BYTES_MAX),
      link: message.link ?? "/",
      tag: message.id,
    };
    const { headers, body } = await buildPushPayload(
      { data, options: { ttl: KEPT_SECONDS, urgency: message.urgent ? "high" : "normal" } },
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
    if (answer.status >= 200 && answer.status < 300) return "sent";
    throw failureFor(host, answer);
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
