/**
 * Several processes on one PostgreSQL share the jobs. This file is also the other process: run with a database
 * and a way to work, it says which jobs it took.
 */
import assert from "node:assert/strict";
import { z } from "zod";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { splitLines } from "../../tests/support/lines.ts";
import { createNewId, heldClock } from "../base/clock.ts";
import { createDatabase, openPostgresStore } from "../store/mod.ts";
import { testSealer } from "../store/testing.ts";
import { createJobs, defineJob, type Job } from "./mod.ts";
import { heldTimer } from "./testing.ts";

const LEASE_MS = 10 * 60_000;
const LEASE_MS_MAX = 20_000;
const JOBS = 300;

const work = defineJob({
  name: "test.work",
  title: "test.work",
  payload: z.object({ n: z.number() }),
  lane: "photos",
  attempts: 1,
  leaseMs: LEASE_MS,
});

async function openProcess(url: string) {
  const clock = heldClock();
  const timer = heldTimer(clock);
  const store = await openPostgresStore(url);
  const db = createDatabase(store, { clock, sealer: testSealer() });
  const newId = createNewId(clock);
  const options = { db, clock, newId, timer, random: () => 0, leaseMsMax: LEASE_MS_MAX };
  const jobs = await createJobs(options);
  return {
    jobs,
    timer,
    /** Resolves with the first change that is so. */
    seen(isIt: (job: Job) => boolean): Promise<Job> {
      const { promise, resolve } = Promise.withResolvers<Job>();
      const stop = jobs.onUpdate((job) => {
        if (isIt(job)) resolve(job);
      });
      return promise.finally(stop);
    },
    async [Symbol.asyncDispose]() {
      await jobs.stop({ withinMs: 1_000 });
      await store.close();
    },
  };
}

const say = (line: string) => Deno.stdout.write(new TextEncoder().encode(`${line}\n`));

if (Deno.args[0] === "work" || Deno.args[0] === "hang") {
  const { jobs } = await openProcess(Deno.args[1]!);
  jobs.handle(work, async ({ n }) => {
    await say(`took ${n}`);
    if (Deno.args[0] === "hang") await new Promise(() => setInterval(() => {}, LEASE_MS));
  });
  jobs.start();
  await say("ready");
}

function startOther(how: "work" | "hang", url: string) {
  const args = ["run", "-A", "--quiet", "--no-check", import.meta.filename!, how, url];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
    .getReader();
  return {
    next: async () => (await lines.read()).value,
    /** @returns what else it has said */
    async kill(): Promise<string[]> {
      child.kill("SIGKILL");
      const rest: string[] = [];
      for (let line = await lines.read(); !line.done; line = await lines.read()) {
        rest.push(line.value);
      }
      await child.status;
      return rest;
    },
  };
}

Deno.test("two processes share the jobs that one enqueued, and each job runs once", async () => {
  await using database = await openTestPostgres();
  await using here = await openProcess(database.url);
  const other = startOther("work", database.url);
  assert.equal(await other.next(), "ready");
  const mine: number[] = [];
  here.jobs.handle(work, ({ n }) => Promise.resolve(void mine.push(n)));
  const done = new Set<string>();
  const allDone = here.seen(({ id, state }) =>
    state === "done" && done.add(id).size === JOBS && done.has(id)
  );
  here.jobs.start();
  await Promise.all(
    Array.from({ length: JOBS }, (_, n) => here.jobs.enqueueNow(work, { n })),
  );
  await allDone;
  const theirs = (await other.kill()).map((line) => Number(line.replace("took ", "")));
  assert.ok(mine.length > 0 && theirs.length > 0, `${mine.length} and ${theirs.length}`);
  assert.deepEqual(
    [...mine, ...theirs].toSorted((a, b) => a - b),
    Array.from({ length: JOBS }, (_, n) => n),
  );
});

Deno.test("another process takes over the job of a killed one within twenty seconds", async () => {
  await using database = await openTestPostgres();
  await using here = await openProcess(database.url);
  const other = startOther("hang", database.url);
  assert.equal(await other.next(), "ready");
  const running = here.seen(({ state }) => state === "running");
  const id = await here.jobs.enqueueNow(work, { n: 7 });
  await running;
  assert.equal(await other.next(), "took 7");
  await other.kill();

  const mine: number[] = [];
  here.jobs.handle(work, ({ n }) => Promise.resolve(void mine.push(n)));
  here.jobs.start();
  here.timer.advance(LEASE_MS_MAX - 1);
  await here.jobs.settled();
  assert.deepEqual(mine, [], "it may still live");
  here.timer.advance(1);
  await here.jobs.settled();
  assert.deepEqual(mine, [7]);
  assert.equal((await here.jobs.get(id))?.state, "done");
});
