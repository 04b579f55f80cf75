/** What a request says of who sends it. */
import type { Context } from "hono";
import { z } from "zod";
import { readSessionCookie } from "./session_cookie.ts";

/** What the server hands over beside the request; nothing in tests that have no socket. */
const connection = z.object({ remoteAddr: z.object({ hostname: z.string() }) });

export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
  readonly token: string | undefined;
}

export function visitorOf(c: Context): Visitor {
  const { data } = connection.safeParse(c.env);
  return {
    address: data?.remoteAddr.hostname ?? "unknown",
    userAgent: c.req.header("user-agent") ?? "",
    token: readSessionCookie(c),
  };
}

export function hostOf(c: Context): string {
  return c.req.header("host") ?? new URL(c.req.url).host;
}
