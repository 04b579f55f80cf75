/** How everything is said to be: with parts that hang, fail, cost, and sleep; a real PostgreSQL frozen among them. */
import assert from "node:assert/strict";
import { startPostgres } from "../../tests/support/postgres.ts";
import { until } from "../../tests/support/until.ts";
import { createUsageCounter } from "../quotas/usage_counter.ts";
import { systemTime } from "../shared/time.ts";
import {
  createDeepHealth,
  DEEP_HEALTH_PATH,
  type HealthCheck,
  type HealthReport,
} from "./deep_health.ts";
import { connectPostgres } from "../databases/postgres.ts";
import { heldTime } from "../../tests/support/held_time.ts";

const KEY = "a key for those who watch";
const ask = (query = "", key?: string) =>
  new Request(`https://relay.example${DEEP_HEALTH_PATH}${query}`, {
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
  });
const read = async (answer: Promise<Response>): Promise<HealthReport> =>
  await (await answer).json();
const fine: HealthCheck = { run: () => ({ verdict: "pass" }) };

Deno.test("strangers learn nothing, and nothing is asked for them", async () => {
  let asked = 0;
  const parts = {
    tunnel: { run: () => ({ verdict: "pass" as const, asked: ++asked }) },
  };
  const health = createDeepHealth({ checks: parts, key: KEY, time: systemTime });
  for (const wrong of [undefined, "", "x", `${KEY}x`, KEY.slice(1)]) {
    const answer = await health.answer(ask("?wake=1", wrong));
    assert.equal(answer.status, 401);
    assert.deepEqual(await answer.json(), { message: "the key is missing or wrong" });
  }
  const keyless = createDeepHealth({ checks: parts, time: systemTime });
  assert.equal((await keyless.answer(ask("", ""))).status, 401);
  assert.equal((await keyless.answer(ask("", "undefined"))).status, 401);
  assert.equal(asked, 0);
  assert.equal((await health.answer(ask("", KEY))).status, 200);
});

Deno.test("a part that hangs or breaks is named after its deadline, and hides no other", async () => {
  let gaveUp = false;
  const time = heldTime();
  const health = createDeepHealth({
    time,
    checkMsMax: 200,
    checks: {
      fine,
      hanging: {
        run: (signal) => {
          signal.onabort = () => gaveUp = true;
          return new Promise(() => {});
        },
      },
      broken: { run: () => Promise.reject(new Error("no such host")), onNoAnswer: "fail" },
      thrown: {
        run: () => {
          throw new Error("thrown at once");
        },
      },
    },
  });
  const answering = health.answerHome(ask());
  await until("only the hanging one is waited for", () => time.due() === 1);
  time.advance(200);
  const answer = await answering;
  assert.equal(answer.status, 503);
  const { status, parts } = await answer.json() as HealthReport;
  const verdicts = Object.entries(parts).map(([name, { verdict }]) => `${name} ${verdict}`);
  assert.deepEqual(verdicts, ["fine pass", "hanging warn", "broken fail", "thrown warn"]);
  assert.equal(status, "fail");
  assert.ok(gaveUp);
});

Deno.test("a probe never wakes the database: it is told what was last known, and how old that is", async () => {
  await using server = await startPostgres();
  let now = Date.UTC(2026, 0, 1);
  const usage = createUsageCounter({ now: () => now });
  const sql = connectPostgres({ url: server.url, max: 1, stated: usage.statement });
  let statements = 0;
  const health = createDeepHealth({
    key: KEY,
    time: { ...systemTime, now: () => now },
    checkMsMax: 500,
    checks: {
      tunnel: fine,
      postgres: {
        metered: true,
        onNoAnswer: "fail",
        run: async () => {
          statements++;
          await sql`select 1`;
          return { verdict: "pass" };
        },
      },
      usage: { run: () => ({ verdict: "pass", ...usage.state() }) },
    },
  });
  const probe = (query = "") => read(health.answer(ask(query, KEY)));
  for (let n = 0; n < 100; n++) {
    now += 30_000;
    assert.deepEqual((await probe()).parts.postgres, { verdict: "unknown" });
  }
  assert.deepEqual([statements, usage.isDatabaseAwake()], [0, false]);
  assert.equal((await probe("?wake=1")).parts.postgres!.verdict, "pass");
  assert.equal(usage.isDatabaseAwake(), true);
  now += 3_600_000;
  assert.deepEqual((await probe()).parts.postgres, { verdict: "pass", ageMs: 3_600_000 });
  health.remember("postgres", { verdict: "fail", why: "a batch was not applied" });
  assert.equal((await probe()).status, "fail");
  // Two who wake it at once ask it once; both are answered while it is still frozen.
  await server.freeze();
  const [one, two] = await Promise.all([probe("?wake=1"), probe("?wake=1")]);
  assert.deepEqual([one.status, two.status, statements], ["fail", "fail", 2]);
  await server.thaw();
  assert.equal((await probe("?wake=1")).status, "pass");
  await sql.end();
});
