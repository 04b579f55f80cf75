/**
 * Texts for the page that follows, in cookies that only this process can have written: another program on this
 * host can plant a cookie, since cookies know no ports.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Env } from "../env.ts";

const SIGNATURE = "base64url";

export function setSignedCookie(c: Context<Env>, name: string, text: string, lifeS: number): void {
  setCookie(c, name, `${signature(c.var.flashKey, text)}.${text}`, {
    httpOnly: true,
    maxAge: lifeS,
    path: "/",
    sameSite: "Strict",
  });
}

/** @returns `null` without a cookie or with an invalid signature */
export function readSignedCookie(c: Context<Env>, name: string): string | null {
  const [signed = "", text = ""] = splitOnce(getCookie(c, name) ?? "", ".");
  return isSame(signed, signature(c.var.flashKey, text)) ? text : null;
}

/** Reads it and forgets it. */
export function takeSignedCookie(c: Context<Env>, name: string): string | null {
  if (getCookie(c, name) === undefined) return null;
  deleteCookie(c, name, { path: "/" });
  return readSignedCookie(c, name);
}

const signature = (key: Uint8Array, text: string): string =>
  createHmac("sha256", key).update(text).digest(SIGNATURE);

function isSame(given: string, right: string): boolean {
  const [a, b] = [new TextEncoder().encode(given), new TextEncoder().encode(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
