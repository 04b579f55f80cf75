import assert from "node:assert/strict";
import { Hono } from "hono";
import { translator } from "../../locales/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { conflict } from "../../services/base/errors.ts";
import { MINUTE_MS } from "../../services/base/time.ts";
import { openTestDatabase, tempBlobs } from "../../services/store/testing.ts";
import { createMailRoom, letters } from "../../services/uplink/mail.ts";
import { createRelayClient } from "../../services/uplink/relay_client_http.ts";
import type { UplinkRoom } from "../../services/uplink/room.ts";
import {
  openTestRelay,
  RELAY_KEY,
  type TestRelay,
  testReplicator,
} from "../../services/uplink/testing.ts";
import type { Env } from "../env.ts";
import { answerProblem } from "../frame/problems.tsx";
import { relaySettingsRoutes } from "./relay.tsx";

const PATH = "/settings/relay";

type State = ReturnType<UplinkRoom["state"]>;

async function openHome(relay: TestRelay) {
  const database = await openTestDatabase();
  const files = await tempBlobs();
  const { db, clock } = database;
  const { now } = clock;
  const replicator = testReplicator(db, relay.client);
  const state: { -readonly [K in keyof State]: State[K] } = {
    ...{ url: "https://casa.example", connected: true, since: now(), problem: null, underWay: 0 },
  };
  const uplink: UplinkRoom = {
    way: "tunnel",
    version: 1,
    state: () => state,
    replicator,
    mail: relay.client.mail,
    report: relay.client.report,
    letters: createMailRoom({
      ...{ db, clock, files, log: silentLogger },
      isAttested: () => Promise.resolve(true),
    }),
  };
  return {
    ...{ db, clock, uplink, state, replicator },
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

Deno.test("without a relay the page says what one gives and how to get it", async () => {
  await using database = await openTestDatabase();
  const app = appOf({ uplink: null, clock: database.clock });
  const page = await app.read();
  assert.match(page, /from anywhere/);
  for (const step of [/Fly\.io/, /docs\/relay\.md/, /Come back/]) assert.match(page, step);
  assert.match(page, /RELAY_URL/);
  assert.match(page, /openssl rand -base64 32/);
  assert.doesNotMatch(page, /action="\/settings\/relay/);
  assert.equal(await app.status("/copy"), 404);
});

Deno.test("each sender has its address, in the name of the relay", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const page = await appOf(house).read();
  const addresses = [...page.matchAll(/<code>(.*?)<\/code>/g)].map(([, address]) => address);
  assert.deepEqual(
    addresses,
    ["sendcloud", "seventeentrack", "vinted-pro", "generic"]
      .map((source) => `https://casa.example/hooks/${source}`),
  );
});

Deno.test("the connection is said with its relay, since when, and what is wrong in words", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { uplink, clock, state } = house;
  const app = appOf({ uplink, clock });
  clock.advance(3 * MINUTE_MS);
  assert.match(await app.read(), /connected to casa\.example 3 minutes ago/);
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

Deno.test("through Cloudflare it is said when the relay last asked, since nobody dials", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { clock, state } = house;
  const app = appOf({ uplink: { ...house.uplink, way: "cloudflared" }, clock });
  clock.advance(3 * MINUTE_MS);
  assert.match(await app.read(), /casa\.example, through Cloudflare, came 3 minutes ago/);
  Object.assign(state, { connected: false });
  assert.match(await app.read(), /no question from casa\.example has come/);
});

Deno.test("the copy says how even it is, and is sent by a button", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { uplink, clock, db } = house;
  const app = appOf({ uplink, clock });
  assert.match(await app.read(), /has not been brought even yet/);
  const change = db.change();
  change.insert(letters, letter(clock.now()));
  await change.commit();
  assert.match(await app.post("/copy"), /Sent 1 record: the copy is even/);
  assert.match(await app.post("/copy"), /even already/);
  const page = await app.read();
  assert.match(page, /Last even/);
  assert.match(page, /one batch, \d+/);
  assert.equal((await relay.replica.cursor()).number, 1);
});

Deno.test("what the relay refuses is said where the button was, and what fails stands there", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { uplink, clock } = house;
  const failing = {
    evenAt: null,
    waitingSince: clock.now(),
    failing: { since: clock.now(), why: { key: "uplink.wrong_key" } },
    sent: { batches: 0, bytes: 0 },
  };
  const replicator = {
    state: () => failing,
    ship: () => Promise.reject(conflict("uplink.replica_of_other_home")),
  };
  const app = appOf({ uplink: { ...uplink, replicator }, clock });
  assert.match(await app.post("/copy"), /belongs to another house/);
  const page = await app.read();
  assert.match(page, /Stuck/);
  assert.match(page, /does not accept the key/);
});

Deno.test("mail that was put aside stands there with its reason, and is brought again", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { uplink, clock, db } = house;
  const app = appOf({ uplink, clock });
  assert.match(await app.read(), /everything has come home/);
  await relay.mailbox.take({
    ...{ source: "sendcloud", event: "e1", headers: {}, checked: true, receivedAt: clock.now() },
    ...{ body: new Uint8Array([1]), bodySha256: new Uint8Array([1]) },
  });
  await relay.mailbox.failed(1);
  await relay.mailbox.park(1, "500 <no>");
  const change = db.change();
  change.insert(letters, letter(clock.now()));
  await change.commit();
  const page = await app.read();
  assert.match(page, /One put aside/);
  assert.match(page, /Refused once: 500 &lt;no>/);
  assert.match(page, /17TRACK/);
  assert.match(await app.post("/mail/1/again"), /on its way again/);
  assert.deepEqual(relay.woken, ["sendcloud"]);
  assert.match(await app.read(), /One message waits/);
  assert.match(await app.post("/mail/7/again"), /no longer there/);
});

Deno.test("what the month has taken is measured, and scarcity is said", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const app = appOf(house);
  relay.usage.redis(1_500);
  relay.usage.bytes({ out: 2_000_000 });
  const page = await app.read();
  assert.match(page, /1,500 of 500,000 commands/);
  assert.match(page, /0\.0 of 100 CU-hours/);
  assert.match(page, /2 MB/);
  assert.match(page, /since the relay was started/);
  assert.doesNotMatch(page, /70%/);
  relay.usage.redis(350_000);
  assert.match(await app.read(), /More than 70% of this month/);
});

Deno.test("how full the mailbox is, what strangers left, and which senders are let in is said", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const app = appOf(house);
  await relay.mailbox.take({
    ...{ source: "generic", event: "e1", headers: {}, checked: false, receivedAt: Date.now() },
    ...{ body: new Uint8Array(1_000), bodySha256: new Uint8Array([1]) },
  });
  const page = await app.read();
  assert.match(page, /Webhooks stored by the relay<\/span><span>[\d.,]+ kB of 50 MB/);
  assert.match(page, /Unsigned webhooks, last 24 hours<\/span><span>1 of 200/);
  assert.match(page, /Closed: SENDCLOUD_WEBHOOK_SECRET is missing/);
  assert.match(page, /Open to anybody/);
  assert.match(page, /stay for 90 days, up to 200 MB in all; for now the app only stores them/);
});

Deno.test("a relay that is away does not take the page with it", async () => {
  await using relay = await openTestRelay();
  await using house = await openHome(relay);
  const { clock } = house;
  const gone = createRelayClient({ url: "http://127.0.0.1:1", key: RELAY_KEY, clock });
  const app = appOf({ uplink: { ...house.uplink, mail: gone.mail, report: gone.report }, clock });
  const page = await app.read();
  assert.match(page, /I do not know what waits/);
  assert.match(page, /I do not know what was used/);
  assert.match(await app.post("/mail/1/again"), /does not answer/);
});

const letter = (at: number) => ({
  ...{ id: "seventeentrack:e", source: "seventeentrack" as const, event: "e", checked: true },
  ...{ receivedAt: at, keptAt: at, headers: {}, body: "0".repeat(64), bytes: 1_234 },
});
