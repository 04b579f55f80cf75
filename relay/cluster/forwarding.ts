/**
 * The header by which one machine forwards a visitor's request to another, signed over the request and its
 * target. It names the visitor, and keeps the target from forwarding again.
 */
import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Visitor } from "../ingress/visitor.ts";
import type { OriginHeaders, OriginRequest } from "../origin/origin.ts";
import { isEqualConstantTime } from "../shared/crypto.ts";
import { parseVisitor, VISITOR_HEADER } from "../protocol/visitor.ts";

export const FORWARDING_HEADER = "x-relay-hop";
/** Maximum age, for clock differences and network delays. */
const FORWARDING_MS_MAX = 30_000;

/**
 * `forwarded`: by another machine, with the visitor's address. `replayed`: by Fly's proxy, at the request of
 * another machine. `returned`: by Fly's proxy, since the other machine could not be reached.
 */
export type Forwarding =
  | { readonly kind: "forwarded"; readonly visitor: Visitor; readonly requestId: string }
  | { readonly kind: "replayed" | "returned" };

const Said = z.object({
  to: z.string(),
  at: z.number(),
  host: z.string(),
  client: z.string(),
  proto: z.enum(["http", "https"]),
  requestId: z.string(),
});

interface Sent {
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** @returns the header's value, with the claims of the request's visitor header */
export function signForwarding(key: string, request: OriginRequest, sent: Sent): string {
  const { headers, method, path, host } = request;
  const vouched = parseVisitor(one(headers, VISITOR_HEADER));
  if (!vouched) throw new TypeError("only a visitor's request is sent on");
  const { client, proto, requestId } = vouched;
  const said = JSON.stringify({ ...sent, host, client, proto, requestId });
  const text = new TextEncoder().encode(said).toBase64({ alphabet: "base64url" });
  return `${text}.${signatureOf(key, { method, path }, text)}`;
}

export interface Arrived {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Unfiltered; names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface ForwardingReader {
  readonly key: string;
  readonly machine: string;
  /** True behind Fly's proxy, which can replay requests at another machine. */
  readonly onFly: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** @returns null for a request directly from a visitor, also one with a forged header */
export function parseForwarding(
  { key, machine, onFly, now }: ForwardingReader,
  arrived: Arrived,
): Forwarding | null {
  const { headers } = arrived;
  if (onFly && headers["fly-replay-failed"] !== undefined) return { kind: "returned" };
  if (onFly && headers["fly-replay-src"] !== undefined) return { kind: "replayed" };
  const [text = "", signature = ""] = one(headers, FORWARDING_HEADER).split(".");
  if (!signature || !isEqualConstantTime(signature, signatureOf(key, arrived, text))) return null;
  const said = Said.parse(
    JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" }))),
  );
  if (said.to !== machine || Math.abs(now() - said.at) > FORWARDING_MS_MAX) return null;
  const { client, proto, requestId } = said;
  return { kind: "forwarded", visitor: { client, proto }, requestId };
}

function signatureOf(
  key: string,
  { method, path }: { method: string; path: string },
  text: string,
) {
  return createHmac("sha256", key).update(JSON.stringify(["hop", method, path, text]))
    .digest(
      "hex",
    );
}

function one(headers: Arrived["headers"] | OriginHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}
