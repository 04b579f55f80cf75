/** Tells every page whether look-ups are on, so that it can offer to stop them. */
import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export function lookupsOn({ lookups }: Pick<Services, "lookups">): MiddlewareHandler<Env> {
  return async (c, next) => {
    const reads = c.req.method === "GET" && c.req.header("accept")?.includes("text/html");
    if (reads) c.set("lookupsOn", (await lookups.state()).on);
    await next();
  };
}
