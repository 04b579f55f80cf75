/** Both real programs, the relay asking at home's own port as Cloudflare's agent would bring it there. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { translator } from "../locales/mod.ts";
import { migrate } from "../relay/migrations/migrate.ts";
import { tempFolder } from "../services/store/testing.ts";
import { RELAY_KEY } from "./support/test_relay.ts";
import { relayProgram } from "./support/relay_process.ts";
import { postSignedWebhook, SIGNED_WEBHOOKS } from "./support/signed_webhook.ts";
import { until } from "./support/until.ts";
import { freePort } from "./support/free_port.ts";
import { startHouse } from "./support/house.ts";
import { moveIn } from "./support/owner.ts";
import { openTestPostgres } from "./support/postgres.ts";

const t = translator("it");
const HEALTH_KEY = "a key for who watches";

/** Headers of a visitor that belong to a trace. */
const TRACED = {
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  "x-request-id": "a-traced-request",
};

Deno.test("a house behind Cloudflare's tunnel: its owner lives in it by way of the relay, and its mail comes", async () => {
  await using database = await openTestPostgres();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  const port = String(freePort());
  const relay = relayProgram({
    ...{ RELAY_KEY, DATABASE_URL: database.url, RELAY_HEALTH_KEY: HEALTH_KEY },
    ...SIGNED_WEBHOOKS,
    ORIGIN_URL: `http://127.0.0.1:${port}`,
    ...{ CF_ACCESS_CLIENT_ID: "id", CF_ACCESS_CLIENT_SECRET: "secret" },
  });
  await relay.start();
  await using folder = await tempFolder();
  const env = {
    ...{ RELAY_URL: relay.url, RELAY_KEY, RELAY_WAY: "cloudflared" },
    ...{ PORT: port, LOG_LEVEL: "debug" },
  };
  const house = await startHouse({ dataDir: folder.path, env });

  // Forms are taken under the relay's name, and no other.
  const outside = { ...house, url: relay.url };
  const owner = await moveIn(outside);
  await owner.send("/settings/shop", {
    ...{ on: "on", name: "L’armadio di Anna", words_it: "", words_en: "" },
    profileUrl: "https://www.vinted.it/member/1-anna",
  });
  const foreign = await owner.ask("/settings/shop", {
    ...{ method: "POST", body: new URLSearchParams() },
    headers: { origin: house.url },
  });
  assert.equal(foreign.status, 403, await foreign.text());

  const sent = await postSignedWebhook(relay.url, "uno");
  assert.equal(sent.status, 202, await sent.text());
  await until("the mail is at home", async () => {
    return (await sql`select 1 from mail where delivered_at is null`).length === 0;
  });
  const page = await owner.read("/settings/relay");
  assert.ok(page.includes(t("relay.connected")), page);
  assert.ok(page.includes(t("relay.source_generic")));

  const health = await fetch(`${relay.url}/api/health/deep?wake=1`, {
    headers: { authorization: `Bearer ${HEALTH_KEY}` },
  });
  const { status, parts } = await health.json();
  assert.equal(parts.home.version, "0.1.0", JSON.stringify(parts));
  assert.equal(status, "pass", JSON.stringify(parts));

  // A client in the home network is not the relay.
  const stranger = await fetch(`${house.url}/.relay/health`);
  assert.deepEqual([stranger.status, await stranger.text()], [401, ""]);

  await (await fetch(`${relay.url}/closet`, { headers: TRACED })).body?.cancel();
  assert.equal(await house.stop(), 0);
  const traced = house.records.find(({ requestId }) => requestId === TRACED["x-request-id"]);
  assert.equal(traced?.traceId, TRACED.traceparent.split("-")[1]);
  await relay.stop();
  await sql.end();
});
