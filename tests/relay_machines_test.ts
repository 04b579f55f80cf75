/** Two relay machines as real processes, one home: whichever is asked, home answers, and one brings the mail. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { migrate } from "../relay/migrations/migrate.ts";
import { relayProgram } from "./support/relay_process.ts";
import { postSignedWebhook, SIGNED_WEBHOOKS } from "./support/signed_webhook.ts";
import { until } from "./support/until.ts";
import { openTestPostgres } from "./support/postgres.ts";
import { type RedisServer, startRedis } from "./support/redis.ts";
import { openHome, TEST_KEY } from "./support/tunnelled.ts";

const HEALTH_KEY = "a key for who watches";
const LOGINS_AT_ONCE = 10;

async function openMachines(redis: Pick<RedisServer, "url">) {
  const database = await openTestPostgres();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  const env = {
    RELAY_KEY: TEST_KEY,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    RELAY_HEALTH_KEY: HEALTH_KEY,
    ...SIGNED_WEBHOOKS,
  };
  const [holder, other] = [relayProgram(env), relayProgram(env)];
  await Promise.all([holder.start(), other.start()]);
  return {
    holder,
    other,
    sql,
    async [Symbol.asyncDispose]() {
      await Promise.all([holder.stop(), other.stop()]);
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

function ask(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(url + path, { ...init, headers: { accept: "application/json", ...init.headers } });
}

async function health(url: string, key: string) {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await ask(url, "/api/health/deep?wake=1", { headers });
  return { status: answer.status, said: await answer.json() };
}

Deno.test("whichever machine is asked, home answers; mail that comes to one is brought by the other", async () => {
  await using redis = await startRedis();
  await using machines = await openMachines(redis);
  const { holder, other, sql } = machines;
  const brought: string[] = [];
  await using _home = await openHome({
    url: holder.url,
    app: (request, { remoteAddr }) =>
      Response.json({
        path: new URL(request.url).pathname,
        client: remoteAddr.hostname,
        id: request.headers.get("x-request-id"),
        trace: request.headers.get("traceparent"),
      }),
    calls: {
      "/.relay/mail": async (request) => {
        const { body } = await request.json();
        brought.push(new TextDecoder().decode(Uint8Array.fromBase64(body)));
        return new Response(null, { status: 204 });
      },
    },
  });
  await until("the other machine knows the way", async () => {
    const answer = await ask(other.url, "/x");
    await answer.body?.cancel();
    return answer.status === 200;
  });
  for (const { url } of [holder, other]) {
    const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const headers = { "x-request-id": "mine", traceparent: trace };
    const answer = await ask(url, "/closet", { headers });
    const heard = { path: "/closet", client: "127.0.0.1", id: "mine", trace };
    assert.deepEqual(await answer.json(), heard);
  }
  const tell = async (url: string, body: string) => {
    const answer = await postSignedWebhook(url, body);
    assert.equal(answer.status, 202, await answer.text());
  };
  for (let n = 0; n < 6; n++) await tell(n % 2 ? holder.url : other.url, `${n}`);
  await until("all mail is at home", () => brought.length === 6);
  assert.deepEqual(brought, ["0", "1", "2", "3", "4", "5"]);
  await until("all of it is acknowledged", async () => {
    const [row] = await sql`select count(*)::int as n from mail where delivered_at is null`;
    return row!.n === 0;
  });
});

Deno.test("health is for who has the key; a passphrase is tried ten times; Redis away takes neither", async () => {
  await using redis = await startRedis();
  await using machines = await openMachines(redis);
  const { holder: { url } } = machines;
  await using _home = await openHome({ url, app: () => new Response("in") });
  assert.equal((await health(url, "another key, as long")).status, 401);
  const whole = await health(url, HEALTH_KEY);
  // A home that is only an echo says nothing of itself.
  assert.deepEqual(
    Object.entries<{ verdict: string }>(whole.said.parts).map((
      [name, { verdict }],
    ) => [name, verdict]),
    [
      ["tunnel", "pass"],
      ["home", "warn"],
      ["postgres", "pass"],
      ["redis", "pass"],
      ["mailbox", "pass"],
      ["replica", "pass"],
      ["usage", "pass"],
    ],
  );
  const { usage } = (await health(url, HEALTH_KEY)).said.parts;
  assert.ok(usage.redis.commands > 0 && usage.postgres.awake && usage.bytes.out > 0);

  redis.process.kill("SIGKILL");
  await redis.process.status;
  const login = async () => {
    const answer = await ask(url, "/login", { method: "POST", body: "x" });
    await answer.body?.cancel();
    return answer;
  };
  for (let n = 0; n < LOGINS_AT_ONCE; n++) assert.equal((await login()).status, 200);
  const refused = await login();
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.deepEqual(await (await ask(url, "/api/health")).json(), { status: "ok" });
  const without = await health(url, HEALTH_KEY);
  assert.equal(without.said.parts.redis.verdict, "warn");
  assert.equal(without.said.parts.postgres.verdict, "pass");
});
