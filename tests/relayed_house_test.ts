/** Both real programs: the line, home's calls, the mail, the shop while home is away, and what the owner sees. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { translator } from "../locales/mod.ts";
import { migrate } from "../relay/migrations/migrate.ts";
import { garment } from "../services/photos/testing.ts";
import { tempFolder } from "../services/store/testing.ts";
import { RELAY_KEY as key } from "./support/test_relay.ts";
import { relayProgram } from "./support/relay_process.ts";
import { postSignedWebhook, SIGNED_WEBHOOKS } from "./support/signed_webhook.ts";
import { until } from "./support/until.ts";
import { startHouse } from "./support/house.ts";
import { comeBack, moveIn, type Owner } from "./support/owner.ts";
import { openTestPostgres } from "./support/postgres.ts";
import { runTask } from "./support/task.ts";

const t = translator("it");
const HEALTH_KEY = "a key for who watches";

/** A visitor who says which trace the request belongs to. */
const TRACED = {
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  "x-request-id": "a-traced-request",
};

async function openRelay() {
  const database = await openTestPostgres();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  const program = relayProgram({
    ...{ RELAY_KEY: key, DATABASE_URL: database.url, RELAY_HEALTH_KEY: HEALTH_KEY },
    ...SIGNED_WEBHOOKS,
  });
  await program.start();
  return {
    ...program,
    sql,
    async health(): Promise<{ status: string; parts: Record<string, Record<string, unknown>> }> {
      const headers = { authorization: `Bearer ${HEALTH_KEY}` };
      const answer = await fetch(`${program.url}/api/health/deep?wake=1`, { headers });
      return await answer.json();
    },
    async [Symbol.asyncDispose]() {
      await program.stop();
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

const waiting = async ({ sql }: Awaited<ReturnType<typeof openRelay>>) =>
  (await sql`select 1 from mail where delivered_at is null`).length;

Deno.test("a house behind the relay: connected, its copy even, its mail at home, and its page says so", async () => {
  await using relay = await openRelay();
  await using folder = await tempFolder();
  const env = { RELAY_URL: relay.url, RELAY_KEY: key, LOG_LEVEL: "debug" };
  const send = async (body: string) => {
    const answer = await postSignedWebhook(relay.url, body);
    assert.equal(answer.status, 202, await answer.text());
  };
  // Before anybody is at home.
  await send("uno");

  const house = await startHouse({ dataDir: folder.path, env });
  const owner = await moveIn(house);
  await send("due");
  await until("all mail is at home", async () => await waiting(relay) === 0);
  const verify = await runTask(["replica", "verify"], { ...env, DATA_DIR: folder.path });
  assert.deepEqual(verify, { code: 0, said: t("relay.replica_equal") });

  const page = await owner.read("/settings/relay");
  for (const said of ["relay.connected", "relay.replica_synced", "relay.usage_database"] as const) {
    assert.ok(page.includes(t(said)), said);
  }
  const [webhooks] = /<section[^>]* id="webhooks-received"[^>]*>[^]*?<\/section>/.exec(page)!;
  assert.equal(webhooks.split(t("relay.source_generic")).length - 1, 2);

  const { status, parts } = await relay.health();
  assert.equal(status, "pass", JSON.stringify(parts));
  assert.deepEqual(
    [parts.tunnel!.home, parts.home!.version, parts.mailbox!.waiting, parts.postgres!.verdict],
    ["here", "0.1.0", 0, "pass"],
  );
  await (await fetch(`${relay.url}/closet`, { headers: TRACED })).body?.cancel();
  assert.equal(await house.stop(), 0);
  const traced = house.records.find(({ requestId }) => requestId === TRACED["x-request-id"]);
  assert.equal(traced?.traceId, TRACED.traceparent.split("-")[1]);
  const kept = house.records.filter(({ event }) => event === "webhook_received");
  assert.ok(kept.every(({ traceId }) => /^[0-9a-f]{32}$/.test(String(traceId))));
  const copied = await relay.sql`select 1 from store where encode(key, 'escape') like '%letter%'`;
  assert.equal(copied.length, 2);
});

async function openShop(owner: Owner): Promise<string> {
  await owner.send("/settings/shop", {
    ...{ on: "on", name: "L’armadio di Anna", words_it: "", words_en: "" },
    profileUrl: "https://www.vinted.it/member/1-anna",
  });
  const form = new FormData();
  form.append("words", "blazer donna mango beige tg 42 ottime");
  form.append("photos", new Blob([Uint8Array.from(await garment(1))]), "a.jpg");
  const item = await owner.send("/items/new", form);
  await owner.send(`${item}/price`, { price: "25,00" });
  await owner.send(`${item}/state`, { to: "listed", link: "https://www.vinted.it/items/1-x" });
  await owner.send(`${item}/shop`, { shown: "yes" });
  return item;
}

Deno.test("the shop stays open while home is away, says of when it is, and a thing that was taken out is gone at once", async () => {
  await using relay = await openRelay();
  await using folder = await tempFolder();
  const env = { RELAY_URL: relay.url, RELAY_KEY: key };
  let house = await startHouse({ dataDir: folder.path, env });
  const owner = await moveIn(house);
  const item = await openShop(owner);
  const kept = async () => (await relay.sql`select path from snapshot`).map(({ path }) => path);
  await until("the relay has the shop and the photo", async () => {
    const paths = await kept();
    return [/^\/shop\/1-/, /^\/shop\/images\/\w+\.webp$/].every((wanted) =>
      paths.some((path) => wanted.test(path))
    );
  });
  const look = async () => {
    const answer = await fetch(`${relay.url}/shop`, { headers: { accept: "text/html" } });
    return { status: answer.status, text: await answer.text() };
  };
  assert.match((await look()).text, /Mango/, "home itself answers, through the tunnel");

  assert.equal(await house.stop(), 0);
  const away = await look();
  assert.equal(away.status, 200);
  assert.match(away.text, /Mango/);
  const door = await fetch(`${relay.url}/login`, { headers: { accept: "text/html" } });
  assert.deepEqual([door.status, door.headers.get("retry-after")], [503, "30"]);
  assert.match(await door.text(), /computer di casa/);

  house = await startHouse({ dataDir: folder.path, env });
  const back = comeBack(house, owner.cookie);
  await back.send(`${item}/shop`, { shown: "no" });
  await until(
    "it is taken away",
    async () => !(await kept()).some((path) => /^\/shop\/\d/.test(path)),
  );
  assert.equal(await house.stop(), 0);
  assert.doesNotMatch((await look()).text, /Mango/);
});
