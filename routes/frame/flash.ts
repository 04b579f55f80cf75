/**
 * One sentence that the next page shows, once: what was just done, and how to undo it. It travels in a signed
 * cookie as a key and its values.
 */
import type { Context } from "hono";
import { z } from "zod";
import { isMessageKey, type MessageKey } from "../../locales/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { readSignedCookie, setSignedCookie, takeSignedCookie } from "./signed_cookie.ts";

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
  setSignedCookie(c, COOKIE, JSON.stringify({ key, params, undo }), LIFE_S);
}

/** Reads it and forgets it. */
export function takeFlash(c: Context<Env>): Flash | null {
  return parsed(takeSignedCookie(c, COOKIE));
}

/** Reads it and leaves it to the page that shows it. */
export function readFlash(c: Context<Env>): Flash | null {
  return parsed(readSignedCookie(c, COOKIE));
}

function parsed(text: string | null): Flash | null {
  return text === null ? null : flashSchema.safeParse(JSON.parse(text)).data ?? null;
}
