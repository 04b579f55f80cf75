/** What stopping, dying and starting again do to jobs. */
import assert from "node:assert/strict";
import { z } from "zod";
import { heldClock } from "../base/clock.ts";
import { tempFolder } from "../store/testing.ts";
import { createJobs, defineJob, jobCollection } from "./mod.ts";
import { INTERRUPTIONS_MAX } from "./outcome.ts";
import { heldTimer, openTestJobs, type TestJobs } from "./testing.ts";

const LEASE_MS = 60_000;

const slow = defineJob({
  name: "test.slow",
  title: "test.slow",
  payload: z.null(),
  lane: "files",
  attempts: 1,
  leaseMs: LEASE_MS,
});

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => reject(signal.reason));
  return promise;
}

/** Leaves a running job behind, as a process does that dies. */
async function leaveRunning(t: TestJobs): Promise<string> {
  const id = await t.jobs.enqueueNow(slow, null);
  const change = t.db.change();
  const row = (await t.db.get(jobCollection, id))!;
  const lease = { owner: "a dead process", until: t.clock.now() + LEASE_MS };
  change.update(jobCollection, row, { ...row.value, state: "running", attempts: 1, lease });
  await change.commit();
  return id;
}

/** Another start of the program on the same store. */
async function startAgain(t: TestJobs, options: { takeOver: boolean }) {
  const { db, clock, newId } = t;
  const timer = heldTimer(clock);
  const jobs = await createJobs({ db, clock, newId, timer, random: () => 0, ...options });
  let runs = 0;
  jobs.handle(slow, () => Promise.resolve(void runs++));
  jobs.start();
  return {
    jobs,
    timer,
    runs: () => runs,
    [Symbol.asyncDispose]: () => jobs.stop({ withinMs: 1_000 }),
  };
}

Deno.test("the job of a dead process runs again when its lease has ended", async () => {
  await using t = await openTestJobs();
  const id = await leaveRunning(t);
  await using next = await startAgain(t, { takeOver: false });
  next.timer.advance(LEASE_MS - 1);
  await next.jobs.settled();
  assert.equal(next.runs(), 0);
  next.timer.advance(1);
  await next.jobs.settled();
  assert.equal(next.runs(), 1);
  assert.equal((await next.jobs.get(id))?.state, "done");
});

Deno.test("takeOver runs the job of a dead process at once", async () => {
  await using t = await openTestJobs();
  await leaveRunning(t);
  await using next = await startAgain(t, { takeOver: true });
  await next.jobs.settled();
  assert.equal(next.runs(), 1);
});

Deno.test("a job whose process dies each time is dead, with the reason", async () => {
  await using t = await openTestJobs();
  const id = await leaveRunning(t);
  const change = t.db.change();
  const row = (await t.db.get(jobCollection, id))!;
  change.update(jobCollection, row, { ...row.value, interruptions: INTERRUPTIONS_MAX });
  await change.commit();
  await using next = await startAgain(t, { takeOver: true });
  await next.jobs.settled();
  const job = await next.jobs.get(id);
  assert.deepEqual([job?.state, job?.error?.key], ["dead", "jobs.interrupted"]);
  assert.equal(next.runs(), 0);
});

Deno.test("a cancellation survives the death of the process", async () => {
  await using t = await openTestJobs();
  const id = await leaveRunning(t);
  await t.jobs.cancel(id);
  await using next = await startAgain(t, { takeOver: true });
  await next.jobs.settled();
  assert.equal((await next.jobs.get(id))?.state, "cancelled");
  assert.equal(next.runs(), 0);
});

Deno.test("a running job renews its lease, so that no other process starts it", async () => {
  await using t = await openTestJobs();
  const entered = Promise.withResolvers<void>();
  t.jobs.handle(slow, (_, { signal }) => {
    entered.resolve();
    return untilAborted(signal);
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(slow, null);
  await entered.promise;
  const begun = (await t.db.get(jobCollection, id))!.value.lease!.until;
  const renewed = Promise.withResolvers<void>();
  t.db.onChange(([change]) => {
    if (change?.id === id) renewed.resolve();
  });
  t.advance(LEASE_MS / 2);
  await renewed.promise;
  const { lease } = (await t.db.get(jobCollection, id))!.value;
  assert.ok(lease!.until > begun);
});

Deno.test("a run that lost its lease is aborted and stores nothing more", async () => {
  await using t = await openTestJobs();
  const entered = Promise.withResolvers<AbortSignal>();
  t.jobs.handle(slow, (_, { signal }) => {
    entered.resolve(signal);
    return untilAborted(signal);
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(slow, null);
  const signal = await entered.promise;
  const row = (await t.db.get(jobCollection, id))!;
  const change = t.db.change();
  const lease = { owner: "another", until: t.clock.now() + 10 * LEASE_MS };
  change.update(jobCollection, row, { ...row.value, lease });
  await change.commit();
  t.advance(LEASE_MS / 2);
  await t.jobs.settled();
  assert.equal(signal.aborted, true);
  assert.deepEqual((await t.db.get(jobCollection, id))!.value.lease, lease);
});

Deno.test("stop() aborts running jobs, and the next start runs them at once", async () => {
  await using t = await openTestJobs();
  const entered = Promise.withResolvers<void>();
  t.jobs.handle(slow, (_, { signal }) => {
    entered.resolve();
    return untilAborted(signal);
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(slow, null);
  await entered.promise;
  await t.jobs.stop({ withinMs: 5_000 });
  const stopped = await t.jobs.get(id);
  assert.deepEqual([stopped?.state, stopped?.attempts], ["waiting", 0]);
  await using next = await startAgain(t, { takeOver: false });
  await next.jobs.settled();
  assert.equal(next.runs(), 1);
});

Deno.test("stop() waits no longer than allowed and releases the lease of a handler that ignores its signal", async () => {
  await using t = await openTestJobs();
  const entered = Promise.withResolvers<void>();
  const deaf = Promise.withResolvers<void>();
  t.jobs.handle(slow, () => {
    entered.resolve();
    return deaf.promise;
  });
  t.jobs.start();
  const id = await t.jobs.enqueueNow(slow, null);
  await entered.promise;
  const stopped = t.jobs.stop({ withinMs: 5_000 });
  t.advance(5_000);
  await stopped;
  assert.equal((await t.jobs.get(id))?.state, "waiting");
  deaf.resolve();
  await using next = await startAgain(t, { takeOver: false });
  await next.jobs.settled();
  assert.equal((await next.jobs.get(id))?.state, "done");
  assert.equal(next.runs(), 1);
});

Deno.test("waiting jobs are found by the next start", async () => {
  await using folder = await tempFolder();
  const clock = heldClock();
  const path = `${folder.path}/data.db`;
  let id: string;
  {
    await using t = await openTestJobs({ path, clock });
    id = await t.jobs.enqueueNow(slow, null);
  }
  await using t = await openTestJobs({ path, clock });
  t.jobs.handle(slow, () => Promise.resolve());
  t.jobs.start();
  await t.jobs.settled();
  assert.equal((await t.jobs.get(id))?.state, "done");
});
