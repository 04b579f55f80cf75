/**
 * `kill -9` while a job runs. This file is also the program that is killed: run with a file of data, it
 * starts a job that never ends and says so.
 */
import assert from "node:assert/strict";
import { z } from "zod";
import { killAfterLines, tempFolder } from "../store/testing.ts";
import { defineJob } from "./mod.ts";
import { openTestJobs } from "./testing.ts";

const LEASE_MS = 60_000;

const read = defineJob({
  name: "test.read",
  title: "test.read",
  payload: z.object({ item: z.string() }),
  lane: "models",
  attempts: 1,
  leaseMs: LEASE_MS,
});

async function runForEver(path: string): Promise<void> {
  const { jobs } = await openTestJobs({ path });
  jobs.handle(read, async (_, { jobId }) => {
    await Deno.stdout.write(new TextEncoder().encode(`${jobId}\n`));
    await new Promise(() => setInterval(() => {}, LEASE_MS));
  });
  await jobs.enqueueNow(read, { item: "a" });
  jobs.start();
}

if (Deno.args[0] === "run") await runForEver(Deno.args[1]!);

async function openAfterKill(path: string, takeOver: boolean) {
  const t = await openTestJobs({ path, takeOver });
  const ran: string[] = [];
  t.jobs.handle(read, ({ item }) => Promise.resolve(void ran.push(item)));
  t.jobs.start();
  await t.jobs.settled();
  return { ...t, ran };
}

Deno.test("the job of a killed process runs again once its lease has ended", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const [id] = await killAfterLines(import.meta.filename!, ["run", path], 1);
  await using t = await openAfterKill(path, false);
  assert.deepEqual(t.ran, []);
  assert.equal((await t.jobs.get(id!))?.state, "running");
  t.advance(LEASE_MS);
  await t.jobs.settled();
  assert.deepEqual(t.ran, ["a"]);
  assert.equal((await t.jobs.get(id!))?.state, "done");
});

Deno.test("the job of a killed process runs again at once where no other process can run", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const [id] = await killAfterLines(import.meta.filename!, ["run", path], 1);
  await using t = await openAfterKill(path, true);
  assert.deepEqual(t.ran, ["a"]);
  assert.equal((await t.jobs.get(id!))?.state, "done");
});
