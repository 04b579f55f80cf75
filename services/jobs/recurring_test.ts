/** Work that comes back. */
import assert from "node:assert/strict";
import { z } from "zod";
import { heldClock } from "../base/clock.ts";
import { DAY_MS, HOUR_MS } from "../base/time.ts";
import { tempFolder } from "../store/testing.ts";
import { defineJob } from "./mod.ts";
import { nextTime } from "./recurring.ts";
import { openTestJobs } from "./testing.ts";

const tidy = defineJob({
  name: "test.tidy",
  title: "test.tidy",
  payload: z.null(),
  lane: "house",
  attempts: 3,
  leaseMs: 60_000,
});

async function open(path: string, clock = heldClock(), everyMs = HOUR_MS) {
  const t = await openTestJobs({ path, clock });
  const times: number[] = [];
  t.jobs.handle(tidy, () => Promise.resolve(void times.push(t.clock.now())));
  t.jobs.every(tidy, { everyMs });
  t.jobs.start();
  await t.jobs.settled();
  return { ...t, times };
}

Deno.test("every() runs when due, not at the start", async () => {
  await using t = await open(":memory:");
  const start = t.clock.now();
  assert.deepEqual(t.times, []);
  for (let hour = 1; hour <= 3; hour++) {
    t.advance(HOUR_MS);
    await t.jobs.settled();
  }
  assert.deepEqual(t.times, [start + HOUR_MS, start + 2 * HOUR_MS, start + 3 * HOUR_MS]);
});

Deno.test("a restart neither skips nor repeats a recurring job", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const clock = heldClock();
  {
    await using t = await open(path, clock);
    t.advance(HOUR_MS / 2);
    await t.jobs.settled();
  }
  {
    await using t = await open(path, clock);
    t.advance(HOUR_MS / 2);
    await t.jobs.settled();
    assert.equal(t.times.length, 1);
  }
  await using t = await open(path, clock);
  assert.deepEqual(t.times, []);
});

Deno.test("runs missed while the program was off are made up for once", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const clock = heldClock();
  {
    await using _ = await open(path, clock);
  }
  clock.advance(5 * HOUR_MS);
  await using t = await open(path, clock);
  assert.equal(t.times.length, 1);
});

Deno.test("a clock that jumps neither repeats a recurring job nor stops it for years", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const clock = heldClock();
  const timesAfter = async (jumpMs: number) => {
    clock.advance(jumpMs);
    await using t = await open(path, clock, DAY_MS);
    return t.times.length;
  };
  assert.equal(await timesAfter(0), 0);
  assert.equal(await timesAfter(DAY_MS + HOUR_MS), 1);
  assert.equal(await timesAfter(-HOUR_MS), 0, "an hour back: it was done today");
  assert.equal(await timesAfter(HOUR_MS), 0);
  assert.equal(await timesAfter(1_000 * DAY_MS), 1, "years ahead: once, not a thousand times");
  assert.equal(await timesAfter(-1_000 * DAY_MS), 0);
  assert.equal(await timesAfter(DAY_MS), 1, "and back: a day later it goes on");
});

Deno.test("a new schedule counts from now", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const clock = heldClock();
  {
    await using _ = await open(path, clock, HOUR_MS);
  }
  clock.advance(2 * HOUR_MS);
  await using t = await open(path, clock, 3 * HOUR_MS);
  assert.equal(t.times.length, 0);
  t.advance(3 * HOUR_MS);
  await t.jobs.settled();
  assert.equal(t.times.length, 1);
});

Deno.test("a recurring job that is unfinished is not enqueued again", async () => {
  await using t = await openTestJobs();
  t.jobs.every(tidy, { everyMs: HOUR_MS });
  t.jobs.start();
  await t.jobs.settled();
  for (let hour = 0; hour < 3; hour++) {
    t.advance(HOUR_MS);
    await t.jobs.settled();
  }
  const waiting = await t.jobs.list({ state: "waiting" });
  assert.equal(waiting.filter(({ kind }) => kind === tidy.name).length, 1);
});

Deno.test("dailyAt keeps its local time when summer time begins and ends", () => {
  const at = (iso: string) => Date.parse(iso);
  const daily = { dailyAt: "04:10" };
  assert.equal(nextTime(daily, at("2026-01-15T03:00Z")), at("2026-01-15T03:10Z"));
  assert.equal(nextTime(daily, at("2026-01-15T03:10Z")), at("2026-01-16T03:10Z"));
  assert.equal(nextTime(daily, at("2026-03-28T12:00Z")), at("2026-03-29T02:10Z"));
  assert.equal(nextTime(daily, at("2026-10-24T12:00Z")), at("2026-10-25T03:10Z"));
});

Deno.test("finished jobs are deleted after seven days, dead ones after thirty", async () => {
  await using t = await openTestJobs();
  t.jobs.handle(tidy, (_, { jobId }) => {
    return jobId === dead ? Promise.reject(new RangeError("broken")) : Promise.resolve();
  });
  t.jobs.start();
  await t.jobs.settled();
  const done = await t.jobs.enqueueNow(tidy, null);
  const dead = await t.jobs.enqueueNow(tidy, null);
  await t.jobs.settled();
  const later = async (days: number) => {
    for (let day = 0; day < days; day++) {
      t.advance(DAY_MS);
      await t.jobs.settled();
    }
    return [await t.jobs.get(done), await t.jobs.get(dead)].map((job) => job?.state);
  };
  assert.deepEqual(await later(6), ["done", "dead"]);
  assert.deepEqual(await later(2), [undefined, "dead"]);
  assert.deepEqual(await later(30), [undefined, undefined]);
});
