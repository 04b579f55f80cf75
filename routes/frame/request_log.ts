/** One line a request: what was asked, what was answered, how long it took; never what was said. */
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export function requestLog(
  { log, clock }: Pick<Services, "log" | "clock">,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const begun = clock.now();
    await next();
    const { method, path } = c.req;
    const { requestId } = c.var;
    const ms = clock.now() - begun;
    log.debug("request", { requestId, method, path, status: c.res.status, ms });
  };
}
