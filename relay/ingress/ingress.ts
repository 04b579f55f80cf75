/**
 * Handles a visitor's request: checks and limits it, passes it on to home, and answers itself where home does
 * not.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { type AbortSignalLike, createLazyAbort, toAbortSignal } from "../shared/lazy_abort.ts";
import type { Log } from "../log.ts";
import type { ClusterOrigin } from "../cluster/cluster_origin.ts";
import type { Forwarding } from "../cluster/forwarding.ts";
import type { RateLimits } from "../limits/rate_limits.ts";
import { OriginFailure } from "../origin/origin.ts";
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
import { findFault, isGetOrHead } from "./request_checks.ts";
import { requestHeaders } from "./headers.ts";
import { sendHomeResponse } from "./home_response.ts";
import { createConcurrencyLimit } from "./request_limits.ts";
import { sendErrorResponse } from "./error_response.ts";
import { createStallMonitor } from "./stall_monitor.ts";
import { declaredBody, drainUnreadBody, openUpload, type Upload } from "./upload.ts";
import { type FrontProxy, readVisitor, type Visitor } from "./visitor.ts";
import type { ErrorCode } from "./error_texts.ts";

export interface IngressOptions {
  readonly origin: Pick<ClusterOrigin, "fetch">;
  /** Shared with home; signs the visitor header. */
  readonly key: string;
  readonly behind: FrontProxy;
  readonly requestsMax: number;
  readonly requestsOfOneMax: number;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** Finds the route that the relay answers itself. */
  readonly findRoute: (path: string, method: string) => RouteHandler | null;
  /** Rate limits. @default none */
  readonly limits?: Pick<RateLimits, "refuse">;
  /** Reads whether another machine forwarded the request. @default all requests come from visitors */
  readonly readForwarding?: (request: IncomingMessage) => Forwarding | null;
  /** Called when home cannot answer; null where no snapshot exists. */
  readonly serveSnapshot?: (request: Request) => Promise<Response | null>;
}

export interface Ingress {
  answer(request: IncomingMessage, response: ServerResponse): void;
  underWay(): number;
}

interface Trace {
  readonly traceparent: string;
  /** Whether the visitor sent it; otherwise it was created here. */
  readonly isGiven: boolean;
}

/** One request with everything that is known about it. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly trace: Trace;
  readonly visitor: Visitor;
  readonly forwarding: Forwarding | null;
  readonly abort: AbortSignalLike;
}

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
    const forwarded = forwarding?.kind === "forwarded" ? forwarding : null;
    const requestId = forwarded?.requestId ?? requestIdOf(request) ?? newId();
    const given = readTraceparent(request.headers[TRACEPARENT] as string | undefined);
    const traceparent = given ?? newTraceparent();
    const fault = findFault(request);
    if (fault) return sendError(fault, { request, response, requestId });
    const visitor = forwarded?.visitor ?? readVisitor(request, behind);
    // The machine that forwarded it has applied the rate limits.
    const tooOften = forwarded ? null : rateLimitWait(request, visitor.client);
    if (tooOften) return sendError("too_often", { request, response, requestId }, tooOften);
    const leave = gate.enter(visitor.client);
    if (!leave) return sendError("busy", { request, response, requestId });
    const abort = createLazyAbort();
    response.once("close", () => {
      leave();
      // Home must not wait for the rest of a body whose sender was refused or left.
      if (!response.writableFinished || !request.complete) abort.abort();
    });
    const trace = { traceparent, isGiven: given !== null };
    const exchange = {
      request,
      response,
      requestId,
      trace,
      visitor,
      forwarding,
      abort: abort.signal,
    };
    const own = findRoute(pathOf(request), request.method!);
    (own ? answerFromRelay(own, exchange) : passToHome(exchange)).catch((error) => {
      log.error("request_failed", { requestId, traceId: traceIdOf(traceparent), error });
      response.destroy();
    });
  }

  /** @returns the seconds to wait, or null where the request is allowed */
  function rateLimitWait(request: IncomingMessage, client: string): number | null {
    const limited = { method: request.method!, path: pathOf(request), client };
    return limits?.refuse(limited)?.retryAfterSeconds ?? null;
  }

  async function answerFromRelay(own: RouteHandler, exchange: Exchange): Promise<void> {
    const { response } = exchange;
    try {
      const answered = await own(asWeb(exchange, openUploadOf(exchange)?.body));
      if (!response.headersSent) await writeWebResponse(answered, response);
    } catch (error) {
      // The sender left, or has its error response already.
      if (!(error instanceof BodyAborted)) throw error;
    }
  }

  const asWeb = ({ request, visitor, abort }: Exchange, body: Readable | null = null): Request =>
    toWebRequest(request, {
      origin: `${visitor.proto}://${request.headers.host}`,
      signal: toAbortSignal(abort),
      body,
    });

  function openUploadOf(exchange: Exchange): Upload | null {
    const { request, response } = exchange;
    if (declaredBody(request) === "none") return null;
    const upload = openUpload(request, stallMonitor, (why) => {
      sendError(why, exchange);
      upload.end();
    });
    response.once("close", upload.end);
    // The response may be finished before the body was read.
    response.once("finish", () => {
      upload.end();
      drainUnreadBody(request, time);
    });
    if (request.headers.expect) response.writeContinue();
    return upload;
  }

  async function passToHome(exchange: Exchange): Promise<void> {
    const { response, abort } = exchange;
    const upload = openUploadOf(exchange);
    try {
      const answered = await origin.fetch(originRequest(exchange, upload), abort);
      if (response.headersSent) return void answered.body.destroy();
      sendHomeResponse(answered, response, { stallMonitor, time });
    } catch (error) {
      if (!(error instanceof OriginFailure)) throw error;
      upload?.end();
      if (abort.aborted || response.headersSent) return;
      await answerWithoutHome(error, exchange);
    }
  }

  function originRequest(exchange: Exchange, upload: Upload | null) {
    const { request, requestId, trace, visitor, forwarding } = exchange;
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

  async function answerWithoutHome({ absence }: OriginFailure, exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    if (absence === "cancelled") return;
    const kept = serveSnapshot && isGetOrHead(request)
      ? await serveSnapshot(asWeb(exchange))
      : null;
    if (kept) return await writeWebResponse(kept, response);
    const isShop = absence === "away" && isPublicPath(pathOf(request));
    sendError(isShop ? "resting" : absence, exchange);
  }

  function sendError(
    code: ErrorCode,
    { request, response, requestId }: Pick<Exchange, "request" | "response" | "requestId">,
    retryAfterSeconds?: number,
  ): void {
    log.debug("error_response", { requestId, code });
    if (response.headersSent) return void response.destroy();
    sendErrorResponse(code, request, response, { requestId, retryAfterSeconds });
    drainUnreadBody(request, time);
  }

  return { answer, underWay: gate.inside };
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0]!;

function requestIdOf({ headers }: IncomingMessage): string | null {
  const said = headers["x-request-id"];
  return typeof said === "string" && REQUEST_ID.test(said) ? said : null;
}
