/** What a month takes: modelled, counted, written down through a real PostgreSQL, and held under its budget. */
import assert from "node:assert/strict";
import { openTestPostgres, startPostgres } from "../../tests/support/postgres.ts";
import { migrate } from "../migrations/migrate.ts";
import { connectPostgres } from "../databases/postgres.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type TimeSource } from "../shared/time.ts";
import { adviceFor, SLEEPS_AFTER_MS } from "./quotas.ts";
import { createUsageStore } from "./usage_store.ts";
import {
  batchesOf,
  type Day,
  simulateDay,
  simulateMonth,
} from "../../tests/support/usage_model.ts";
import { createUsageCounter } from "./usage_counter.ts";

const KIB = 1024;
const normal = adviceFor("normal", "normal");
const at = (hour: number, minute = 0) => hour * HOUR_MS + minute * MINUTE_MS;
const every = (fromMs: number, toMs: number, stepMs: number) =>
  Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, n) => fromMs + n * stepMs);

/** Parcels and messages before work, a look at noon, an evening of photographs; the house's own work each hour. */
const SELLERS_DAY: Day = {
  changes: [
    ...every(at(7, 30), at(8, 10), 2 * MINUTE_MS).map((at) => ({ at, bytes: 1_500 })),
    ...every(at(13), at(13, 20), 2 * MINUTE_MS).map((at) => ({ at, bytes: 1_500 })),
    ...every(at(20), at(23), MINUTE_MS / 2).map((at) => ({ at, bytes: 2_500 })),
    ...every(at(0, 5), at(24), HOUR_MS).map((at) => ({ at, bytes: 1_000 })),
  ],
  // Tracking and labels of a handful of parcels.
  hooks: every(at(6), at(22), 80 * MINUTE_MS),
  dials: [at(3), at(7, 29), at(19, 50)],
};

const INCESSANT: Day = {
  changes: every(0, DAY_MS, 2 * MINUTE_MS).map((at) => ({ at, bytes: 1_000 })),
  hooks: [],
  dials: [],
};

Deno.test("a database is awake from a statement until five minutes after the last one", () => {
  const day = (hooks: number[]): Day => ({ changes: [], hooks, dials: [] });
  const cuHours = (hooks: number[]) => simulateDay(day(hooks), normal).cuHours;
  assert.equal(cuHours([]), 0);
  assert.equal(cuHours([at(1)]), 0.25 * SLEEPS_AFTER_MS / HOUR_MS);
  assert.equal(cuHours([at(1), at(1, 4)]), 0.25 * 9 / 60);
  assert.equal(cuHours([at(1), at(2)]), 2 * cuHours([at(1)]));
  assert.equal(cuHours(every(0, DAY_MS - SLEEPS_AFTER_MS, MINUTE_MS)), 0.25 * (24 - 1 / 60));
});

Deno.test("batches go a quarter of an hour after the first change, or at 64 KiB, and never without a change", () => {
  assert.deepEqual(batchesOf([], normal), []);
  const small = every(0, at(1), MINUTE_MS).map((at) => ({ at, bytes: 100 }));
  assert.deepEqual(batchesOf(small, normal), [at(0, 15), at(0, 30), at(0, 45), at(1)]);
  const large = every(0, at(1), MINUTE_MS).map((at) => ({ at, bytes: 20 * KIB }));
  assert.deepEqual(batchesOf(large, normal).slice(0, 3), [at(0, 3), at(0, 7), at(0, 11)]);
});

Deno.test("a month of a seller's days stays far under 70 of 100 CU-hours; so does one of changes day and night", () => {
  const month = simulateMonth(SELLERS_DAY).postgres.cuHours;
  assert.ok(month > 20 && month < 50, `${month}`);
  const worst = simulateMonth(INCESSANT).postgres.cuHours;
  assert.ok(worst > month && worst < 70, `${worst}`);
  // What it would be without batches.
  const each = simulateMonth({
    changes: [],
    hooks: INCESSANT.changes.map(({ at }) => at),
    dials: [],
  });
  assert.ok(each.postgres.cuHours > 180);
});

Deno.test("docs/budgets.md says what the model says", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/budgets.md", import.meta.url));
  const rows = text.matchAll(/^\| \**(\d+) min\** +\| ([\d.]+) +\| ([\d.]+) +\|$/gm);
  const said = [...rows].map(([, ...numbers]) => numbers.map(Number));
  assert.equal(said.length, 5);
  for (const [minutes, usual, incessant] of said) {
    const advice = { ...normal, replicateEveryMs: minutes! * MINUTE_MS };
    const month = (day: Day) => Number((31 * simulateDay(day, advice).cuHours).toFixed(1));
    assert.deepEqual([month(SELLERS_DAY), month(INCESSANT)], [usual, incessant]);
  }
  const alone = 31 * simulateDay({ changes: [], hooks: [at(1)], dials: [] }, normal).cuHours;
  assert.ok(
    text.includes(`| a webhook, alone, every day                   | ${alone.toFixed(2)} `),
  );
});

Deno.test("whoever imports all day long is slowed down at 70 and 90 %, and the month ends within its budget", () => {
  const importing: Day = {
    changes: every(0, DAY_MS, MINUTE_MS).map((at) => ({ at, bytes: 20 * KIB })),
    hooks: SELLERS_DAY.hooks,
    dials: SELLERS_DAY.dials,
  };
  const { cuHours, level } = simulateMonth(importing).postgres;
  assert.ok(cuHours > 70 && cuHours < 100, `${cuHours}`);
  assert.notEqual(level, "normal");
  const heedless = simulateDay(importing, normal).cuHours * 31;
  assert.ok(heedless > 150, `${heedless}`);
});

Deno.test("thresholds take away first what is missed least, and a new month gives it back", () => {
  let now = Date.UTC(2026, 0, 31, 23);
  const usage = createUsageCounter({
    now: () => now,
    budgets: { redisCommands: 1_000, cuHours: 100 },
  });
  const doing = () => {
    const { sharedLimits, snapshotsInRedis, replicateEveryMs } = usage.advice();
    return [sharedLimits, snapshotsInRedis, replicateEveryMs / MINUTE_MS];
  };
  usage.redis(699);
  assert.deepEqual(doing(), [true, true, 15]);
  usage.redis(1);
  assert.deepEqual(doing(), [false, true, 15]);
  usage.redis(200);
  assert.deepEqual(doing(), [false, false, 15]);
  usage.learn("2026-01", { redisCommands: 0, bytesIn: 0, bytesOut: 0, awakeMinutes: 280 * 60 });
  assert.deepEqual(doing(), [false, false, 30]);
  usage.learn("2026-01", { redisCommands: 0, bytesIn: 0, bytesOut: 0, awakeMinutes: 360 * 60 });
  assert.deepEqual(doing(), [false, false, 180]);
  now += HOUR_MS;
  assert.deepEqual(doing(), [true, true, 15]);
  assert.equal(usage.state().month, "2026-02");
});

/** A process whose clock stands still until it is told otherwise. */
function openProcess(url: string, clock: { now: number }) {
  const due: { at: number; run: () => void }[] = [];
  const time: TimeSource = {
    now: () => clock.now,
    after(delayMs, run) {
      const one = { at: clock.now + delayMs, run };
      due.push(one);
      return () => void (due.includes(one) && due.splice(due.indexOf(one), 1));
    },
  };
  const logged: string[] = [];
  const usage = createUsageCounter({ now: time.now });
  let stated = () => {};
  const sql = connectPostgres({ url, max: 1, stated: () => stated() });
  const keeper = createUsageStore({
    sql,
    usage,
    time,
    now: time.now,
    log: (event) => void logged.push(event),
  });
  stated = () => {
    usage.statement();
    keeper.stated();
  };
  return {
    sql,
    usage,
    keeper,
    logged,
    due: () => due.length,
    /** What was put off is done. */
    async later() {
      clock.now += 3_000;
      due.splice(0).forEach(({ run }) => run());
      await keeper.settled();
    },
    [Symbol.asyncDispose]: () => sql.end({ timeout: 1 }),
  };
}

Deno.test("usage is written while the database is awake anyway, and added up over restarts and machines", async () => {
  await using server = await openTestPostgres();
  const clock = { now: Date.UTC(2026, 0, 31, 12) };
  {
    await using first = openProcess(server.url, clock);
    await migrate(first.sql);
    await first.later();
    assert.equal(first.usage.state().whole, true);
    first.usage.redis(1_000);
    first.usage.bytes({ in: 5, out: 7 });
    clock.now += HOUR_MS;
    // Commands alone never wake it.
    assert.equal(first.due(), 0);
    assert.equal(first.usage.isDatabaseAwake(), false);
    await first.sql`select 1`;
    await first.keeper.close();
  }
  // Two machines at the same time: the database is awake once for both.
  await using a = openProcess(server.url, clock);
  await using b = openProcess(server.url, clock);
  await Promise.all([a.sql`select 1`, b.sql`select 1`]);
  a.usage.redis(10);
  b.usage.redis(20);
  await a.later();
  await b.later();
  clock.now += HOUR_MS;
  await a.sql`select 1`;
  await a.later();
  const { redis, postgres, bytes } = a.usage.state();
  assert.equal(redis.commands, 1_030);
  assert.deepEqual(bytes, { in: 5, out: 7 });
  // Three times awake, for five minutes and the few seconds of writing: each beginning of a minute counts.
  assert.equal(postgres.cuHours, 0.25 * 16 / 60);
});

Deno.test("what cannot be written is kept, and written once", async () => {
  await using server = await startPostgres();
  const clock = { now: Date.UTC(2026, 0, 15, 12) };
  await using t = openProcess(server.url, clock);
  await migrate(t.sql);
  await t.later();
  t.usage.redis(500);
  clock.now += HOUR_MS;
  await t.sql`select 1`;
  await server.kill();
  await t.later();
  assert.deepEqual(t.logged, ["usage_not_saved"]);
  assert.equal(t.usage.state().redis.commands, 500);
  await server.restart();
  clock.now += HOUR_MS;
  await t.sql`select 1`.catch(() => t.sql`select 1`);
  await t.later();
  const [row] = await t.sql`select sum(redis_commands)::int as commands from relay_usage`;
  assert.deepEqual(row, { commands: 500 });
  assert.equal(t.usage.state().redis.commands, 500);
});
