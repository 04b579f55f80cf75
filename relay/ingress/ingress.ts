/** From a visitor's request to home's answer, or to a sentence that says why there is none. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { type AbortSignalLike, createLazyAbort, toAbortSignal } from "../shared/lazy_abort.ts";
import type { Log } from "../log.ts";
import type { ClusterOrigin } from "../cluster/cluster_origin.ts";
import type { Forwarding } from "../cluster/forwarding.ts";
import type { RateLimits } from "../limits/rate_limits.ts";
import { OriginFailure, type OriginResponse } from "../origin/origin.ts";
import { signVisitor, VISITOR_HEADER } from "../protocol/visitor.ts";
import type { TimeSource } from "../shared/time.ts";
import {
  newTraceparent,
  readTraceparent,
  traceIdOf,
  TRACEPARENT,
  TRACESTATE,
} from "../shared/trace_context.ts";
import { isPublicPath } from "../protocol/snapshots.ts";
import { BodyAborted, type RouteHandler, toWebRequest, writeWebResponse } from "./web_request.ts";
import { findFault, isPlain } from "./request_checks.ts";
import { requestHeaders, responseHeaders } from "./headers.ts";
import { createConcurrencyLimit, STUCK_MS_MAX } from "./request_limits.ts";
import { createErrorResponse } from "./error_response.ts";
import { createStallMonitor } from "./stall_monitor.ts";
import { declaredBody, drainUnreadBody, openUpload, type Upload } from "./upload.ts";
import { type FrontProxy, readVisitor, type Visitor } from "./visitor.ts";
import type { ErrorCode } from "./error_texts.ts";

export interface IngressOptions {
  readonly origin: Pick<ClusterOrigin, "fetch">;
  /** Shared with home: signs what the relay says of a request. */
  readonly key: string;
  readonly behind: FrontProxy;
  readonly requestsMax: number;
  readonly requestsOfOneMax: number;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** What the relay answers itself, by path. */
  readonly findRoute: (path: string, method: string) => RouteHandler | null;
  /** Who asks too often. @default nobody */
  readonly limits?: Pick<RateLimits, "refuse">;
  /** How a request came here that another machine has sent on. @default all come from visitors */
  readonly readForwarding?: (request: IncomingMessage) => Forwarding | null;
  /** Asked when home cannot answer: what was kept for that, or null. */
  readonly serveSnapshot?: (request: Request) => Promise<Response | null>;
}

export interface Ingress {
  answer(request: IncomingMessage, response: ServerResponse): void;
  underWay(): number;
}

interface Trace {
  readonly traceparent: string;
  /** By the visitor; else it was made here. */
  readonly isGiven: boolean;
}

/** Where the next request begins on such a connection is not to be guessed. */
const HANGS_UP: ReadonlySet<ErrorCode> = new Set(["bad_request", "headers_too_large"]);
const REQUEST_ID = /^[\w=-]{1,128}$/;

export function createIngress(options: IngressOptions): Ingress {
  const {
    origin,
    key,
    behind,
    time,
    now,
    newId,
    log,
    findRoute,
    serveSnapshot,
    limits,
    readForwarding,
  } = options;
  const gate = createConcurrencyLimit(options.requestsMax, options.requestsOfOneMax);
  const stallMonitor = createStallMonitor(time);

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const forwarding = readForwarding?.(request) ?? null;
    const sentOn = forwarding?.kind === "forwarded" ? forwarding : null;
    const requestId = sentOn?.requestId ?? requestIdOf(request) ?? newId();
    const given = readTraceparent(request.headers[TRACEPARENT] as string | undefined);
    const traceparent = given ?? newTraceparent();
    const wrong = findFault(request);
    if (wrong) return say(wrong, request, response, requestId);
    const visitor = sentOn?.visitor ?? readVisitor(request, behind);
    // The machine that sent it on has counted it.
    const tooOften = sentOn ? null : refusal(request, visitor.client);
    if (tooOften) return say("too_often", request, response, requestId, tooOften);
    const leave = gate.enter(visitor.client);
    if (!leave) return say("busy", request, response, requestId);
    const gone = createLazyAbort();
    response.once("close", () => {
      leave();
      // Home must not wait for the rest of what a refused sender no longer sends.
      if (!response.writableFinished || !request.complete) gone.abort();
    });
    const trace = { traceparent, isGiven: given !== null };
    const asked = { request, response, requestId, trace, visitor, forwarding, gone: gone.signal };
    const own = findRoute(pathOf(request), request.method!);
    (own ? answerSelf(own, asked) : passOn(asked)).catch((error) => {
      log.error("request_failed", { requestId, traceId: traceIdOf(traceparent), error });
      response.destroy();
    });
  }

  /** @returns the seconds to wait */
  function refusal(request: IncomingMessage, client: string): number | null {
    const asked = { method: request.method!, path: pathOf(request), client };
    return limits?.refuse(asked)?.retryAfterSeconds ?? null;
  }

  interface Asked {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly requestId: string;
    readonly trace: Trace;
    readonly visitor: Visitor;
    readonly forwarding: Forwarding | null;
    readonly gone: AbortSignalLike;
  }

  async function answerSelf(own: RouteHandler, asked: Asked): Promise<void> {
    const { response } = asked;
    try {
      const answered = await own(asWeb(asked, openUploadOf(asked)?.body));
      if (!response.headersSent) await writeWebResponse(answered, response);
    } catch (error) {
      // Its sender is gone, or was told why.
      if (!(error instanceof BodyAborted)) throw error;
    }
  }

  const asWeb = ({ request, visitor, gone }: Asked, body: Readable | null = null): Request =>
    toWebRequest(request, {
      origin: `${visitor.proto}://${request.headers.host}`,
      signal: toAbortSignal(gone),
      body,
    });

  function openUploadOf({ request, response, requestId }: Asked): Upload | null {
    if (declaredBody(request) === "none") return null;
    const upload = openUpload(request, stallMonitor, (why) => {
      say(why, request, response, requestId);
      upload.end();
    });
    response.once("close", upload.end);
    // All of it need not have been read.
    response.once("finish", () => {
      upload.end();
      drainUnreadBody(request, time);
    });
    if (request.headers.expect) response.writeContinue();
    return upload;
  }

  async function passOn(asked: Asked): Promise<void> {
    const { response, gone } = asked;
    const upload = openUploadOf(asked);
    try {
      const answered = await origin.fetch(originRequest(asked, upload), gone);
      if (response.headersSent) return void answered.body.destroy();
      handOver(answered, response);
    } catch (error) {
      if (!(error instanceof OriginFailure)) throw error;
      upload?.end();
      if (gone.aborted || response.headersSent) return;
      await explain(error, asked);
    }
  }

  function originRequest(asked: Asked, upload: Upload | null) {
    const { request, requestId, trace, visitor, forwarding } = asked;
    const method = request.method!;
    const path = request.url!;
    const host = request.headers.host!;
    const headers = requestHeaders(request.rawHeaders);
    if (!trace.isGiven) delete headers[TRACESTATE];
    headers[TRACEPARENT] = trace.traceparent;
    headers[VISITOR_HEADER] = signVisitor(key, {
      ...{ method, path, host, requestId },
      time: now(),
      client: visitor.client,
      proto: visitor.proto,
    });
    return { method, path, host, headers, body: upload?.body ?? null, forwarding };
  }

  function handOver(answered: OriginResponse, response: ServerResponse): void {
    const { status, headers, body, isComplete } = answered;
    let bytes = 0;
    // A visitor must not take a part for the whole.
    const end = () => isComplete(bytes) ? response.end() : response.destroy();
    response.writeHead(status, responseHeaders(headers));
    // An empty body may be over before anybody could listen.
    if (body.readableEnded) return void end();
    if (body.destroyed) return void response.destroy();
    // What has nothing to say yet, such as a stream of events, is open from now on all the same.
    if (body.readableLength === 0) response.flushHeaders();
    body.on("data", (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (!response.write(chunk)) waitForReader(body, response);
    });
    body.once("end", end);
    body.once("error", () => response.destroy());
  }

  function waitForReader(body: Readable, response: ServerResponse): void {
    body.pause();
    const since = time.now();
    const forget = stallMonitor.watch({
      isTooSlow: () => time.now() - since >= STUCK_MS_MAX,
      dropListeners: () => response.destroy(),
    });
    response.once("close", forget);
    response.once("drain", () => {
      forget();
      response.off("close", forget);
      body.resume();
    });
  }

  async function explain({ absence }: OriginFailure, asked: Asked): Promise<void> {
    const { request, response, requestId } = asked;
    if (absence === "cancelled") return;
    const kept = serveSnapshot && isPlain(request) ? await serveSnapshot(asWeb(asked)) : null;
    if (kept) return await writeWebResponse(kept, response);
    const isShop = absence === "away" && isPublicPath(pathOf(request));
    say(isShop ? "resting" : absence, request, response, requestId);
  }

  function say(
    code: ErrorCode,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    retryAfterSeconds?: number,
  ): void {
    log.debug("own_answer", { requestId, code });
    if (response.headersSent) return void response.destroy();
    const { accept, "accept-language": acceptLanguage } = request.headers;
    const path = pathOf(request);
    const { status, headers, body } = createErrorResponse(code, {
      path,
      accept,
      acceptLanguage,
      requestId,
      retryAfterSeconds,
    });
    if (HANGS_UP.has(code)) response.shouldKeepAlive = false;
    response.writeHead(status, { ...headers, "content-length": String(utf8.encode(body).length) });
    response.end(request.method === "HEAD" ? undefined : body);
    drainUnreadBody(request, time);
  }

  return { answer, underWay: gate.inside };
}

const utf8 = new TextEncoder();

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0]!;

function requestIdOf({ headers }: IncomingMessage): string | null {
  const said = headers["x-request-id"];
  return typeof said === "string" && REQUEST_ID.test(said) ? said : null;
}
