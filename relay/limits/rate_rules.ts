/** What may be asked how often. */
import type { Allowance } from "./gcra.ts";
import { MINUTE_MS, SECOND_MS } from "../shared/time.ts";

export interface RateRule extends Allowance {
  readonly name: string;
  /** After so many the other machines are told. */
  readonly step: number;
}

export interface RateRules {
  /** Of one visitor: pages with all their pictures, for several devices behind one address. */
  readonly requests: RateRule;
  /** Of one visitor, where a password can be guessed. Home counts for itself too, and is stricter. */
  readonly logins: RateRule;
  /** Of all visitors together. */
  readonly allLogins: RateRule;
  /** Of one sender, at a source of webhooks that is open without a secret. */
  readonly unsignedWebhooks: RateRule;
  /** Of one visitor, at the tunnel's door. Home never dials more often than once a second. */
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
 * Always answered: health checks, home and signed webhooks prove themselves or cost little. The path as it is
 * written: one that could be read as another path has no such privilege.
 */
const FREE = /^\/(?:api\/health(?:\/deep)?|hooks\/[a-z0-9-]{1,40}\/?|relay(?:\/[a-z0-9-]+)*)$/;
const TUNNEL = "/tunnel";
/** Where something secret can be tried out. */
const LOGIN = /^\/(?:login|setup|settings\/account\/passphrase)(?:\/|$)/i;

/**
 * @param isUnsignedWebhook whether anybody can send webhooks to this path
 * @returns which limits hold, the narrowest first
 */
export function rulesFor(
  { method, path }: Asked,
  rules: RateRules,
  isUnsignedWebhook: (path: string) => boolean,
): readonly RateRule[] {
  if (isUnsignedWebhook(path)) return [rules.unsignedWebhooks];
  if (FREE.test(path)) return [];
  if (path === TUNNEL) return [rules.dials];
  const tries = method !== "GET" && method !== "HEAD" && LOGIN.test(asHomeReads(path));
  return tries ? [rules.logins, rules.allLogins, rules.requests] : [rules.requests];
}

/** No other way of writing a path is a way around. */
function asHomeReads(path: string): string {
  const url = URL.parse(path.replace(/\/{2,}/g, "/"), "http://relay");
  try {
    return decodeURIComponent(url?.pathname ?? path);
  } catch {
    return path;
  }
}

/** Whose allowance it is. An IPv6 network is one visitor: it has more addresses than anybody could count. */
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
