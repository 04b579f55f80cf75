import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Locale, translator } from "../../locales/mod.ts";
import type { Env, Theme } from "../env.ts";
import { flash } from "./flash.ts";
import { page, type PageOptions } from "./page.tsx";

interface Scene extends Partial<PageOptions> {
  locale?: Locale;
  theme?: Theme;
}

function appOf({ locale = "it", theme = "auto", ...options }: Scene): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("locale", locale);
    c.set("t", translator(locale));
    c.set("theme", theme);
    c.set("flashKey", new Uint8Array(32));
    c.set("assets", { script: "/assets/a-1.js", style: "/assets/a-1.css" });
    await next();
  });
  return app
    .get("/", (c) => page(c, { title: "Oggi", ...options }, <h1>Oggi</h1>))
    .post("/", (c) => {
      const undo = { action: "/items/bulk/undo", fields: { batch: "<b>" } };
      flash(c, "gallery.flash_said", { box: "<12>" }, undo);
      return c.redirect("/", 303);
    });
}

/** Precompiled markup leaves blanks where an attribute is absent. */
const textOf = async (answer: Response) =>
  (await answer.text()).replace(/ +/g, " ").replace(/ >/g, ">");
const htmlOf = async (scene: Scene) => await textOf(await appOf(scene).request("/"));

Deno.test("page() is a whole document in the reader's language, never kept by the browser", async () => {
  const answer = await appOf({ locale: "en" }).request("/");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("cache-control"), "no-store");
  const html = await textOf(answer);
  assert.match(html, /^<!doctype html><html lang="en">/);
  assert.match(html, /<title>Oggi · Vinted Optimizer<\/title>/);
  assert.match(html, /<link rel="manifest" href="\/manifest-en.webmanifest">/);
});

Deno.test("page() marks the place where one is, and only that", async () => {
  const html = await htmlOf({ current: "items" });
  assert.equal(html.match(/aria-current="page"/g)!.length, 1);
  assert.match(html, /<a href="\/items" aria-current="page">/);
});

Deno.test("page() leads past the navigation to the content", async () => {
  const html = await htmlOf({});
  assert.ok(html.indexOf('class="skip" href="#main"') < html.indexOf("<nav"));
  assert.match(html, /<main id="main" tabindex="-1"><h1>/);
});

Deno.test("page() without navigation has neither places nor search", async () => {
  const html = await htmlOf({ bare: true });
  assert.doesNotMatch(html, /<nav|<search|class="skip"/);
});

Deno.test("page() takes the chosen colours from the first byte on", async () => {
  assert.match(await htmlOf({ theme: "dark" }), /<html lang="it" data-theme="dark">/);
  assert.match(await htmlOf({ theme: "dark" }), /<meta name="color-scheme" content="dark">/);
  assert.doesNotMatch(await htmlOf({ theme: "auto" }), /data-theme/);
});

Deno.test("page() carries no style and no script of its own", async () => {
  const html = await htmlOf({ current: "today" });
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
  const scripts = html.match(/<script[^>]*>[^<]*/g);
  assert.deepEqual(scripts, ['<script type="module" src="/assets/a-1.js">']);
});

Deno.test("page() shows the flash with its undo once, and what it says is only text", async () => {
  const app = appOf({});
  const cookie = (await app.request("/", { method: "POST" })).headers.getSetCookie()[0]!;
  const answer = await app.request("/", { headers: { cookie: cookie.split(";")[0]! } });
  const html = await textOf(answer);
  assert.match(html, /role="status"[^>]*><span>3 capi spostati nella scatola &lt;12>\.<\/span>/);
  assert.match(html, /<form method="post" action="\/items\/bulk\/undo">.*value="&lt;b>"/);
  assert.doesNotMatch(await htmlOf({}), /id="flash"/);
});
