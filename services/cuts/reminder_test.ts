import assert from "node:assert/strict";
import { type Alert, AlertSchema } from "../alerts/alert.ts";
import { DAY_MS } from "../base/time.ts";
import { openTestJobs } from "../jobs/testing.ts";
import { reminderJob, scheduleReminder } from "./reminder.ts";

Deno.test("each morning one alert gives the number of due cuts; none is sent when none is due", async () => {
  await using t = await openTestJobs();
  const alerts: Alert[] = [];
  let due = 0;
  let pruned = 0;
  scheduleReminder({
    ...t,
    cuts: {
      dueCount: () => Promise.resolve(due),
      deleteOrphanedPlans: () => Promise.resolve(void (pruned += 1)),
    },
    alert: (alert) => Promise.resolve(void alerts.push(AlertSchema.parse(alert))),
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
  assert.deepEqual(alerts.map(({ title }) => title.params?.count), [2, 1]);
  assert.equal(new Set(alerts.map(({ key }) => key)).size, 2);
  assert.ok(alerts.every(({ topic, link }) => topic === "cuts" && link === "/cuts"));
  assert.equal(pruned, 3);
  // The same day again: the alert has the same key, so that it is alerts once.
  await t.jobs.enqueueNow(reminderJob, null);
  await t.jobs.settled();
  assert.equal(alerts.at(-1)?.key, alerts.at(-2)?.key);
});
