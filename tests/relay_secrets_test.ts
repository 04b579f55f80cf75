/** A16: what the relay was told in confidence never appears in what it says, to whomever, whatever goes wrong. */
import assert from "node:assert/strict";
import { migrate } from "../relay/migrations/migrate.ts";
import { connectPostgres } from "../relay/databases/postgres.ts";
import type { DialFailure } from "../services/relay-client/relay_connection.ts";
import { createDial } from "../services/relay-client/mod.ts";
import { startPostgres } from "./support/postgres.ts";
import { startRedis } from "./support/redis.ts";
import { relayProgram } from "./support/relay_process.ts";
import { until } from "./support/until.ts";

/** Each different, none a word that stands anywhere else. */
const secret = (of: string) => `canary-${of}-${crypto.randomUUID()}`;

async function startTalkingRelay(env: Record<string, string>) {
  const said: string[] = [];
  const note = (line: string) => void said.push(line);
  const relay = relayProgram({ ...env, LOG_LEVEL: "debug" }, { note });
  await relay.start();
  const logged = (event: string) => said.some((line) => line.includes(`"event":"${event}"`));
  return { ...relay, everything: said, logged };
}

Deno.test("A16: with wrong keys, stores that refuse and die, and bad messages, no secret is ever said", async () => {
  const secrets = {
    relay: secret("relay-key"),
    health: secret("health"),
    postgres: secret("postgres"),
    redis: secret("redis"),
    sendcloud: secret("sendcloud"),
    pro: secret("pro"),
    tracking: secret("17track"),
  };
  await using database = await startPostgres();
  await using redis = await startRedis({ settings: { requirepass: "another one" } });
  const sql = connectPostgres({ url: database.url });
  await migrate(sql);
  await sql.end();
  const databaseUrl = new URL(database.url);
  databaseUrl.password = secrets.postgres;
  await using relay = await startTalkingRelay({
    RELAY_KEY: secrets.relay,
    RELAY_HEALTH_KEY: secrets.health,
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: `redis://:${secrets.redis}@127.0.0.1:${redis.port}`,
    SENDCLOUD_WEBHOOK_SECRET: secrets.sendcloud,
    VINTED_PRO_WEBHOOK_SECRET: secrets.pro,
    SEVENTEENTRACK_KEY: secrets.tracking,
    UNSIGNED_WEBHOOKS: "generic",
  });
  const answers: string[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(relay.url + path, init);
    answers.push(JSON.stringify([...answer.headers]), await answer.text());
    return answer.status;
  };
  const post = (path: string, headers: HeadersInit = {}) =>
    ask(path, { method: "POST", headers, body: '{"action":"test"}' });
  const health = { authorization: `Bearer ${secrets.health}` };
  const guess = { authorization: `Relay 1.${"0".repeat(32)}.${"0".repeat(64)}.${"0".repeat(64)}` };

  await assert.rejects(
    createDial({ url: relay.url, key: "a wrong key that is long enough, too" })(),
    ({ problem }: DialFailure) => problem === "wrong_key",
  );
  for (const source of ["sendcloud", "vinted-pro", "seventeentrack"]) {
    assert.equal(await post(`/hooks/${source}`, { "sendcloud-signature": "0" }), 401, source);
  }
  assert.equal(await post("/relay/replica", guess), 401);
  assert.equal(await ask("/", { headers: { accept: "text/html" } }), 503);
  assert.equal(await ask("/api/health/deep"), 401);
  await ask("/api/health/deep?wake=1", { headers: health });
  await database.kill();
  assert.equal(await post("/hooks/generic"), 503);
  await ask("/api/health/deep?wake=1", { headers: health });
  await until("Redis was refused", () => relay.logged("redis_failed"));
  await relay.stop();

  const everything = [...relay.everything, ...answers].join("\n");
  assert.ok(relay.logged("tunnel_refused") && relay.logged("home_call_refused"));
  for (const [of, canary] of Object.entries(secrets)) {
    assert.ok(!everything.includes(canary), `${of} was said`);
  }
});
