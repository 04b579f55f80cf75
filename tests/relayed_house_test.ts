/** The relay's own server with the real house behind it: the line, home's calls, the mail, and what the owner sees. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import postgres from "postgres";
import { createHomeDoor, rememberNonces } from "../relay/home_door.ts";
import { createLog } from "../relay/log.ts";
import { mailboxCalls } from "../relay/mailbox/calls.ts";
import { createCourier } from "../relay/mailbox/courier.ts";
import { createHooks, hookOf } from "../relay/mailbox/hooks.ts";
import { createMailbox } from "../relay/mailbox/mailbox.ts";
import { migrate } from "../relay/migrations/migrate.ts";
import { hmacOf } from "../relay/protocol_auth.ts";
import type { Delivery } from "../relay/protocol_mail.ts";
import { replicaCalls } from "../relay/replica/calls.ts";
import { createReplica } from "../relay/replica/replica.ts";
import { createRelay } from "../relay/server.ts";
import { createTunnel } from "../relay/tunnel/tunnel.ts";
import { tempFolder } from "../services/store/testing.ts";
import { RELAY_KEY as key } from "../services/uplink/testing.ts";
import { translator } from "../locales/mod.ts";
import { startHouse } from "./support/house.ts";
import { moveIn } from "./support/owner.ts";
import { openTestPostgres } from "./support/postgres.ts";
import { runTask } from "./support/task.ts";

const t = translator("it");
const now = Date.now;
const MAIL = 2;
const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

async function openRelay() {
  const database = await openTestPostgres();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  await migrate(sql);
  const mailbox = createMailbox(sql);
  const log = createLog({ now, level: "error", write: () => {} });
  const time = { now: () => performance.now(), after };
  const here = Promise.withResolvers<void>();
  const all = Promise.withResolvers<void>();
  let brought = 0;
  const tunnel = createTunnel({
    ...{ key, time, now, log },
    onHere() {
      here.resolve();
      void courier.wakeAll();
    },
  });
  const deliver = async (delivery: Delivery, signal: AbortSignal) => {
    const body = Buffer.from(JSON.stringify(delivery));
    const headers = { "content-length": String(body.length) };
    const path = "/.relay/mail";
    const answer = await tunnel.fetch(
      { method: "POST", path, host: "home", headers, body: Readable.from([body]) },
      signal,
    );
    answer.body.destroy();
    if (answer.status === 204 && ++brought === MAIL) all.resolve();
    return { status: answer.status, said: "" };
  };
  const courier = createCourier({
    ...{ mailbox, after, random: Math.random, log: () => {} },
    deliver: (delivery, signal) => deliver(delivery, signal).catch(() => null),
    sign: (text) => hmacOf(key, text),
  });
  const taken = (source: Parameters<typeof courier.wake>[0]) => courier.wake(source);
  const hooks = createHooks({ mailbox, now, taken, secrets: {}, log: () => {} });
  const door = createHomeDoor({
    ...{ key, now, isNew: rememberNonces(now), log: () => {} },
    calls: { ...replicaCalls(createReplica(sql)), ...mailboxCalls(mailbox, taken) },
  });
  const relay = createRelay({
    ...{ key, time, now, log, tunnel, origin: tunnel, behind: "nothing" as const },
    ...{ requestsMax: 100, requestsOfOneMax: 100, newId: () => crypto.randomUUID() },
    ownRoute(path) {
      if (path.startsWith("/relay/")) return door;
      const hook = hookOf(path);
      return hook === null ? null : (request) => hooks(request, hook);
    },
  });
  const port = await relay.listen("127.0.0.1", 0);
  return {
    url: `http://127.0.0.1:${port}`,
    here: here.promise,
    /** All mail is at home. */
    brought: all.promise,
    /** Nothing is under way any more. */
    settle: () => courier.stop(),
    sql,
    async [Symbol.asyncDispose]() {
      await courier.stop();
      await relay.close(1_000);
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

Deno.test("a house behind the relay: connected, its copy even, its mail at home, and its page says so", async () => {
  await using relay = await openRelay();
  await using folder = await tempFolder();
  const env = { RELAY_URL: relay.url, RELAY_KEY: key };
  const send = async (body: string) => {
    const answer = await fetch(`${relay.url}/hooks/generic`, { method: "POST", body });
    assert.equal(answer.status, 202, await answer.text());
  };
  // Before anybody is at home.
  await send("uno");

  const house = await startHouse({ dataDir: folder.path, env });
  const owner = await moveIn(house);
  await relay.here;
  await send("due");
  await relay.brought;
  const verify = await runTask(["replica", "verify"], { ...env, DATA_DIR: folder.path });
  assert.deepEqual(verify, { code: 0, said: t("uplink.equal") });

  const page = await owner.read("/settings/relay");
  assert.ok(page.includes(t("uplink.connected")));
  assert.ok(page.includes(t("uplink.copy_even")));
  assert.equal(page.split(t("uplink.source_generic")).length - 1, MAIL);
  assert.equal(await house.stop(), 0);
  await relay.settle();
  assert.equal((await relay.sql`select 1 from mail where delivered_at is null`).length, 0);
  const copied = await relay.sql`select 1 from store where encode(key, 'escape') like '%letter%'`;
  assert.equal(copied.length, MAIL);
});
