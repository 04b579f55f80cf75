/**
 * One line a request: what was asked, what was answered, how long it took; never what was said. The trace's id is the
 * one that the relay's log has for the same request.
 */
import type { MiddlewareHandler } from "hono";
import { readTraceparent, traceIdOf, TRACEPARENT } from "../../services/relay-client/mod.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export function requestLog(
  { log, clock }: Pick<Services, "log" | "clock">,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const begun = clock.now();
    const traceparent = readTraceparent(c.req.header(TRACEPARENT));
    if (traceparent) c.set("traceId", traceIdOf(traceparent));
    await next();
    const { method, path } = c.req;
    const { requestId, traceId } = c.var;
    const ms = clock.now() - begun;
    log.debug("request", { requestId, traceId, method, path, status: c.res.status, ms });
  };
}
