import assert from "node:assert/strict";
import { createApp } from "./mod.ts";
import { openTestHouse } from "../tests/support/whole_house.ts";

const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "font-src": "'self'",
  "connect-src": "'self'",
  "manifest-src": "'self'",
  "worker-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
};

Deno.test("every answer carries the strict policy: a page, a redirect, a problem", async () => {
  await using house = await openTestHouse();
  for (const path of ["/login", "/items", "/api/v1/nowhere"]) {
    const answer = await house.fetch(path);
    await answer.body?.cancel();
    const policy = answer.headers.get("content-security-policy") ?? "";
    const directives = policy.split(";").map((part) => part.trim().split(/ (.*)/).slice(0, 2));
    assert.deepEqual(Object.fromEntries(directives), POLICY, path);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
});

Deno.test("a browser that came over https is told to stay there; at home it is not", async () => {
  await using house = await openTestHouse();
  const app = createApp(house.services, { script: "/a.js", style: "/a.css", files: new Map() });
  for (const path of ["/login", "/items", "/shop", "/api/v1/nowhere"]) {
    const headers = { host: "localhost" };
    const [plain, secure] = await Promise.all([
      app.request(`http://localhost${path}`, { headers }),
      app.request(`https://localhost${path}`, { headers }),
    ]);
    assert.equal(plain.headers.get("strict-transport-security"), null, path);
    assert.match(secure.headers.get("strict-transport-security") ?? "", /^max-age=\d+$/, path);
  }
});
