/**
 * One sentence that the next page shows, once: what was just done, and how to undo it. It travels in a cookie
 * as a key and its values, never as text, so that nothing from outside can put words into the house's mouth.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { isMessageKey, type MessageKey } from "../locales/mod.ts";
import type { Params } from "../services/errors.ts";
import type { Env } from "./env.ts";

const COOKIE = "flash";
/** Long enough for the redirect that follows. */
const LIFE_S = 30;

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
  setCookie(c, COOKIE, JSON.stringify({ key, params, undo }), {
    httpOnly: true,
    maxAge: LIFE_S,
    path: "/",
    sameSite: "Strict",
  });
}

/** Reads it and forgets it. */
export function takeFlash(c: Context<Env>): Flash | null {
  const text = getCookie(c, COOKIE);
  if (text === undefined) return null;
  deleteCookie(c, COOKIE, { path: "/" });
  try {
    return flashSchema.parse(JSON.parse(text));
  } catch {
    return null; // Not ours, or of another version: nothing is lost with it.
  }
}
