import assert from "node:assert/strict";
import { Hono } from "hono";
import { translator } from "../../locales/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { conflict } from "../../services/base/errors.ts";
import { MINUTE_MS } from "../../services/base/time.ts";
import { openTestDatabase, tempBlobs } from "../../services/store/testing.ts";
import {
  createWebhookStore,
  storedWebhooks,
} from "../../services/relay-client/received_webhooks.ts";
import { createRelayClient } from "../../services/relay-client/adapters/relay_http.ts";
import type { RelayService } from "../../services/relay-client/mod.ts";
import {
  openTestRelay,
  RELAY_KEY,
  type TestRelay,
  testReplicator,
} from "../../tests/support/test_relay.ts";
import type { Env } from "../env.ts";
import { answerProblem } from "../frame/problems.tsx";
import { relaySettingsRoutes } from "./relay.tsx";

const PATH = "/settings/relay";

type State = ReturnType<RelayService["state"]>;

async function openHome(server: TestRelay) {
  const database = await openTestDatabase();
  const files = await tempBlobs();
  const { db, clock } = database;
  const { now } = clock;
  const replicator = testReplicator(db, server.client);
  const state: { -readonly [K in keyof State]: State[K] } = {
    ...{ url: "https://casa.example", connected: true, since: now(), problem: null, underWay: 0 },
  };
  const relay: RelayService = {
    way: "tunnel",
    version: 1,
    state: () => state,
    replicator,
    mailbox: server.client.mailbox,
    readReport: server.client.readReport,
    webhooks: createWebhookStore({
      ...{ db, clock, files, log: silentLogger },
      isSignedByRelay: () => true,
    }),
  };
  return {
    ...{ db, clock, relay, state, replicator },
    async [Symbol.asyncDispose]() {
      await files.close();
      await database.close();
    },
  };
}

function appOf(needs: Parameters<typeof relaySettingsRoutes>[0]) {
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator("en"));
    c.set("locale", "en");
    c.set("theme", "auto");
    c.set("assets", { script: "/assets/client.js", style: "/assets/style.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route(PATH, relaySettingsRoutes(needs));
  app.onError(answerProblem(silentLogger));
  return {
    async read() {
      const response = await app.request(PATH);
      assert.equal(response.status, 200);
      return await response.text();
    },
    /** @returns what the next page says first */
    async post(path: string): Promise<string> {
      const answer = await app.request(PATH + path, { method: "POST" });
      assert.equal(answer.status, 303, await answer.text());
      const cookie = answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
      return await (await app.request(PATH, { headers: { cookie } })).text();
    },
    status: async (path: string) => (await app.request(PATH + path, { method: "POST" })).status,
  };
}

Deno.test("without a relay the page says what it gives and how to set it up", async () => {
  await using database = await openTestDatabase();
  const app = appOf({ relay: null, clock: database.clock });
  const page = await app.read();
  assert.match(page, /from anywhere/);
  for (const step of [/Fly\.io/, /docs\/relay\.md/, /Come back/]) assert.match(page, step);
  assert.match(page, /RELAY_URL/);
  assert.match(page, /openssl rand -base64 32/);
  assert.doesNotMatch(page, /action="\/settings\/relay/);
  assert.equal(await app.status("/replica"), 404);
});

Deno.test("each sender has a webhook address at the relay", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const page = await appOf(home).read();
  const addresses = [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, address]) => address);
  assert.deepEqual(
    addresses,
    ["sendcloud", "seventeentrack", "vinted-pro", "generic"]
      .map((source) => `https://casa.example/hooks/${source}`),
  );
});

Deno.test("the page shows the relay, since when it is connected, and each problem in words", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { relay, clock, state } = home;
  const app = appOf({ relay, clock });
  clock.advance(3 * MINUTE_MS);
  assert.match(await app.read(), /Connected to casa\.example 3 minutes ago/);
  const problems = [
    "unreachable",
    "wrong_key",
    "other_version",
    "not_a_relay",
    "replaced",
    "lost",
  ] as const;
  const said = new Set<string>();
  for (const kind of problems) {
    Object.assign(state, { connected: false, problem: { kind, why: `<why> ${kind}` } });
    const page = await app.read();
    assert.match(page, /Not connected/);
    assert.ok(page.includes(`&lt;why> ${kind}`), kind);
    said.add(/role="alert"[^>]*><div>([^<]+)/.exec(page)![1]!);
  }
  assert.equal(said.size, problems.length);
});

Deno.test("with Cloudflare the page shows the time of the last request of the relay", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { clock, state } = home;
  const app = appOf({ relay: { ...home.relay, way: "cloudflared" }, clock });
  clock.advance(3 * MINUTE_MS);
  assert.match(await app.read(), /casa\.example through Cloudflare: 3 minutes ago/);
  Object.assign(state, { connected: false });
  assert.match(await app.read(), /No request from casa\.example through Cloudflare/);
});

Deno.test("the replica shows its state and is synced by a button", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { relay, clock, db } = home;
  const app = appOf({ relay, clock });
  assert.match(await app.read(), /Not synced since the app started/);
  const change = db.change();
  change.insert(storedWebhooks, webhook(clock.now()));
  await change.commit();
  assert.match(await app.post("/replica"), /Sent 1 record: the replica is up to date/);
  assert.match(await app.post("/replica"), /Already up to date/);
  const page = await app.read();
  assert.match(page, /Last synced/);
  assert.match(page, /one batch, \d+/);
  assert.equal((await server.replica.cursor()).number, 1);
});

Deno.test("a refused or failing replication is shown with its reason", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { relay, clock } = home;
  const failing = {
    syncedAt: null,
    waitingSince: clock.now(),
    failing: { since: clock.now(), why: { key: "relay.wrong_key" } },
    sent: { batches: 0, bytes: 0 },
  };
  const replicator = {
    state: () => failing,
    replicate: () => Promise.reject(conflict("relay.replica_of_other_home")),
  };
  const app = appOf({ relay: { ...relay, replicator }, clock });
  assert.match(await app.post("/replica"), /belongs to another installation/);
  const page = await app.read();
  assert.match(page, /Failing/);
  assert.match(page, /does not accept the key/);
});

Deno.test("a parked webhook is shown with its reason and is delivered again by a button", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { relay, clock, db } = home;
  const app = appOf({ relay, clock });
  assert.match(await app.read(), /No webhooks waiting/);
  await server.mailbox.store({
    ...{ source: "sendcloud", event: "e1", headers: {}, checked: true, receivedAt: clock.now() },
    ...{ body: new Uint8Array([1]), bodySha256: new Uint8Array([1]) },
  });
  await server.mailbox.countFailure(1);
  await server.mailbox.park(1, "500 <no>");
  const change = db.change();
  change.insert(storedWebhooks, webhook(clock.now()));
  await change.commit();
  const page = await app.read();
  assert.match(page, /One set aside/);
  assert.match(page, /Refused once: 500 &lt;no>/);
  assert.match(page, /17TRACK/);
  assert.match(await app.post("/webhooks/1/again"), /being delivered again/);
  assert.deepEqual(server.woken, ["sendcloud"]);
  assert.match(await app.read(), /One webhook waiting/);
  assert.match(await app.post("/webhooks/7/again"), /no longer exists/);
});

Deno.test("this month's usage is shown, with a warning from 70 %", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const app = appOf(home);
  server.usage.redis(1_500);
  server.usage.bytes({ out: 2_000_000 });
  const page = await app.read();
  assert.match(page, /1,500 of 500,000 commands/);
  assert.match(page, /0\.0 of 100 CU-hours/);
  assert.match(page, /2 MB/);
  assert.match(page, /since the relay started/);
  assert.doesNotMatch(page, /70%/);
  server.usage.redis(350_000);
  assert.match(await app.read(), /More than 70% of this month/);
});

Deno.test("the page shows how full the mailbox is, unsigned webhooks, and the access of each sender", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const app = appOf(home);
  await server.mailbox.store({
    ...{ source: "generic", event: "e1", headers: {}, checked: false, receivedAt: Date.now() },
    ...{ body: new Uint8Array(1_000), bodySha256: new Uint8Array([1]) },
  });
  const page = await app.read();
  assert.match(page, /Webhooks stored by the relay<\/span><span>[\d.,]+ kB of 50 MB/);
  assert.match(page, /Unsigned webhooks, last 24 hours<\/span><span>1 of 200/);
  assert.match(page, /Closed: SENDCLOUD_WEBHOOK_SECRET is missing/);
  assert.match(page, /Open to anyone/);
  assert.match(page, /kept for 90 days, up to 200 MB in total\. For now the app only stores them/);
});

Deno.test("an unreachable relay does not fail the page", async () => {
  await using server = await openTestRelay();
  await using home = await openHome(server);
  const { clock } = home;
  const gone = createRelayClient({ url: "http://127.0.0.1:1", key: RELAY_KEY, clock });
  const app = appOf({
    relay: { ...home.relay, mailbox: gone.mailbox, readReport: gone.readReport },
    clock,
  });
  const page = await app.read();
  assert.match(page, /waiting webhooks cannot be shown/);
  assert.match(page, /usage cannot be shown/);
  assert.match(await app.post("/webhooks/1/again"), /does not answer/);
});

const webhook = (at: number) => ({
  ...{ id: "seventeentrack:e", source: "seventeentrack" as const, event: "e", checked: true },
  ...{ receivedAt: at, keptAt: at, headers: {}, body: "0".repeat(64), bytes: 1_234 },
});
