/** The cookie that holds a session's token. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ABSOLUTE_MS } from "../../services/auth/mod.ts";

const NAME = "session";

export function readSessionCookie(c: Context): string | undefined {
  return (isSecure(c) ? getCookie(c, NAME, "host") : getCookie(c, NAME)) || undefined;
}

export function writeSessionCookie(c: Context, token: string): void {
  const common = { httpOnly: true, sameSite: "Lax", maxAge: ABSOLUTE_MS / 1000 } as const;
  // Over https the name itself forbids other hosts to plant one; over http browsers refuse such a name.
  if (isSecure(c)) {
    setCookie(c, NAME, token, { ...common, secure: true, path: "/", prefix: "host" });
  } else setCookie(c, NAME, token, { ...common, path: "/" });
}

export function clearSessionCookie(c: Context): void {
  if (isSecure(c)) deleteCookie(c, NAME, { secure: true, path: "/", prefix: "host" });
  else deleteCookie(c, NAME, { path: "/" });
}

const isSecure = (c: Context): boolean => new URL(c.req.url).protocol === "https:";
