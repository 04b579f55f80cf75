import assert from "node:assert/strict";
import { assetRoutes } from "./assets.ts";

const file = (type: string, forEver: boolean) => ({ bytes: new Uint8Array([1, 2]), type, forEver });
const app = assetRoutes({
  script: "/assets/a-1.js",
  style: "/assets/a-1.css",
  files: new Map([
    ["/assets/a-1.css", file("text/css; charset=utf-8", true)],
    ["/icon.svg", file("image/svg+xml", false)],
  ]),
});

Deno.test("a file whose name carries its hash is kept for ever", async () => {
  const answer = await app.request("/assets/a-1.css");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
  assert.equal((await answer.bytes()).length, 2);
});

Deno.test("a file with a fixed name is asked for again", async () => {
  const answer = await app.request("/icon.svg");
  assert.equal(answer.headers.get("cache-control"), "public, max-age=3600");
  await answer.body!.cancel();
});

Deno.test("nothing but the build's files can be asked for", async () => {
  for (const path of ["/assets/../deno.json", "/assets/%2e%2e/deno.json", "/assets/a-2.css"]) {
    const answer = await app.request(path);
    assert.equal(answer.status, 404, path);
    await answer.body?.cancel();
  }
});
