/** Which addresses of the app show a page, read from its routes: a new page is tested without being listed. */
import { Hono } from "hono";
import { createApp } from "../../routes/mod.ts";
import type { Owner } from "./owner.ts";
import { openTestHouse } from "./whole_house.ts";

/** Files, streams, what only forms lead to, and the shop, which has a shell and a test of its own. */
const NO_PAGES =
  /^\/(api|assets|events|photos|login|setup|shop|settings\/shop\/preview)\b|\.\w+$|cover$|\/shape\/|\*|^\/import\/:|^\/lots\/:/;
const NAMELESS = new Set(["/api/v1/docs"]);

/** Every address of the app that shows a page, read from its routes: a new page is held by itself. */
export async function pageAddresses(): Promise<string[]> {
  await using house = await openTestHouse();
  const app: Hono = createApp(house.services, {
    script: "/a.js",
    style: "/a.css",
    files: new Map(),
  }) as unknown as Hono;
  const found = app.routes.filter(({ method, path }) =>
    method === "GET" && (NAMELESS.has(path) || !NO_PAGES.test(path))
  ).map(({ path }) => path.replace(/:number(\{[^}]*\})?/, "1"));
  return [...new Set(found)].filter((path) => !path.includes(":")).sort();
}

/** Some addresses give a picture or answer a script. */
export async function isPage(owner: Owner, path: string): Promise<boolean> {
  const answer = await owner.ask(path);
  await answer.body?.cancel();
  return answer.headers.get("content-type")?.startsWith("text/html") ?? false;
}
