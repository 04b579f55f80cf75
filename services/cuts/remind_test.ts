import assert from "node:assert/strict";
import { type Alert, AlertSchema } from "../alerts/alert.ts";
import { DAY_MS } from "../base/time.ts";
import { openTestJobs } from "../jobs/testing.ts";
import { remindCuts, scheduleReminder } from "./remind.ts";

Deno.test("each morning tells how many cuts are due, and says nothing where there are none", async () => {
  await using t = await openTestJobs();
  const told: Alert[] = [];
  let due = 0;
  let pruned = 0;
  scheduleReminder({
    ...t,
    cuts: {
      dueCount: () => Promise.resolve(due),
      prune: () => Promise.resolve(void (pruned += 1)),
    },
    alert: (alert) => Promise.resolve(void told.push(AlertSchema.parse(alert))),
  });
  t.jobs.start();
  await t.jobs.settled();
  const morning = async (count: number) => {
    due = count;
    t.advance(DAY_MS);
    await t.jobs.settled();
  };
  await morning(0);
  await morning(2);
  await morning(1);
  assert.deepEqual(told.map(({ title }) => title.params?.count), [2, 1]);
  assert.equal(new Set(told.map(({ key }) => key)).size, 2);
  assert.ok(told.every(({ topic, link }) => topic === "cuts" && link === "/cuts"));
  assert.equal(pruned, 3);
  // The same day again: the alert has the same key, so that it is told once.
  await t.jobs.enqueueNow(remindCuts, null);
  await t.jobs.settled();
  assert.equal(told.at(-1)?.key, told.at(-2)?.key);
});
