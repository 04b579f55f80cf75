/** Jobs as the other rooms use them. */
import assert from "node:assert/strict";
import { z } from "zod";
import { conflict, Failure, invalid, unavailable } from "../base/errors.ts";
import { silentLogger } from "../base/log.ts";
import { DAY_MS } from "../base/time.ts";
import { createDatabase, type Store } from "../store/mod.ts";
import { openTestDatabase, testSealer } from "../store/testing.ts";
import { createJobs, defineJob, type Job, type JobContext } from "./mod.ts";
import { heldTimer, openTestJobs } from "./testing.ts";

const prepare = defineJob({
  name: "test.prepare",
  title: "test.prepare",
  payload: z.object({ photo: z.string() }),
  lane: "photos",
  attempts: 3,
  leaseMs: 60_000,
});
const keyed = defineJob({ ...prepare, name: "test.keyed", key: ({ photo }) => photo });

/** A handler that says when it was entered and ends when it is let go. */
function held() {
  const entered = Promise.withResolvers<JobContext>();
  const release = Promise.withResolvers<void>();
  const run = async (_: unknown, context: JobContext) => {
    entered.resolve(context);
    const { promise, reject } = Promise.withResolvers<never>();
    context.signal.addEventListener("abort", () => reject(context.signal.reason));
    await Promise.race([release.promise, promise]);
  };
  return { run, entered: entered.promise, release: () => release.resolve() };
}

Deno.test("enqueue() stores the job in the given transaction or not at all", async () => {
  await using t = await openTestJobs();
  const given: string[] = [];
  t.jobs.handle(prepare, ({ photo }) => Promise.resolve(void given.push(photo)));
  t.jobs.start();
  const change = t.db.change();
  t.jobs.enqueue(change, prepare, { photo: "one" });
  await t.store.atomic({ sets: [{ key: ["counter"], value: 1 }] });
  change.set(["counter"], 2, null);
  await assert.rejects(change.commit(), { key: "common.conflict" });
  await t.jobs.enqueueNow(prepare, { photo: "two" });
  await t.jobs.settled();
  assert.deepEqual(given, ["two"]);
});

Deno.test("a successful job is done and keeps its progress", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(prepare, (_, context) => context.progress(2, 2, { key: "test.ready" }));
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" }, { subject: "item" });
  await t.jobs.settled();
  const job = await t.jobs.get(id);
  assert.equal(job?.state, "done");
  assert.equal(job.subject, "item");
  assert.deepEqual(job.progress, { done: 2, total: 2, message: { key: "test.ready" } });
  assert.equal(job.finishedAt, t.clock.now());
});

Deno.test("a job for later waits for its time", async () => {
  await using t = await openTestJobs();
  let runs = 0;
  t.jobs.handle(prepare, () => Promise.resolve(void runs++));
  t.jobs.start();
  await t.jobs.enqueueNow(prepare, { photo: "one" }, { runAt: t.clock.now() + 60_000 });
  t.advance(59_999);
  await t.jobs.settled();
  assert.equal(runs, 0);
  t.advance(1);
  await t.jobs.settled();
  assert.equal(runs, 1);
});

Deno.test("an unexpected error is retried after a pause until the attempts are used up", async () => {
  await using t = await openTestJobs();
  const attempts: number[] = [];
  t.jobs.handle(prepare, (_, { attempt }) => {
    attempts.push(attempt);
    return Promise.reject(new Error("a fault"));
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.state, "failed");
  t.advance(60_000);
  await t.jobs.settled();
  t.advance(60_000);
  await t.jobs.settled();
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.deepEqual(attempts, [1, 2, 3]);
  const job = await t.jobs.get(id);
  assert.equal(job?.state, "dead");
  assert.deepEqual(job.error, { key: "common.something_wrong" });
});

Deno.test("Failure unavailable is retried, and success clears the error", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(prepare, async (_, { attempt }) => {
    if (await Promise.resolve(attempt) === 1) throw unavailable("test.no_answer");
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  const failed = await t.jobs.get(id);
  assert.deepEqual([failed?.state, failed?.error?.key], ["failed", "test.no_answer"]);
  t.advance(failed!.runAt - t.clock.now());
  await t.jobs.settled();
  const done = await t.jobs.get(id);
  assert.deepEqual([done?.state, done?.error], ["done", undefined]);
});

Deno.test("Failure too_many is retried after the time that it names", async () => {
  await using t = await openTestJobs();
  const limit = new Failure("too_many", "test.slowly", { seconds: 90 });
  t.jobs.handle(prepare, () => Promise.reject(limit));
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.runAt, t.clock.now() + 90_000);
});

Deno.test("any other Failure is final at once and keeps its message", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(prepare, () => Promise.reject(invalid("test.corrupt", { name: "a.jpg" })));
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  const job = await t.jobs.get(id);
  assert.equal(job?.state, "dead");
  assert.deepEqual(job.error, { key: "test.corrupt", params: { name: "a.jpg" } });
  assert.equal(job.attempts, 1);
});

Deno.test("a conflicting transaction is retried", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(prepare, () => Promise.reject(conflict("common.conflict")));
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.state, "failed");
});

Deno.test("a payload that cannot be read any more is final", async () => {
  await using t = await openTestJobs();
  const { key: _, ...kind } = prepare;
  const older = defineJob({ ...kind, payload: z.object({ picture: z.number() }) });
  const id = await t.jobs.enqueueNow(older, { picture: 1 });
  t.jobs.handle(prepare, () => Promise.resolve());
  t.jobs.start();
  await t.jobs.settled();
  const job = await t.jobs.get(id);
  assert.deepEqual([job?.state, job?.error?.key], ["dead", "jobs.unreadable"]);
});

Deno.test("retry() runs a dead job again from the beginning, and refuses one that is done", async () => {
  await using t = await openTestJobs();
  let broken = true;
  t.jobs.handle(prepare, () => broken ? Promise.reject(invalid("test.off")) : Promise.resolve());
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  broken = false;
  await t.jobs.retry(id);
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.state, "done");
  await assert.rejects(t.jobs.retry(id), { code: "conflict", key: "jobs.cannot_retry" });
  await assert.rejects(t.jobs.retry("nobody"), { code: "not_found", key: "jobs.not_found" });
});

Deno.test("cancel() of a running job reaches its signal and is kept", async () => {
  await using t = await openTestJobs();
  const handler = held();
  t.jobs.handle(prepare, handler.run);
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  const { signal } = await handler.entered;
  await t.jobs.cancel(id);
  assert.equal(signal.aborted, true);
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.state, "cancelled");
});

Deno.test("cancel() of a waiting job keeps it from ever running", async () => {
  await using t = await openTestJobs();
  let runs = 0;
  t.jobs.handle(prepare, () => Promise.resolve(void runs++));
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.cancel(id);
  t.jobs.start();
  await t.jobs.settled();
  assert.equal(runs, 0);
  assert.equal((await t.jobs.get(id))?.state, "cancelled");
});

Deno.test("enqueueing a key returns the unfinished job, and a new one after it has ended", async () => {
  await using t = await openTestJobs();
  const handler = held();
  t.jobs.handle(keyed, handler.run);
  const first = await t.jobs.enqueueNow(keyed, { photo: "one" });
  assert.equal(await t.jobs.enqueueNow(keyed, { photo: "one" }), first);
  assert.notEqual(await t.jobs.enqueueNow(keyed, { photo: "two" }), first);
  t.jobs.start();
  await handler.entered;
  assert.equal(await t.jobs.enqueueNow(keyed, { photo: "one" }), first);
  handler.release();
  await t.jobs.settled();
  assert.notEqual(await t.jobs.enqueueNow(keyed, { photo: "one" }), first);
  await t.jobs.settled();
});

Deno.test("two jobs enqueued concurrently with one key never run side by side", async () => {
  await using t = await openTestJobs();
  let running = 0;
  let most = 0;
  t.jobs.handle(keyed, async () => {
    most = Math.max(most, ++running);
    await t.db.store.get(["a turn of the loop"]);
    running--;
  });
  const both = [t.db.change(), t.db.change()];
  const ids = both.map((change) => t.jobs.enqueue(change, keyed, { photo: "one" }));
  await Promise.all(both.map((change) => change.commit()));
  t.jobs.start();
  await t.jobs.settled();
  assert.equal(most, 1);
  for (const id of ids) assert.equal((await t.jobs.get(id))?.state, "done");
});

Deno.test("a lane runs no more jobs than its limit, and other lanes are not delayed", async () => {
  await using t = await openTestJobs();
  const house = defineJob({ ...prepare, name: "test.house", lane: "house" });
  const counts = { photos: 0, most: 0, house: 0 };
  const enough = Promise.withResolvers<void>();
  t.jobs.handle(prepare, async () => {
    counts.most = Math.max(counts.most, ++counts.photos);
    await enough.promise;
    counts.photos--;
  });
  t.jobs.handle(house, () => {
    counts.house++;
    enough.resolve();
    return Promise.resolve();
  });
  for (const photo of ["a", "b", "c", "d", "e"]) await t.jobs.enqueueNow(prepare, { photo });
  await t.jobs.enqueueNow(house, { photo: "f" });
  t.jobs.start();
  await t.jobs.settled();
  assert.deepEqual(counts, { photos: 0, most: 2, house: 1 });
});

Deno.test("listeners get every progress, the store at most two a second", async () => {
  await using t = await openTestJobs();
  let writes = 0;
  t.db.onChange((changes) => {
    writes += changes.filter(({ collection }) => collection === "job").length;
  });
  t.jobs.handle(prepare, async (_, context) => {
    for (let done = 1; done <= 100; done++) {
      t.clock.advance(50);
      await context.progress(done, 100);
    }
  });
  const heard: Job[] = [];
  t.jobs.onUpdate((job) => heard.push(job));
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  const progresses = heard.filter(({ state }) => state === "running").map((job) =>
    job.progress.done
  );
  assert.equal(new Set(progresses).size, 101);
  // Written down, begun, done, and at most two for each of the five seconds.
  assert.ok(writes <= 3 + 10, `${writes} writes`);
  assert.equal((await t.jobs.get(id))?.progress.done, 100);
});

Deno.test("get() and list() show the current progress", async () => {
  await using t = await openTestJobs();
  const handler = held();
  t.jobs.handle(prepare, handler.run);
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await (await handler.entered).progress(1, 3);
  assert.deepEqual((await t.jobs.get(id))?.progress, { done: 1, total: 3 });
  assert.deepEqual((await t.jobs.list({ state: "running" }))[0]?.progress, { done: 1, total: 3 });
  handler.release();
  await t.jobs.settled();
});

Deno.test("list() filters by state and subject, the newest first", async () => {
  await using t = await openTestJobs();
  const ids: string[] = [];
  for (const [photo, subject] of [["a", "x"], ["b", "y"], ["c", "x"]] as const) {
    ids.push(await t.jobs.enqueueNow(prepare, { photo }, { subject }));
  }
  await t.jobs.cancel(ids[0]!);
  const found = async (filter: Parameters<typeof t.jobs.list>[0]) =>
    (await t.jobs.list(filter)).map(({ id }) => ids.indexOf(id));
  assert.deepEqual(await found({}), [2, 1, 0]);
  assert.deepEqual(await found({ subject: "x" }), [2, 0]);
  assert.deepEqual(await found({ state: "waiting" }), [2, 1]);
  assert.deepEqual(await found({ subject: "x", state: "cancelled" }), [0]);
  assert.deepEqual(await found({ limit: 1 }), [2]);
});

Deno.test("retry() clears a cancellation and refuses a key that has an unfinished job", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(keyed, () => Promise.resolve());
  const first = await t.jobs.enqueueNow(keyed, { photo: "one" });
  await t.jobs.cancel(first);
  const second = await t.jobs.enqueueNow(keyed, { photo: "one" });
  await assert.rejects(t.jobs.retry(first), { key: "jobs.cannot_retry" });
  await t.jobs.cancel(second);
  await t.jobs.retry(first);
  t.jobs.start();
  await t.jobs.settled();
  assert.equal((await t.jobs.get(first))?.state, "done");
});

Deno.test("cancel() of an ended job changes nothing", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(prepare, () => Promise.resolve());
  t.jobs.start();
  const id = await t.jobs.enqueueNow(prepare, { photo: "one" });
  await t.jobs.settled();
  await t.jobs.cancel(id);
  assert.equal((await t.jobs.get(id))?.state, "done");
});

Deno.test("jobs pause while the store fails, then continue", async () => {
  await using t = await openTestDatabase();
  let full = false;
  let refused = 0;
  const store: Store = {
    ...t.store,
    atomic(change) {
      if (!full) return t.store.atomic(change);
      refused++;
      return Promise.reject(unavailable("common.disk_full"));
    },
  };
  const db = createDatabase(store, { clock: t.clock, sealer: testSealer() });
  const timer = heldTimer(t.clock);
  const trouble = Promise.withResolvers<void>();
  const log = { ...silentLogger, error: () => trouble.resolve() };
  const jobs = await createJobs({ ...t, db, timer, random: () => 0, log });
  jobs.handle(prepare, () => Promise.resolve());
  jobs.start();
  await jobs.settled();
  const id = await jobs.enqueueNow(prepare, { photo: "one" }, { runAt: t.clock.now() + 1 });
  full = true;
  timer.advance(1);
  await trouble.promise;
  full = false;
  assert.equal(refused, 1);
  timer.advance(10_000);
  await jobs.settled();
  assert.equal((await jobs.get(id))?.state, "done");
  await jobs.stop({ withinMs: 1_000 });
});
