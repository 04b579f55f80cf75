/** The rate limits, and which of them apply to a request. */
import type { Allowance } from "./gcra.ts";
import { MINUTE_MS, SECOND_MS } from "../shared/time.ts";

export interface RateRule extends Allowance {
  readonly name: string;
  /** After so many requests the other machines are notified. */
  readonly step: number;
}

export interface RateRules {
  /** Per visitor: pages with all their images, for several devices behind one address. */
  readonly requests: RateRule;
  /** Per visitor, at routes where a passphrase can be guessed. Home has a stricter limit of its own. */
  readonly logins: RateRule;
  /** Of all visitors together. */
  readonly allLogins: RateRule;
  /** Per sender, at sources that accept unsigned webhooks. */
  readonly unsignedWebhooks: RateRule;
  /** Per visitor, for tunnel connections. Home connects at most once a second. */
  readonly dials: RateRule;
}

export const RATE_RULES: RateRules = {
  requests: { name: "requests", burst: 1_500, everyMs: SECOND_MS / 50, step: 500 },
  logins: { name: "logins", burst: 10, everyMs: MINUTE_MS, step: 1 },
  allLogins: { name: "all_logins", burst: 100, everyMs: 5 * SECOND_MS, step: 5 },
  unsignedWebhooks: { name: "unsigned_webhooks", burst: 20, everyMs: 15 * SECOND_MS, step: 5 },
  dials: { name: "dials", burst: 120, everyMs: SECOND_MS / 2, step: 60 },
};

export interface Asked {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** The visitor's address. */
  readonly client: string;
}

/**
 * Paths without a limit: health checks, calls of home and signed webhooks authenticate themselves or are cheap.
 * The raw path is matched, so that no other spelling of a path gets in.
 */
const FREE = /^\/(?:api\/health(?:\/deep)?|hooks\/[a-z0-9-]{1,40}\/?|relay(?:\/[a-z0-9-]+)*)$/;
const TUNNEL = "/tunnel";
/** Routes where a secret can be guessed. */
const LOGIN = /^\/(?:login|setup|settings\/account\/passphrase)(?:\/|$)/i;

/**
 * @param isUnsignedWebhook whether a path accepts unsigned webhooks
 * @returns the limits that apply, the strictest first
 */
export function rulesFor(
  { method, path }: Asked,
  rules: RateRules,
  isUnsignedWebhook: (path: string) => boolean,
): readonly RateRule[] {
  if (isUnsignedWebhook(path)) return [rules.unsignedWebhooks];
  if (FREE.test(path)) return [];
  if (path === TUNNEL) return [rules.dials];
  const tries = method !== "GET" && method !== "HEAD" && LOGIN.test(normalisePath(path));
  return tries ? [rules.logins, rules.allLogins, rules.requests] : [rules.requests];
}

/** Decodes the path as home does, so that no other spelling avoids the limit. */
function normalisePath(path: string): string {
  const url = URL.parse(path.replace(/\/{2,}/g, "/"), "http://relay");
  try {
    return decodeURIComponent(url?.pathname ?? path);
  } catch {
    return path;
  }
}

/** @returns the key whose limit applies; a whole IPv6 /64 network counts as one visitor */
export function rateLimitKey(client: string): string {
  if (!client.includes(":")) return client;
  const [head = "", tail] = client.toLowerCase().split("::");
  const words = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const rest = tail === "" ? 0 : tail.split(":").length;
    while (words.length + rest < 8) words.push("0");
  }
  return words.slice(0, 4).map((word) => word.replace(/^0+(?=.)/, "")).join(":");
}
