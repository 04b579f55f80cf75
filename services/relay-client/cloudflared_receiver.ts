/**
 * Answers the relay's requests at home's own port, where they arrive through Cloudflare. Requests without a
 * visitor header come from the home network; calls of the relay itself are authenticated one by one.
 */
import { sha256Hex } from "../../relay/shared/crypto.ts";
import {
  CALL_BYTES_MAX,
  CALL_TOLERANCE_MS,
  isSignedCall,
  parseAuthorization,
} from "../../relay/protocol/call_auth.ts";
import { VISITOR_HEADER } from "../../relay/protocol/visitor.ts";
import { HEADER_PREFIX, HOME_CALLS_PATH } from "../../relay/protocol/tunnel.ts";
import type { Clock } from "../base/clock.ts";
import type { Logger } from "../base/log.ts";
import { RelayedRequest, type RelayedVisitor, verifyVisitor } from "./relayed_request.ts";
import { type App, type RelayCalls, REQUEST_ID } from "./tunnel_server.ts";

interface CloudflaredReceiverOptions {
  /** Shared with the relay. */
  readonly key: string;
  /** Calls of the relay itself, by path under `/.relay/`. */
  readonly calls: RelayCalls;
  readonly clock: Clock;
  readonly log: Logger;
}

interface CloudflaredReceiver {
  /** @param plain answers a request that did not come through the relay */
  answer(app: App, request: Request, plain: () => Answered): Answered;
  /** When the relay was last authenticated here; milliseconds since 1970. */
  askedAt(): number | null;
}

type Answered = Response | Promise<Response>;

export function createCloudflaredReceiver(
  { key, calls, clock, log }: CloudflaredReceiverOptions,
): CloudflaredReceiver {
  let askedAt: number | null = null;

  /** Bounds how long a recorded request could be replayed. */
  const isRecent = (time: number) => Math.abs(clock.now() - time) <= CALL_TOLERANCE_MS;

  async function answerRelay(request: Request, path: string): Promise<Response> {
    const { method } = request;
    const given = parseAuthorization(request.headers.get("authorization"));
    if (!given || !isRecent(given.time) || !await isSignedCall(key, { method, path }, given)) {
      return refuse(request, 401);
    }
    // A body without a declared length could be endless.
    const bytes = Number(request.headers.get("content-length") ?? NaN);
    if (request.body && !(bytes <= CALL_BYTES_MAX)) return refuse(request, 413);
    const body = await request.bytes();
    if (await sha256Hex(body) !== given.bodySha256) return refuse(request, 401);
    askedAt = clock.now();
    const { url, headers } = request;
    const asked = new Request(url, { method, headers, ...body.length > 0 && { body } });
    return await calls[new URL(url).pathname]?.(asked) ?? new Response(null, { status: 404 });
  }

  function refuse({ method }: Request, status: number): Response {
    log.warn("relay_request_unsigned", { method });
    return new Response(null, { status });
  }

  return {
    askedAt: () => askedAt,
    answer(app, request, plain) {
      const path = pathOf(request.url);
      if (new URL(request.url).pathname.startsWith(HOME_CALLS_PATH)) {
        return answerRelay(request, path);
      }
      const header = request.headers.get(VISITOR_HEADER);
      if (header === null) return plain();
      const visitor = verifyVisitor(key, { method: request.method, path, header });
      if (!visitor || !isRecent(visitor.time)) return refuse(request, 400);
      askedAt = clock.now();
      return app(relayedFrom(request, path, visitor), visitor);
    },
  };
}

/** Rebuilds the request as it would arrive through the tunnel. */
function relayedFrom(request: Request, path: string, visitor: RelayedVisitor): Request {
  const { method, body } = request;
  const headers = new Headers(request.headers);
  for (const [name] of request.headers) {
    if (name.startsWith(HEADER_PREFIX)) headers.delete(name);
  }
  headers.set("host", visitor.host);
  headers.set(REQUEST_ID, visitor.requestId);
  const gone = { signal: () => request.signal, abort: () => {} };
  const url = `${visitor.proto}://${visitor.host}${path}`;
  return new RelayedRequest(url, { method, headers, body }, gone);
}

/** With its query and unnormalised: the relay signed it so. */
function pathOf(url: string): string {
  return url.slice(url.indexOf("/", url.indexOf("://") + "://".length));
}
