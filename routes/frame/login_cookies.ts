/** Cookies of a log-in: the session token, and a longer-lived one that marks a known device. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ABSOLUTE_MS, KNOWN_DEVICE_MS, type LoggedIn } from "../../services/auth/mod.ts";

const SESSION = "session";
const DEVICE = "device";

export function readLoginCookies(c: Context): Partial<LoggedIn> {
  return { token: read(c, SESSION), device: read(c, DEVICE) };
}

export function writeLoginCookies(c: Context, { token, device }: LoggedIn): void {
  write(c, SESSION, token, ABSOLUTE_MS);
  write(c, DEVICE, device, KNOWN_DEVICE_MS);
}

export function clearSessionCookie(c: Context): void {
  if (isSecure(c)) deleteCookie(c, SESSION, { secure: true, path: "/", prefix: "host" });
  else deleteCookie(c, SESSION, { path: "/" });
}

function read(c: Context, name: string): string | undefined {
  return (isSecure(c) ? getCookie(c, name, "host") : getCookie(c, name)) || undefined;
}

function write(c: Context, name: string, value: string, livesMs: number): void {
  const common = { httpOnly: true, sameSite: "Lax", maxAge: livesMs / 1000, path: "/" } as const;
  // Over https the name itself forbids other hosts to plant one; over http browsers refuse such a name.
  if (isSecure(c)) setCookie(c, name, value, { ...common, secure: true, prefix: "host" });
  else setCookie(c, name, value, common);
}

const isSecure = (c: Context): boolean => new URL(c.req.url).protocol === "https:";
