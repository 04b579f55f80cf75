import assert from "node:assert/strict";
import { Hono } from "hono";
import { translator } from "../../locales/mod.ts";
import type { Item } from "../../services/inventory/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { garment, openTestPhotos, type TestPhotos } from "../../services/photos/testing.ts";
import type { Env } from "../env.ts";
import { photoRoutes } from "./photos.tsx";
import { answerProblem } from "../frame/problems.tsx";

const item: Item = {
  id: "item",
  number: 231,
  state: "draft",
  facts: {},
  origin: "own",
  photoCount: 0,
  createdAt: 0,
  updatedAt: 0,
};
const found = () => Promise.resolve({ id: item.id, value: item, stamp: "1" });
const JSON_PLEASE = { accept: "application/json" };

function appOf({ photos }: TestPhotos): Hono<Env> {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator("en"));
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/", photoRoutes({ photos, inventory: { get: found, byId: found } }));
  app.onError(answerProblem(silentLogger));
  return app;
}

function formOf(files: Record<string, Uint8Array>): FormData {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(files)) {
    form.append("photos", new File([bytes.slice()], name));
  }
  return form;
}

const upload = (app: Hono<Env>, body: FormData, headers = {}) =>
  app.request("/items/231/photos", { method: "POST", body, headers });

Deno.test("POST /items/:number/photos answers for each file, and takes those that are fine", async () => {
  await using test = await openTestPhotos();
  const app = appOf(test);
  const text = new TextEncoder().encode("not a photo".repeat(20));
  const form = formOf({ "a.jpg": await garment(1), "b.jpg": text, "c.jpg": await garment(2) });
  const response = await upload(app, form, JSON_PLEASE);
  assert.equal(response.status, 200);
  const { files } = await response.json();
  assert.deepEqual(
    files.map(({ name, error }: { name: string; error?: string }) => [name, error]),
    [
      ["a.jpg", undefined],
      ["b.jpg", translator("en")("photos.wrong_type")],
      ["c.jpg", undefined],
    ],
  );
  await test.settled();
  const list = await (await app.request("/items/231/photos", { headers: JSON_PLEASE })).json();
  assert.deepEqual(list.photos.map(({ state }: { state: string }) => state), ["ready", "ready"]);
});

Deno.test("the plain form comes back to the item and says what happened", async () => {
  await using test = await openTestPhotos({ work: false });
  const form = formOf({ "a.jpg": await garment(1), "": new Uint8Array() });
  const response = await upload(appOf(test), form);
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/items/231#photos");
  assert.match(decodeURIComponent(response.headers.get("set-cookie")!), /photos\.added.*"count":1/);
  assert.equal((await test.photos.list("item")).length, 1);
});

Deno.test("the 21st file of one form is refused and the first twenty arrive", async () => {
  await using test = await openTestPhotos({ work: false });
  const file = await garment(1);
  const names = Array.from({ length: 21 }, (_, i) => [`${i}.jpg`, file]);
  const response = await upload(appOf(test), formOf(Object.fromEntries(names)), JSON_PLEASE);
  const { files } = await response.json();
  assert.equal(files.at(-1).error, translator("en")("photos.too_many", { max: 20 }));
  assert.equal((await test.photos.list("item")).length, 20);
});

Deno.test("GET /photos/:id/thumb is kept by the browser for ever, and the original has no address", async () => {
  await using test = await openTestPhotos();
  const app = appOf(test);
  const { id } = await test.photos.add("item", { name: "a.jpg", body: await garment(1) });
  assert.equal((await app.request(`/photos/${id}/thumb`, { headers: JSON_PLEASE })).status, 404);
  await test.settled();
  const first = await app.request(`/photos/${id}/thumb?v=1`);
  assert.equal(first.status, 200);
  assert.equal(first.headers.get("content-type"), "image/webp");
  assert.match(first.headers.get("cache-control")!, /^private, .*immutable/);
  await first.body!.cancel();
  const unversioned = await app.request(`/photos/${id}/thumb`);
  assert.equal(unversioned.headers.get("cache-control"), "private, no-cache");
  await unversioned.body!.cancel();
  const etag = first.headers.get("etag")!;
  for (const tags of [etag, `W/${etag}`, `"other", W/${etag}`, "*"]) {
    const again = await app.request(`/photos/${id}/thumb`, { headers: { "if-none-match": tags } });
    assert.deepEqual([again.status, await again.text()], [304, ""], tags);
  }
  const other = await app.request(`/photos/${id}/thumb`, { headers: { "if-none-match": '"x"' } });
  assert.equal(other.status, 200);
  await other.body!.cancel();
  assert.equal((await app.request(`/photos/${id}/original`)).status, 404);
});

Deno.test("photos move, go and come back by plain forms", async () => {
  await using test = await openTestPhotos({ work: false });
  const app = appOf(test);
  const ids = [];
  for (const name of ["a", "b", "c"]) {
    ids.push((await test.photos.add("item", { name, body: await garment(1) })).id);
  }
  const order = async () => (await test.photos.list("item")).map(({ name }) => name).join("");
  const post = (path: string, fields: Record<string, string> = {}, headers = {}) =>
    app.request(path, { method: "POST", body: new URLSearchParams(fields), headers });

  const moved = await post(`/photos/${ids[2]}/move`, { to: "0" }, JSON_PLEASE);
  assert.deepEqual(await moved.json(), { position: 0 });
  assert.equal((await post(`/photos/${ids[0]}/move`, { to: "2" })).status, 303);
  assert.equal(await order(), "cba");
  assert.equal((await post(`/photos/${ids[0]}/move`, { to: "-1" }, JSON_PLEASE)).status, 400);

  const removed = await post(`/photos/${ids[1]}/remove`);
  const undo = `/photos/${ids[1]}/restore`;
  assert.ok(decodeURIComponent(removed.headers.get("set-cookie")!).includes(undo));
  assert.equal(await order(), "ca");
  assert.equal((await post(undo)).status, 303);
  assert.equal(await order(), "cab");
});
