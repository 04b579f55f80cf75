/** Which requests came through the relay, and what it knows of their sender: nobody else can sign for it. */
import { isSame, readVouched, vouchFor } from "../../relay/protocol.ts";

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
  /** What stands in `VISITOR_HEADER`. */
  readonly said: string;
}

/** @returns null when the relay did not sign this very request */
export function recognise(
  key: string,
  { method, path, said }: RelayedMessage,
): RelayedVisitor | null {
  const vouched = readVouched(said);
  if (!vouched || !isSame(said, vouchFor(key, { method, path, ...vouched }))) return null;
  const { client, proto, host, requestId, time } = vouched;
  return { via: "relay", remoteAddr: { hostname: client }, proto, host, requestId, time };
}
