import assert from "node:assert/strict";
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
    // Plain HTTP in the home network: a browser that was told to upgrade could not come back.
    assert.equal(answer.headers.get("strict-transport-security"), null);
  }
});
