/** A request whose signal is made when somebody asks for it: most never do, and it costs as much as the rest. */
import { isEqualConstantTime } from "../../relay/shared/crypto.ts";
import { parseVisitor, signVisitor } from "../../relay/protocol/visitor.ts";

interface MachineUnreachable {
  /** Aborted when nobody waits for the answer any more. */
  signal(): AbortSignal;
  abort(): void;
}

export function createGone(): MachineUnreachable {
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
  readonly #gone: MachineUnreachable;

  constructor(url: string, init: Omit<RequestInit, "signal">, gone: MachineUnreachable) {
    super(url, init);
    this.#gone = gone;
  }

  override get signal(): AbortSignal {
    return this.#gone.signal();
  }

  /** A copy waits for the same answer. */
  override clone(): Request {
    return new Request(super.clone(), { signal: this.signal });
  }
}

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

interface RelayedRequestLine {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** What stands in `VISITOR_HEADER`. */
  readonly said: string;
}

/** @returns null when the relay did not sign this very request */
export function verifyVisitor(
  key: string,
  { method, path, said }: RelayedRequestLine,
): RelayedVisitor | null {
  const vouched = parseVisitor(said);
  if (!vouched || !isEqualConstantTime(said, signVisitor(key, { method, path, ...vouched }))) {
    return null;
  }
  const { client, proto, host, requestId, time } = vouched;
  return { via: "relay", remoteAddr: { hostname: client }, proto, host, requestId, time };
}
