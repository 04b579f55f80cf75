import assert from "node:assert/strict";
import { createKeyedMutex, createMutex } from "./mutex.ts";

Deno.test("createMutex() runs one piece of work at a time, in the order of the calls", async () => {
  const mutex = createMutex();
  const first = Promise.withResolvers<void>();
  const steps: string[] = [];
  const slow = mutex(async () => {
    steps.push("first begins");
    await first.promise;
    steps.push("first ends");
  });
  const quick = mutex(() => Promise.resolve(void steps.push("second")));
  first.resolve();
  await Promise.all([slow, quick]);
  assert.deepEqual(steps, ["first begins", "first ends", "second"]);
});

Deno.test("createMutex() hands a failure to its caller and goes on with the next work", async () => {
  const mutex = createMutex();
  const failing = mutex(() => Promise.reject(new Error("no")));
  const next = mutex(() => Promise.resolve("yes"));
  await assert.rejects(failing, /no/);
  assert.equal(await next, "yes");
});

Deno.test("createKeyedMutex() lets work under another name run meanwhile", async () => {
  const mutex = createKeyedMutex();
  const open = Promise.withResolvers<void>();
  const blocked = mutex("a", () => open.promise);
  let hasRun = false;
  const sameName = mutex("a", () => Promise.resolve(void (hasRun = true)));
  assert.equal(await mutex("b", () => Promise.resolve("b")), "b");
  assert.equal(hasRun, false);
  open.resolve();
  await Promise.all([blocked, sameName]);
  assert.equal(hasRun, true);
});
