/** Sends a webhook as a sender of Standard Webhooks does: signed, of now, with an id of its own. */
import { SECOND_MS } from "../../services/base/time.ts";
import { GENERIC_SECRET, signed } from "../chaos/signing.ts";

/** What the relay must be started with to take it. */
export const SIGNED_WEBHOOKS = { GENERIC_WEBHOOK_SECRET: GENERIC_SECRET } as const;

export function signedHeaders(
  body: string,
  id: string = crypto.randomUUID(),
): Record<string, string> {
  return signed({ sender: "generic", id, body }, Math.floor(Date.now() / SECOND_MS));
}

export function postSignedWebhook(relayUrl: string, body: string): Promise<Response> {
  return fetch(`${relayUrl}/hooks/generic`, {
    ...{ method: "POST", body, headers: signedHeaders(body) },
  });
}
