import assert from "node:assert/strict";
import { Hono } from "hono";
import type { Session } from "../../services/auth/mod.ts";
import type { Env } from "../env.ts";
import { noteSavedForms, takeSavedForms } from "./saved_forms.ts";

const OWNER = { id: "s", kind: "browser" } as unknown as Session;

function appOf(session: Session | null): Hono<Env> {
  return new Hono<Env>()
    .use(async (c, next) => {
      c.set("flashKey", new Uint8Array(32).fill(7));
      c.set("session", session);
      await next();
    })
    .use(noteSavedForms)
    .get("/", (c) => c.json(takeSavedForms(c, 200)))
    .post("/saved", (c) => c.redirect("/", 303))
    .post("/also", (c) => c.redirect("/", 303))
    .post("/refused", (c) => c.text("no", 422))
    .post("/shown", (c) => c.json(takeSavedForms(c, 200)))
    .post("/wrong", (c) => c.json(takeSavedForms(c, 422), 422));
}

/** Posts to these paths in turn with one browser's cookies. @returns the saved forms that the next page reports */
async function toldAfter(app: Hono<Env>, paths: readonly string[]): Promise<string[]> {
  let cookie = "";
  for (const path of paths) {
    const answer = await app.request(path, { method: "POST", headers: { cookie } });
    await answer.body?.cancel();
    const [line] = answer.headers.getSetCookie();
    if (line) cookie = line.split(";")[0]!;
  }
  return await (await app.request("/", { headers: { cookie } })).json();
}

Deno.test("the next page is told of each form that led on to a page", async () => {
  const paths = ["/saved?a=b", "/refused", "/also", "/also"];
  assert.deepEqual(await toldAfter(appOf(OWNER), paths), ["/saved?a=b", "/also"]);
});

Deno.test("it is told once", async () => {
  const app = appOf(OWNER);
  const posted = await app.request("/saved", { method: "POST" });
  const cookie = posted.headers.getSetCookie()[0]!.split(";")[0]!;
  const page = await app.request("/", { headers: { cookie } });
  assert.deepEqual(await page.json(), ["/saved"]);
  assert.match(page.headers.getSetCookie()[0]!, /^saved_forms=;.*Max-Age=0/);
});

Deno.test("a page that answers a form at once knows of it, unless it refuses it", async () => {
  const app = appOf(OWNER);
  const told = async (path: string) => await (await app.request(path, { method: "POST" })).json();
  assert.deepEqual(await told("/shown"), ["/shown"]);
  assert.deepEqual(await told("/wrong"), []);
});

Deno.test("a stranger's form is never told as saved, nor one that somebody made up", async () => {
  assert.deepEqual(await toldAfter(appOf(null), ["/saved"]), []);
  const forged = await appOf(OWNER).request("/", {
    headers: { cookie: `saved_forms=${encodeURIComponent('x.["/saved"]')}` },
  });
  assert.deepEqual(await forged.json(), []);
});
