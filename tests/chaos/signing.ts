/** How real senders sign, written from their documents and not with the relay's own code. */
import { createHash, createHmac } from "node:crypto";

/** `whsec_` and base64, as Standard Webhooks writes secrets. */
export const GENERIC_SECRET = `whsec_${new Uint8Array(24).fill(5).toBase64()}`;
export const SENDCLOUD_SECRET = "a secret of sendcloud's";

export const SENDERS = ["generic", "sendcloud"] as const;
export type Sender = (typeof SENDERS)[number];

export interface Message {
  readonly sender: Sender;
  readonly id: string;
  readonly body: string;
}

/** Id under which home stores the webhook. */
export function letterId({ sender, id, body }: Message): string {
  if (sender === "generic") return `generic:${id}`;
  return `sendcloud:${createHash("sha256").update(body).digest("hex")}`;
}

/** Signed anew for each attempt, as senders do. @param seconds since 1970 */
export function signed({ sender, id, body }: Message, seconds: number): Record<string, string> {
  const type = { "content-type": "application/json" };
  if (sender === "sendcloud") {
    const signature = createHmac("sha256", SENDCLOUD_SECRET).update(body).digest("hex");
    return { ...type, "sendcloud-signature": signature };
  }
  const key = Uint8Array.fromBase64(GENERIC_SECRET.slice("whsec_".length));
  const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  return {
    ...type,
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": `v1,${signature}`,
  };
}
