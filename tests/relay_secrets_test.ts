/** A16: what the relay was told in confidence never appears in what it says, to whomever, whatever goes wrong. */
import assert from "node:assert/strict";
import about from "../deno.json" with { type: "json" };
import { migrate } from "../relay/migrations/migrate.ts";
import { connectPostgres } from "../relay/postgres.ts";
import type { DialFailure } from "../services/uplink/line.ts";
import { createDial } from "../services/uplink/mod.ts";
import { until } from "./chaos/until.ts";
import { freePort } from "./support/free_port.ts";
import { splitLines } from "./support/lines.ts";
import { startPostgres } from "./support/postgres.ts";
import { startRedis } from "./support/redis.ts";

/** Each different, none a word that stands anywhere else. */
const secret = (of: string) => `canary-${of}-${crypto.randomUUID()}`;

async function startTalkingRelay(env: Record<string, string>) {
  const port = freePort();
  const said: string[] = [];
  const { command } = about.tasks["relay:serve"];
  const child = new Deno.Command(Deno.execPath(), {
    args: command.slice(command.lastIndexOf("deno run ") + "deno ".length).split(" "),
    cwd: new URL("..", import.meta.url),
    env: { ...env, HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "debug", NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const heard = [child.stdout, child.stderr].map((stream) =>
    stream.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines())
      .pipeTo(new WritableStream({ write: (line) => void said.push(line) }))
  );
  const logged = (event: string) => said.some((line) => line.includes(`"event":"${event}"`));
  await until("the relay started", () => logged("started"));
  return {
    url: `http://127.0.0.1:${port}`,
    said,
    logged,
    async stop() {
      child.kill("SIGTERM");
      await Promise.all([child.status, ...heard]);
    },
  };
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
  const relay = await startTalkingRelay({
    RELAY_KEY: secrets.relay,
    RELAY_HEALTH_KEY: secrets.health,
    DATABASE_URL: databaseUrl.href,
    REDIS_URL: `redis://:${secrets.redis}@127.0.0.1:${redis.port}`,
    SENDCLOUD_WEBHOOK_SECRET: secrets.sendcloud,
    VINTED_PRO_WEBHOOK_SECRET: secrets.pro,
    SEVENTEENTRACK_KEY: secrets.tracking,
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

  const everything = [...relay.said, ...answers].join("\n");
  assert.ok(relay.logged("tunnel_refused") && relay.logged("home_call_refused"));
  for (const [of, canary] of Object.entries(secrets)) {
    assert.ok(!everything.includes(canary), `${of} was said`);
  }
});
