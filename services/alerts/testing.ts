/** The room on a store of its own, with ways out that lead to fakes on this machine. */
import { translator } from "../../locales/mod.ts";
import type { MessageKey } from "../../locales/mod.ts";
import { TEST_AUTHORITY } from "../../tests/fakes/certificate/mod.ts";
import { openTestJobs, type TestJobsOptions } from "../jobs/testing.ts";
import { createOutlets } from "./adapters/outlets.ts";
import { type Alert, createAlerts } from "./mod.ts";

export type TestAlerts = Awaited<ReturnType<typeof openTestAlerts>>;

/** In the afternoon, in English; it works at once. */
export async function openTestAlerts(options: TestJobsOptions = {}) {
  const test = await openTestJobs(options);
  const client = Deno.createHttpClient({ caCerts: [TEST_AUTHORITY] });
  const english = translator("en");
  const alerts = createAlerts({
    ...test,
    outlets: createOutlets({ client, caCerts: [TEST_AUTHORITY] }),
    say: ({ key, params }) => Promise.resolve(english(key as MessageKey, params)),
  });
  test.jobs.start();
  await test.jobs.settled();
  const close = async () => {
    await test.close();
    client.close();
  };
  return { ...test, alerts, close, [Symbol.asyncDispose]: close };
}

/** News of a job called so. */
export const newsOf = (job: string, more: Partial<Alert> = {}): Alert => ({
  key: `test:${job}`,
  topic: "watch",
  title: { key: "alerts.dead_title", params: { job } },
  body: { key: "alerts.test_body" },
  link: "/watches",
  ...more,
});
