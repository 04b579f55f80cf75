/** Who asks too much waits; health and webhooks do not; several machines and a real Redis between them. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { startRedis } from "../../tests/support/redis.ts";
import { closeRedis, connectRedis } from "../databases/redis.ts";
import { type RateState, takeToken } from "./gcra.ts";
import { createRateLimits, type RateLimits } from "./rate_limits.ts";
import { RATE_RULES, rateLimitKey, type RateRules } from "./rate_rules.ts";
import { createSharedRates } from "./shared_rates.ts";
import { DAY_MS, MINUTE_MS } from "../shared/time.ts";

const KEY = "a shared key of thirty-two letters";
const rule = (name: keyof RateRules, burst: number, step = 1, everyMs = MINUTE_MS): RateRules => ({
  ...RATE_RULES,
  [name]: { ...RATE_RULES[name], burst, step, everyMs },
});
/** Redis's clock goes on while a test runs: so long that nothing is paid off meanwhile. */

/** A clock of one's own. */
function openLimits(rules?: RateRules) {
  const time = { now: 1_000_000 };
  const limits = createRateLimits({
    now: () => time.now,
    shared: null,
    log: () => {},
    ...rules && { rules },
  });
  return { time, limits };
}

const get = (client: string, path = "/") => ({ method: "GET", path, client });
const login = (client: string, path = "/login") => ({ method: "POST", path, client });
const passed = (limits: RateLimits, asked: ReturnType<typeof get>, times: number) =>
  Array.from({ length: times }, () => limits.refuse(asked)).filter((one) => one === null).length;

Deno.test("whatever is asked when: never more than the burst at once, and one more each interval", () => {
  const allowance = { burst: 5, everyMs: 100 };
  fc.assert(fc.property(fc.array(fc.nat(150), { maxLength: 200 }), (pauses) => {
    const account: RateState = { availableAt: 0, unshared: 0 };
    let now = 10_000;
    const taken: number[] = [];
    for (const pause of pauses) {
      now += pause;
      const waitMs = takeToken(account, allowance, now);
      if (waitMs === 0) taken.push(now);
      else assert.equal(takeToken({ ...account }, allowance, now + waitMs), 0);
    }
    taken.forEach((from, first) =>
      taken.slice(first).forEach((to, more) =>
        assert.ok(more + 1 <= allowance.burst + (to - from) / allowance.everyMs)
      )
    );
  }));
});

Deno.test("who asks too often is told how long to wait, is let in then, and disturbs nobody else", () => {
  const { time, limits } = openLimits(rule("requests", 10));
  assert.equal(passed(limits, get("1.1.1.1"), 20), 10);
  assert.deepEqual(limits.refuse(get("1.1.1.1")), { rule: "requests", retryAfterSeconds: 60 });
  assert.equal(limits.refuse(get("1.1.1.2")), null);
  time.now += 60_000;
  assert.equal(passed(limits, get("1.1.1.1"), 2), 1);
});

Deno.test("a passphrase is tried ten times at once, by all together a hundred times, however the path is written", () => {
  const { limits } = openLimits();
  const spellings = [
    "/login",
    "/LOGIN",
    "//login",
    "/%6cogin",
    "/x/../login",
    "/api/health/../../login",
  ];
  const tried = spellings.map((path) => passed(limits, login("1.1.1.1", path), 10));
  assert.equal(tried.reduce((sum, one) => sum + one, 0), 10);
  const others = Array.from({ length: 200 }, (_, n) => limits.refuse(login(`2.2.${n}.1`)));
  assert.equal(others.filter((one) => one === null).length, 90);
  assert.equal(others.at(-1)?.rule, "all_logins");
  // Looking at the page is no try.
  assert.equal(limits.refuse(get("1.1.1.1", "/login")), null);
});

Deno.test("health and webhooks are answered in the middle of an attack, and by who is refused all else", () => {
  const { limits } = openLimits();
  for (let n = 0; n < 100_000; n++) limits.refuse(get(`9.9.${n % 256}.${n % 7}`));
  passed(limits, get("1.1.1.1"), 5_000);
  assert.ok(limits.refuse(get("1.1.1.1")));
  for (const path of ["/api/health", "/api/health/deep", "/hooks/sendcloud", "/relay/replica"]) {
    assert.equal(passed(limits, login("1.1.1.1", path), 10_000), 10_000, path);
  }
  for (const path of ["/hooks/../login", "/hooks/x%2f..%2f..", "/api/healthy", "/relay/../login"]) {
    assert.ok(limits.refuse(get("1.1.1.1", path)), path);
  }
});

Deno.test("where anybody can send webhooks, one address sends a few; the others and signed sources send on", () => {
  const limits = createRateLimits({
    now: () => 0,
    shared: null,
    log: () => {},
    isUnsignedWebhook: (path) => path === "/hooks/generic",
  });
  const { burst } = RATE_RULES.unsignedWebhooks;
  assert.equal(passed(limits, login("1.1.1.1", "/hooks/generic"), burst + 10), burst);
  const refused = limits.refuse(login("1.1.1.1", "/hooks/generic"));
  assert.deepEqual(refused, { rule: "unsigned_webhooks", retryAfterSeconds: 15 });
  assert.equal(passed(limits, login("1.1.1.2", "/hooks/generic"), burst), burst);
  assert.equal(passed(limits, login("1.1.1.1", "/hooks/sendcloud"), 1_000), 1_000);
});

Deno.test("a network of IPv6 is one visitor, written long or short", () => {
  const same = ["2001:db8::1", "2001:0db8:0:0::2", "2001:db8:0:0:5:6:7:8", "2001:DB8:0:0:ffff::"];
  assert.equal(new Set(same.map(rateLimitKey)).size, 1);
  const others = ["2001:db8:0:1::1", "2001:db9::1", "::1", "fe80::1", "1.2.3.4"];
  assert.equal(new Set([...same, ...others].map(rateLimitKey)).size, 1 + others.length);
});

async function machines(url: string, rules: RateRules, isAffordable = () => true) {
  let counted = 0;
  const redises = await Promise.all([1, 2].map(async () => {
    const redis = connectRedis({ url, log: () => {}, counted: (commands) => counted += commands });
    await new Promise<void>((ready) => redis.once("ready", () => ready()));
    return redis;
  }));
  const now = () => 0;
  const [a, b] = redises.map((redis) => {
    const shared = createSharedRates({ redis, key: KEY, now, isAffordable });
    return createRateLimits({ now, shared, rules, log: () => {} });
  });
  return {
    a: a!,
    b: b!,
    counted: () => counted,
    redis: redises[0]!,
    [Symbol.asyncDispose]: async () => void await Promise.all(redises.map(closeRedis)),
  };
}

Deno.test("what one machine has allowed, the other does not allow again; quiet visitors cost no command", async () => {
  await using redis = await startRedis();
  await using t = await machines(redis.url, rule("requests", 40, 10, DAY_MS));
  const greeting = t.counted();
  passed(t.a, get("3.3.3.3"), 9);
  await t.a.settled();
  assert.equal(t.counted(), greeting);
  assert.equal(passed(t.a, get("3.3.3.3"), 31), 31);
  await t.a.settled();
  // The first step tells b of all the rest.
  assert.equal(passed(t.b, get("3.3.3.3"), 10), 10);
  await t.b.settled();
  assert.equal(passed(t.b, get("3.3.3.3"), 40), 0);
  assert.equal(passed(t.b, get("4.4.4.4"), 40), 40);
  const keys = await t.redis.keys("*");
  assert.ok(keys.length > 0 && !keys.join().includes("3.3.3.3"));
});

Deno.test("with Redis frozen or dead each machine limits for itself, and no visitor waits for it", async () => {
  await using redis = await startRedis();
  await using t = await machines(redis.url, rule("requests", 40, 10, DAY_MS));
  redis.process.kill("SIGSTOP");
  assert.equal(passed(t.a, get("3.3.3.3"), 100), 40);
  await t.a.settled();
  redis.process.kill("SIGKILL");
  await redis.process.status;
  assert.equal(passed(t.b, get("3.3.3.3"), 100), 40);
  await t.b.settled();
});

Deno.test("an attack from everywhere costs a bounded number of commands; without budget it costs none", async () => {
  await using redis = await startRedis();
  await using t = await machines(redis.url, rule("logins", 10, 1, DAY_MS));
  const before = t.counted();
  for (let n = 0; n < 50_000; n++) t.a.refuse(login(`${n % 200}.7.${n % 251}.9`));
  await t.a.settled();
  const cost = t.counted() - before;
  assert.ok(cost > 0 && cost <= 4 * 200, `${cost}`);
  await using poor = await machines(redis.url, rule("logins", 10, 1, DAY_MS), () => false);
  const greeting = poor.counted();
  for (let n = 0; n < 50; n++) poor.a.refuse(login(`8.8.8.${n}`));
  await poor.a.settled();
  assert.equal(poor.counted(), greeting);
});
