import assert from "node:assert/strict";
import { openTestLookups, scriptedBrowser, type TestLookups } from "../services/lookups/testing.ts";
import { healthRoutes } from "./health.ts";

async function readHealth(test: TestLookups) {
  const answer = await healthRoutes({ ...test, version: "1.2.3" }).request("/");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  return await answer.json();
}

Deno.test("/api/health reports the daily check of the look-ups: unchecked, its verdict, off", async () => {
  const blocking = scriptedBrowser((asked) => "page" in asked ? {} : { status: 403 });
  await using test = await openTestLookups(blocking);
  assert.deepEqual(await readHealth(test), {
    status: "ok",
    version: "1.2.3",
    jobs: "ok",
    lookups: "unchecked",
  });
  const { jobId } = await test.lookups.startCanary();
  await test.waitForEnd(jobId);
  assert.equal((await readHealth(test)).lookups, "blocked");
  await test.lookups.stop();
  assert.equal((await readHealth(test)).lookups, "off");
});
