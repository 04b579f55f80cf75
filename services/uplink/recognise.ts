/** Which requests came through the relay, and what it knows of their sender: nobody else can sign for it. */
import { HEADERS, isSame, signatureOf } from "../../relay/protocol.ts";

/** What the routes find out about who asks, as they do for a connection of our own. */
export interface RelayedVisitor {
  readonly via: "relay";
  readonly remoteAddr: { readonly hostname: string };
  readonly proto: "http" | "https";
  readonly host: string;
  readonly requestId: string;
  /** Milliseconds since 1970, by the relay's clock. */
  readonly time: number;
}

export interface RelayedMessage {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly header: (name: string) => string | null;
}

/** @returns null when the relay did not sign this very request */
export function recognise(
  key: string,
  { method, path, header }: RelayedMessage,
): RelayedVisitor | null {
  const [client, proto, host, requestId, time, signature] = SIGNED.map(header);
  if (!client || !host || !requestId || !time || !signature) return null;
  if (proto !== "http" && proto !== "https") return null;
  const relayed = { method, path, client, proto, host, requestId, time: Number(time) };
  if (!isSame(signature, signatureOf(key, relayed))) return null;
  return {
    via: "relay",
    remoteAddr: { hostname: client },
    proto,
    host,
    requestId,
    time: relayed.time,
  };
}

const SIGNED = [
  HEADERS.client,
  HEADERS.proto,
  HEADERS.host,
  HEADERS.requestId,
  HEADERS.time,
  HEADERS.signature,
];
