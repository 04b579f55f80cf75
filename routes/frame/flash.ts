/**
 * One sentence that the next page shows, once: what was just done, and how to undo it. It travels in a signed
 * cookie as a key and its values: another program on this host can plant a cookie, but no words and no button.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { isMessageKey, type MessageKey } from "../../locales/mod.ts";
import type { Params } from "../../services/errors.ts";
import type { Env } from "../env.ts";

const COOKIE = "flash";
/** Long enough for the redirect that follows. */
const LIFE_S = 30;
const SIGNATURE = "base64url";

const flashSchema = z.object({
  key: z.string().refine(isMessageKey),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  undo: z.object({
    /** A page of ours. */
    action: z.string().regex(/^\/(?!\/)/),
    fields: z.record(z.string(), z.string()).default({}),
  }).optional(),
});
export interface Flash {
  readonly key: MessageKey;
  readonly params: Params;
  readonly undo?: Undo;
}
/** A form that takes it back. */
export interface Undo {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function flash(c: Context<Env>, key: MessageKey, params: Params = {}, undo?: Undo): void {
  const text = JSON.stringify({ key, params, undo });
  setCookie(c, COOKIE, `${signature(c.var.flashKey, text)}.${text}`, {
    httpOnly: true,
    maxAge: LIFE_S,
    path: "/",
    sameSite: "Strict",
  });
}

/** Reads it and forgets it. */
export function takeFlash(c: Context<Env>): Flash | null {
  if (getCookie(c, COOKIE) !== undefined) deleteCookie(c, COOKIE, { path: "/" });
  return readFlash(c);
}

/** Reads it and leaves it to the page that shows it. */
export function readFlash(c: Context<Env>): Flash | null {
  const cookie = getCookie(c, COOKIE);
  if (cookie === undefined) return null;
  const [signed = "", text = ""] = splitOnce(cookie, ".");
  if (!isSame(signed, signature(c.var.flashKey, text))) return null;
  return flashSchema.safeParse(JSON.parse(text)).data ?? null;
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
