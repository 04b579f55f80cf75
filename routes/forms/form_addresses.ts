/**
 * Addresses that only take forms. After a refusal such an address stands in the browser's address bar with the
 * form's page: when it is loaded again, it must lead to that page.
 */
import type { Context, Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import type { Env } from "../env.ts";

/** Answers a request that no route answered with a redirect; null where the address takes no form either. */
type FormAddresses = (c: Context<Env>) => Response | null;

/** Reads the routes of the app, so it must be called after all are registered. */
export function createFormAddresses({ routes }: Pick<Hono<Env>, "routes">): FormAddresses {
  const router = new TrieRouter<true>();
  for (const { method, path } of routes) {
    if (method === "GET" || method === "POST") router.add(method, path, true);
  }
  const has = (method: string, path: string) => router.match(method, path)[0].length > 0;

  return (c) => {
    const { method, path } = c.req;
    if (method !== "GET" || path.startsWith("/api/") || !has("POST", path)) return null;
    const { search } = new URL(c.req.url);
    return c.redirect(`${nearestPage(path, (parent) => has("GET", parent))}${search}`, 303);
  };
}

/** The nearest address above that shows a page: `/settings/alerts/rules` → `/settings/alerts`. */
function nearestPage(path: string, isPage: (path: string) => boolean): string {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const parent = path.slice(0, end);
    if (isPage(parent)) return parent;
  }
  return "/";
}
