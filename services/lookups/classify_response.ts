/** Classifies the marketplace's responses by their status and their content. */
import { MINUTE_MS } from "../base/time.ts";
import type { BrowserResponse } from "./browser.ts";

export type ResponseClass =
  | { readonly kind: "ok"; readonly text: string }
  /** The session is over; the client renews it once. */
  | { readonly kind: "expired" }
  /** A refusal, a challenge, or an HTML page in place of data. */
  | { readonly kind: "blocked" }
  | { readonly kind: "too_many"; readonly pauseMs: number }
  /** The endpoint does not exist any more. */
  | { readonly kind: "moved" }
  /** The item does not exist any more; only for an item's own page. */
  | { readonly kind: "gone" }
  /** The request or the response does not have the expected form. */
  | { readonly kind: "shape_changed" }
  /** The server failed, or no response came. */
  | { readonly kind: "unreachable" };

const PAUSE_MS_MAX = 24 * 60 * MINUTE_MS;
const CHALLENGE = /challenge|captcha|datadome|cf-chl|just a moment/i;
/** Challenge pages are small: the same words in a longer page come from an item's description. */
const CHALLENGE_CHARS = 50_000;

/** Classifies the response to an API request, which must be JSON. */
export function classifyApiResponse(
  { status, text, retryAfter }: BrowserResponse,
  now: number,
): ResponseClass {
  if (status === 429) return { kind: "too_many", pauseMs: parseRetryAfter(retryAfter, now) };
  if (status === 401) return { kind: "expired" };
  if (status === 403 || status === 406 || isChallenge(text)) return { kind: "blocked" };
  if (status === 404 || status === 410 || (status < 400 && status !== 200)) {
    return { kind: "moved" };
  }
  if (status >= 500) return { kind: "unreachable" };
  if (status !== 200) return { kind: "shape_changed" };
  if (text.trimStart().startsWith("<")) return { kind: "blocked" };
  return isJson(text) ? { kind: "ok", text } : { kind: "shape_changed" };
}

/** Classifies the front page or an item's page. */
export function classifyPage(
  { status, text, retryAfter }: BrowserResponse,
  now: number,
): ResponseClass {
  if (status === 429) return { kind: "too_many", pauseMs: parseRetryAfter(retryAfter, now) };
  if (status === 401 || status === 403 || status === 406) return { kind: "blocked" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (isChallenge(text)) return { kind: "blocked" };
  if (status >= 500) return { kind: "unreachable" };
  return status === 200 ? { kind: "ok", text } : { kind: "shape_changed" };
}

/** @param header seconds or an HTTP date; anything else counts as one minute, the site's usual answer */
export function parseRetryAfter(header: string | null, now: number): number {
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
