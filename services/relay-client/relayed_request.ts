/**
 * A relayed request, and the visitor for whom the relay vouches in its signed header. The request's abort
 * signal is created when it is first read: most requests never read it, and it costs as much as the rest.
 */
import { isEqualConstantTime } from "../../relay/shared/crypto.ts";
import { parseVisitor, signVisitor } from "../../relay/protocol/visitor.ts";

interface AbortOnRead {
  /** Aborted when the visitor has left. */
  signal(): AbortSignal;
  abort(): void;
}

export function createGone(): AbortOnRead {
  let controller: AbortController | null = null;
  let isGone = false;
  return {
    signal() {
      if (!controller) {
        controller = new AbortController();
        if (isGone) controller.abort();
      }
      return controller.signal;
    },
    abort() {
      isGone = true;
      controller?.abort();
    },
  };
}

export class RelayedRequest extends Request {
  readonly #gone: AbortOnRead;

  constructor(url: string, init: Omit<RequestInit, "signal">, gone: AbortOnRead) {
    super(url, init);
    this.#gone = gone;
  }

  override get signal(): AbortSignal {
    return this.#gone.signal();
  }

  /** A clone shares the signal. */
  override clone(): Request {
    return new Request(super.clone(), { signal: this.signal });
  }
}

/** What the routes learn about the visitor, as for a direct connection. */
export interface RelayedVisitor {
  readonly via: "relay";
  readonly remoteAddr: { readonly hostname: string };
  readonly proto: "http" | "https";
  readonly host: string;
  readonly requestId: string;
  /** Milliseconds since 1970, by the relay's clock. */
  readonly time: number;
}

interface RelayedRequestLine {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The value of `VISITOR_HEADER`. */
  readonly header: string;
}

/** @returns null when the relay did not sign this request */
export function verifyVisitor(
  key: string,
  { method, path, header }: RelayedRequestLine,
): RelayedVisitor | null {
  const vouched = parseVisitor(header);
  if (!vouched || !isEqualConstantTime(header, signVisitor(key, { method, path, ...vouched }))) {
    return null;
  }
  const { client, proto, host, requestId, time } = vouched;
  return { via: "relay", remoteAddr: { hostname: client }, proto, host, requestId, time };
}
