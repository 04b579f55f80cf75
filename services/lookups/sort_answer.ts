/** What an answer of the marketplace means, told by its status and its first words. */
import { MINUTE_MS } from "../base/time.ts";
import type { Answer } from "./browser.ts";

export type Sorted =
  | { readonly how: "good"; readonly text: string }
  /** The session is over: a new one may be asked for, once. */
  | { readonly how: "expired" }
  /** It does not want this visitor now: a refusal, a challenge, a page where data are due. */
  | { readonly how: "blocked" }
  | { readonly how: "too_many"; readonly pauseMs: number }
  /** The door is not there any more. */
  | { readonly how: "moved" }
  /** Only for an item's own page: the item is not there any more. */
  | { readonly how: "gone" }
  /** It does not understand us, or we do not understand it. */
  | { readonly how: "shape_changed" }
  /** Trouble of its own, or on the way. */
  | { readonly how: "unreachable" };

const PAUSE_MS_MAX = 24 * 60 * MINUTE_MS;
const CHALLENGE = /challenge|captcha|datadome|cf-chl|just a moment/i;
/** A challenge is a small page; a word in an item's description is none. */
const CHALLENGE_CHARS = 50_000;

/** Of a question whose answer is due as data. */
export function sortAnswer({ status, text, retryAfter }: Answer, now: number): Sorted {
  if (status === 429) return { how: "too_many", pauseMs: pauseOf(retryAfter, now) };
  if (status === 401) return { how: "expired" };
  if (status === 403 || status === 406 || isChallenge(text)) return { how: "blocked" };
  if (status === 404 || status === 410 || (status < 400 && status !== 200)) return { how: "moved" };
  if (status >= 500) return { how: "unreachable" };
  if (status !== 200) return { how: "shape_changed" };
  if (text.trimStart().startsWith("<")) return { how: "blocked" };
  return isJson(text) ? { how: "good", text } : { how: "shape_changed" };
}

/** Of a page: the front page, or that of one item. */
export function sortPage({ status, text, retryAfter }: Answer, now: number): Sorted {
  if (status === 429) return { how: "too_many", pauseMs: pauseOf(retryAfter, now) };
  if (status === 401 || status === 403 || status === 406) return { how: "blocked" };
  if (status === 404 || status === 410) return { how: "gone" };
  if (isChallenge(text)) return { how: "blocked" };
  if (status >= 500) return { how: "unreachable" };
  return status === 200 ? { how: "good", text } : { how: "shape_changed" };
}

/** @param header seconds, or the date in full; without a usable one a minute, as the site itself asks for */
export function pauseOf(header: string | null, now: number): number {
  const text = header?.trim() ?? "";
  const asked = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(asked) && asked > 0 ? Math.min(asked, PAUSE_MS_MAX) : MINUTE_MS;
}

const isChallenge = (text: string): boolean =>
  text.length < CHALLENGE_CHARS && text.trimStart().startsWith("<") && CHALLENGE.test(text);

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
