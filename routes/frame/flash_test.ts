import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Env } from "../env.ts";
import { flash, takeFlash } from "./flash.ts";

const KEY = new Uint8Array(32).fill(7);
const undo = { action: "/items/bulk/undo", fields: { batch: "b1" } };

function appWith(flashKey: Uint8Array): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("flashKey", flashKey);
    await next();
  });
  app.post("/", (c) => {
    flash(c, "items.created", { number: 231 }, undo);
    return c.redirect("/", 303);
  });
  app.get("/", (c) => c.json(takeFlash(c)));
  return app;
}

async function cookieOf(app: Hono<Env>): Promise<string> {
  const answer = await app.request("/", { method: "POST" });
  return answer.headers.getSetCookie()[0]!.split(";")[0]!;
}

const taken = async (app: Hono<Env>, cookie: string) =>
  await (await app.request("/", { headers: { cookie } })).json();

Deno.test("flash() is shown once, with its values and its undo", async () => {
  const app = appWith(KEY);
  const cookie = await cookieOf(app);
  const answer = await app.request("/", { headers: { cookie } });
  assert.deepEqual(await answer.json(), { key: "items.created", params: { number: 231 }, undo });
  assert.match(answer.headers.getSetCookie()[0]!, /^flash=;.*Max-Age=0/);
});

Deno.test("takeFlash() ignores a cookie that another key signed", async () => {
  const cookie = await cookieOf(appWith(new Uint8Array(32).fill(8)));
  assert.equal(await taken(appWith(KEY), cookie), null);
});

Deno.test("takeFlash() ignores a cookie whose words were changed", async () => {
  const app = appWith(KEY);
  const cookie = await cookieOf(app);
  assert.equal(await taken(app, cookie.replace("231", "232")), null);
  assert.equal(await taken(app, cookie.replace("bulk", "trash")), null);
});

Deno.test("takeFlash() ignores what was never signed", async () => {
  const app = appWith(KEY);
  for (const forged of ["", ".", "x", '.{"key":"items.created"}', 'a.{"key":"items.created"}']) {
    assert.equal(await taken(app, `flash=${encodeURIComponent(forged)}`), null, forged);
  }
});
