/**
 * What stands before every page, in this order: a known name, the first run, who asks, forged requests, and
 * then whether this page needs somebody.
 */
import type { Context, MiddlewareHandler } from "hono";
import { Failure, invalid } from "../../services/base/errors.ts";
import {
  allows,
  isForged,
  isKnownHost,
  type Scope,
  type Session,
} from "../../services/auth/mod.ts";
import type { Env } from "../env.ts";
import { originOf } from "./origin.ts";
import { loginPath } from "./next_path.ts";
import type { Services } from "../services.ts";
import { hostOf, visitorOf } from "./visitor.ts";

type Guard = MiddlewareHandler<Env>;
type Needs = Pick<Services, "auth" | "config">;

/** Answer before there is an owner. Assets do too: they are mounted before the guards. */
const BEFORE_OWNER = new Set(["/setup", "/api/health"]);
/** Paths that need no log-in once there is an owner. */
const FOR_STRANGERS = new Set([
  ...BEFORE_OWNER,
  "/login",
  "/login/passkey",
  "/login/passkey/challenge",
]);

/** Refuses names that a hostile page could have made for our address (DNS rebinding). */
export function checkHost({ config }: Needs): Guard {
  return async (c, next) => {
    const host = hostOf(c);
    // Every address that is read from the request is made of it.
    if (!URL.canParse(`http://${host}/`)) throw invalid("auth.unknown_host", { host });
    if (isKnownHost(host, config.publicHosts)) return await next();
    throw new Failure("forbidden", "auth.unknown_host", { host });
  };
}

/** Until the owner exists everything leads to the set-up page. */
export function redirectToSetup({ auth }: Needs): Guard {
  return async (c, next) => {
    if (BEFORE_OWNER.has(c.req.path) || await auth.owner.exists()) return await next();
    if (isForScripts(c)) throw new Failure("unauthorized", "auth.not_set_up");
    return c.redirect("/setup", 303);
  };
}

/** Finds out who asks and sets `session`, `null` for a stranger. A key that does not hold is refused. */
export function readSession({ auth }: Needs): Guard {
  return async (c, next) => {
    const key = bearer(c);
    c.set("session", key === null ? await ofCookie(c, auth) : await auth.tokens.recognise(key));
    if (key !== null && !c.var.session) throw new Failure("unauthorized", "auth.wrong_token");
    await next();
  };
}

/** Refuses changes that another site's page asks for. Keys are exempt: no browser adds them by itself. */
export function refuseCrossSite(): Guard {
  return async (c, next) => {
    const forged = c.var.session?.kind !== "token" && isForged({
      method: c.req.method,
      ownOrigin: originOf(c),
      secFetchSite: c.req.header("sec-fetch-site"),
      origin: c.req.header("origin"),
    });
    if (forged) throw new Failure("forbidden", "auth.forged");
    await next();
  };
}

/** Everything but the public paths needs the owner, or on `/api/` a key. Pages send strangers to the log-in. */
export function requireOwner(): Guard {
  return async (c, next) => {
    const { session } = c.var;
    const { path } = c.req;
    if (session?.kind === "token" && !path.startsWith("/api/")) {
      throw new Failure("forbidden", "auth.forbidden_page");
    }
    if (session || FOR_STRANGERS.has(path)) return await next();
    if (isForScripts(c)) throw new Failure("unauthorized", "auth.log_in_first");
    const isForm = c.req.method !== "GET";
    return c.redirect(loginPath(isForm ? formPage(c) : pathAndSearch(c.req.url), isForm), 303);
  };
}

/** Sets `account` for the owner's own pages. */
export function accountOf({ auth }: Needs): Guard {
  return async (c, next) => {
    if (c.var.session) c.set("account", await auth.owner.account());
    await next();
  };
}

/** Scopes by path prefix; other paths need `read` for reading and `write` for changes. */
export type ScopeTable = readonly (readonly [prefix: string, scope: Scope])[];

/** Checks an API key's scopes on `/api/v1`. A logged-in browser may do everything. */
export function scopes(table: ScopeTable): Guard {
  return async (c, next) => {
    const scope = scopeOf(c, table);
    const { session } = c.var;
    if (!session) throw new Failure("unauthorized", "auth.log_in_first");
    if (!allows(session, scope)) {
      throw new Failure("forbidden", "auth.token_forbidden", { scope });
    }
    await next();
  };
}

function scopeOf(c: Context, table: ScopeTable): Scope {
  const { path, method } = c.req;
  const special = table.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  return special?.[1] ?? (method === "GET" || method === "HEAD" ? "read" : "write");
}

async function ofCookie(c: Context, auth: Needs["auth"]): Promise<Session | null> {
  const { token } = visitorOf(c);
  return token ? await auth.sessions.recognise(token) : null;
}

/** @returns `null` when the request shows no key; then, and only then, its cookie counts */
function bearer(c: Context): string | null {
  const header = c.req.header("authorization");
  return header === undefined ? null : header.replace(/^Bearer\s+/i, "").trim();
}

/** A script wants a status, not a page to be led to. Browsers ask for HTML by name, curl for anything. */
function isForScripts({ req }: Context): boolean {
  const accept = req.header("accept") ?? "*/*";
  if (req.path.startsWith("/api/")) return true;
  if (accept.includes("text/html")) return false;
  return accept !== "*/*" || !["GET", "HEAD"].includes(req.method);
}

/** The page that contained the form, from the Referer header. */
function formPage(c: Context): string {
  const from = c.req.header("referer") ?? "";
  return URL.canParse(from) && new URL(from).host === hostOf(c) ? pathAndSearch(from) : "/";
}

function pathAndSearch(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
