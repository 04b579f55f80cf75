/** Alerts on a test database, with channels that lead to fake servers on this machine. */
import { translator } from "../../locales/mod.ts";
import type { MessageKey } from "../../locales/mod.ts";
import { TEST_AUTHORITY } from "../../tests/fakes/certificate/mod.ts";
import { openTestJobs, type TestJobsOptions } from "../jobs/testing.ts";
import { createChannelAdapters } from "./adapters/channel_adapters.ts";
import { type Alert, createAlerts } from "./mod.ts";

export type TestAlerts = Awaited<ReturnType<typeof openTestAlerts>>;

/** Starts outside quiet hours, in English. */
export async function openTestAlerts(options: TestJobsOptions = {}) {
  const test = await openTestJobs(options);
  const client = Deno.createHttpClient({ caCerts: [TEST_AUTHORITY] });
  const english = translator("en");
  const alerts = createAlerts({
    ...test,
    adapters: createChannelAdapters({ client, caCerts: [TEST_AUTHORITY] }),
    translate: ({ key, params }) => Promise.resolve(english(key as MessageKey, params)),
  });
  test.jobs.start();
  await test.jobs.settled();
  const close = async () => {
    await test.close();
    client.close();
  };
  return { ...test, alerts, close, [Symbol.asyncDispose]: close };
}

/** An alert with this text in its title. */
export const testAlert = (job: string, more: Partial<Alert> = {}): Alert => ({
  key: `test:${job}`,
  topic: "watch",
  title: { key: "alerts.dead_title", params: { job } },
  body: { key: "alerts.test_body" },
  link: "/watches",
  ...more,
});
