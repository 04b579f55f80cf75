/** Address and device of a request's sender. */
import type { Context } from "hono";
import { z } from "zod";
import type { Way } from "../../services/auth/mod.ts";
import { readLoginCookies } from "./login_cookies.ts";

/** Connection details from the server; absent in tests without a socket. */
const connection = z.object({
  via: z.literal("relay").optional(),
  remoteAddr: z.object({ hostname: z.string() }),
});

export interface Visitor {
  readonly address: string;
  readonly way: Way;
  readonly userAgent: string;
  /** The session's token, if the browser has one. */
  readonly token?: string | undefined;
  /** Token that marks the browser as a known device. */
  readonly device?: string | undefined;
}

export function visitorOf(c: Context): Visitor {
  const { data } = connection.safeParse(c.env);
  return {
    address: data?.remoteAddr.hostname ?? "unknown",
    way: data?.via ?? directWay(c),
    userAgent: c.req.header("user-agent") ?? "",
    ...readLoginCookies(c),
  };
}

/** This app speaks plain http at its port: what is https there came through a proxy. */
function directWay(c: Context): Way {
  return new URL(c.req.url).protocol === "https:" ? "proxy" : "home";
}

export function hostOf(c: Context): string {
  return c.req.header("host") ?? new URL(c.req.url).host;
}
