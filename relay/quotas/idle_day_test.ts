/** A day on which nobody sells anything, lived through by two machines in a few seconds, billed by a real Redis. */
import assert from "node:assert/strict";
import { startRedis } from "../../tests/support/redis.ts";
import { startMachine } from "../../tests/support/relay_machine.ts";
import { createRateLimits } from "../limits/rate_limits.ts";
import { createSharedRates } from "../limits/shared_rates.ts";
import { connectRedis } from "../databases/redis.ts";
import { heldTime } from "../../tests/support/held_time.ts";
import { DAY_MS, MINUTE_MS } from "../shared/time.ts";

const KEY = "a shared key of thirty-two letters";
const PROBE_MS = 30_000;
/** Crawlers and those who try doors. */
const STRANGER_MS = MINUTE_MS;
/** Home's network is not of the best. */
const DIAL_MS = 90 * MINUTE_MS;
const AWAY_MS = 10 * MINUTE_MS;
const COMMANDS_MAX = 5_000;

Deno.test("an idle day of two machines costs under 5,000 commands, and health probes cost none", async () => {
  await using server = await startRedis();
  const time = heldTime();
  let counted = 0;
  const options = {
    redisUrl: server.url,
    time,
    counted: (commands: number) => counted += commands,
  };
  await using a = await startMachine({ ...options, name: "a" });
  await using b = await startMachine({ ...options, name: "b" });
  const redis = connectRedis({ url: server.url, log: () => {}, counted: options.counted });
  await new Promise<void>((ready) => redis.once("ready", () => ready()));
  const shared = createSharedRates({ redis, key: KEY, now: time.now, isAffordable: () => true });
  const limits = createRateLimits({ now: time.now, shared, log: () => {} });

  const visit = async (url: string): Promise<number> => {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.status;
  };
  const machines = [a, b];
  let answered = 0;
  for (let at = 0; at < DAY_MS; at += PROBE_MS) {
    time.advance(PROBE_MS);
    const home = machines[Math.floor(at / DIAL_MS) % 2]!;
    if (at % DIAL_MS === 0) home.dial();
    if (at % DIAL_MS === DIAL_MS - AWAY_MS) home.hangUp();
    for (const { url } of machines) assert.equal(await visit(`${url}/api/health`), 200);
    if (at % STRANGER_MS !== 0) continue;
    const stranger = machines[Math.floor(at / STRANGER_MS) % 2]!;
    assert.equal(
      limits.refuse({ method: "GET", path: "/", client: `5.5.5.${at / STRANGER_MS % 200}` }),
      null,
    );
    if (await visit(`${stranger.url}/wp-login.php`) === 207) answered++;
  }
  await limits.settled();
  const counters = await redis.info("commandstats");
  const billed = [...counters.matchAll(/cmdstat_[^:]+:calls=(\d+)/g)]
    .reduce((sum, [, calls]) => sum + Number(calls), 0);
  redis.disconnect();
  // Home was there for eight ninths of the day, and found by way of either machine.
  assert.ok(answered > 1_200, `${answered}`);
  assert.ok(billed > 144 && billed < COMMANDS_MAX, `${billed}`);
  assert.ok(counted >= billed, `counted ${counted}, billed ${billed}`);
});
