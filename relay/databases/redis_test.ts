/** The connection to a real Redis: encrypted, frozen, killed, locked, and counted. */
import assert from "node:assert/strict";
import { TEST_AUTHORITY } from "../../tests/fakes/certificate/mod.ts";
import { type RedisServer, startRedis } from "../../tests/support/redis.ts";
import { startSecuredRedis } from "../../tests/support/secured.ts";
import { connectRedis, type RedisOptions } from "./redis.ts";

async function open(url: string, options: Partial<RedisOptions> = {}) {
  const logged: string[] = [];
  const redis = connectRedis({
    url,
    log: (event, { error }) => void logged.push(`${event} ${error ?? ""}`),
    ...options,
  });
  const first = Promise.withResolvers<void>();
  redis.once("ready", first.resolve);
  redis.once("error", () => first.resolve());
  await first.promise;
  return { redis, logged, [Symbol.dispose]: () => redis.disconnect() };
}

const ready = (redis: ReturnType<typeof connectRedis>) =>
  new Promise<void>((resolve) => redis.once("ready", () => resolve()));

/** What the host would bill, without the question for it. */
async function billed({ url }: RedisServer): Promise<number> {
  using asker = await open(url);
  const stats = await asker.redis.info("commandstats");
  const calls = [...stats.matchAll(/cmdstat_([^:]+):calls=(\d+)/g)];
  // Its own greeting; INFO is in the statistics only once it is answered.
  return calls.reduce((sum, [, , count]) => sum + Number(count), 0) - 1;
}

Deno.test("an encrypted Redis is believed by its own authority, and by no other", async () => {
  await using server = await startSecuredRedis();
  using trusted = await open(server.url, { authority: TEST_AUTHORITY });
  assert.equal(await trusted.redis.set("a", "1"), "OK");
  using stranger = await open(server.url);
  await assert.rejects(stranger.redis.get("a"));
  assert.match(stranger.logged[0] ?? "", /certificate|issuer/i);
  using unencrypted = await open(server.plainUrl);
  await assert.rejects(unencrypted.redis.get("a"));
});

Deno.test("a frozen Redis is given up, a dead one is not waited for, and nothing piles up", async () => {
  await using server = await startRedis();
  using t = await open(server.url);
  server.process.kill("SIGSTOP");
  await assert.rejects(t.redis.get("a"), /timed out/);
  server.process.kill("SIGKILL");
  await server.process.status;
  if (t.redis.status === "ready") {
    await new Promise((closed) => t.redis.once("close", closed));
  }
  const many = Array.from({ length: 10_000 }, () => t.redis.get("a"));
  // Refused at once for want of a connection; what waits for an answer would say that it timed out.
  for (const outcome of await Promise.allSettled(many)) {
    assert.equal(outcome.status, "rejected");
    assert.doesNotMatch(String((outcome as PromiseRejectedResult).reason), /timed out/);
  }
  const back = ready(t.redis);
  await server.restart();
  await back;
  assert.equal(await t.redis.set("a", "1"), "OK");
  assert.match(t.logged.at(-1)!, /redis_is_back/);
});

Deno.test("a Redis that wants a password nobody has is said once, however often it is tried", async () => {
  await using server = await startRedis({ settings: { requirepass: "secret" } });
  using t = await open(server.url);
  for (let n = 0; n < 5; n++) await assert.rejects(t.redis.get("a"));
  const again = Promise.withResolvers<void>();
  t.redis.once("error", () => again.resolve());
  await again.promise;
  assert.equal(t.logged.filter((line) => line.includes("NOAUTH")).length, 1);
  assert.ok(!t.logged.join().includes("secret"));
});

Deno.test("what is counted is what the host counts: greetings, pipelines, scripts at their dearest", async () => {
  await using server = await startRedis();
  let counted = 0;
  using t = await open(server.url, { counted: (commands) => counted += commands });
  await t.redis.set("a", "1");
  await t.redis.pipeline().get("a").get("a").incr("a").exec();
  await t.redis.multi().get("a").exec();
  await t.redis.subscribe("news");
  await t.redis.get("a");
  assert.equal(counted, await billed(server));
  const before = counted;
  await t.redis.eval("return redis.call('GET', KEYS[1])", 1, "a");
  assert.ok(counted >= await billed(server) && counted > before);
});
