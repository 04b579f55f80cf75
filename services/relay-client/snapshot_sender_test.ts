/** The shop of a whole house, carried over real HTTP to a relay on a real PostgreSQL and a real Redis. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { createHomeCallHandler, createNonceMemory } from "../../relay/calls/home_calls.ts";
import { migrate } from "../../relay/migrations/migrate.ts";
import { closeRedis, connectRedis } from "../../relay/databases/redis.ts";
import { snapshotCalls } from "../../relay/snapshots/snapshot_calls.ts";
import { createSnapshots } from "../../relay/snapshots/snapshots.ts";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { startRedis } from "../../tests/support/redis.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";
import type { HeldClock } from "../base/clock.ts";
import { SELLER } from "../inventory/mod.ts";
import { heldTimer } from "../jobs/testing.ts";
import { silentLogger } from "../base/log.ts";
import { garment } from "../photos/testing.ts";
import { createPublicPageReader } from "./public_pages.ts";
import { createRelayClient } from "./adapters/relay_http.ts";
import type { SnapshotClient } from "./snapshot_upload.ts";
import { createSnapshotSender } from "./snapshot_sender.ts";

const KEY = "a shared key of some length";
const BASE = "http://localhost:8000";
const said = <V>(value: V) => ({ value, source: "seller" as const, confidence: 1, at: 0 });

/** How home's calls may be held up. */
interface Road {
  away: boolean;
  /** Called before each body is on its way. */
  beforePut: () => Promise<void>;
  readonly calls: string[];
  withdrawn: () => void;
}

async function open() {
  await using opened = new AsyncDisposableStack();
  const house = opened.use(await openTestHouse());
  const database = opened.use(await openTestPostgres());
  const server = opened.use(await startRedis());
  const sql = postgres(database.url, { prepare: false, onnotice: () => {} });
  opened.defer(() => sql.end({ timeout: 1 }));
  await migrate(sql);
  const redis = connectRedis({ url: server.url, log: () => {} });
  opened.defer(() => closeRedis(redis));
  await new Promise<void>((done) => redis.once("ready", () => done()));

  const { services } = house;
  const clock = services.clock as HeldClock;
  const { now } = clock;
  const snapshots = createSnapshots({ sql, redis, now, log: () => {} });
  const door = createHomeCallHandler({
    key: KEY,
    now,
    isNew: createNonceMemory(now),
    log: () => {},
    calls: snapshotCalls(snapshots),
  });
  const http = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, door);
  opened.defer(() => http.shutdown());

  const road: Road = {
    away: false,
    beforePut: () => Promise.resolve(),
    calls: [],
    withdrawn: () => {},
  };
  const url = `http://127.0.0.1:${http.addr.port}`;
  const far = createRelayClient({ url: "http://127.0.0.1:1", key: KEY, clock }).snapshots;
  const near = createRelayClient({ url, key: KEY, clock }).snapshots;
  const client: SnapshotClient = {
    declare: (manifest) => {
      road.calls.push("declare");
      return (road.away ? far : near).declare(manifest);
    },
    async put(bodies) {
      road.calls.push(`put ${bodies.bodies.length}`);
      await road.beforePut();
      return await (road.away ? far : near).put(bodies);
    },
    async withdraw(withdrawal) {
      road.calls.push("withdraw");
      const answer = await (road.away ? far : near).withdraw(withdrawal);
      road.withdrawn();
      return answer;
    },
  };
  const timer = heldTimer(clock);
  const sender = createSnapshotSender({
    shop: services.shop,
    read: createPublicPageReader((request) => {
      const { pathname, search } = new URL(request.url);
      return house.fetch(pathname + search);
    }, BASE),
    assets: [],
    client,
    clock,
    timer,
    log: silentLogger,
  });
  opened.defer(() => sender.stop());
  await services.shop.saveSettings({ on: true, name: "Armadio", words: { it: "", en: "" } });
  const leaving = opened.move();
  return {
    house,
    services,
    sql,
    snapshots,
    sender,
    road,
    timer,
    async add(brand: string) {
      const { id } = await services.inventory.create({
        state: "listed",
        facts: { category: said("women.blazers"), brand: said(brand), sizeLabel: said("M") },
        price: { cents: 2_500, currency: "EUR" },
      }, SELLER);
      return id;
    },
    ask: (path: string) => snapshots.serve(new Request(`https://relay.example${path}`)),
    async text(path: string) {
      return await (await this.ask(path))?.text() ?? null;
    },
    /** Everything that lies in Postgres. */
    async bytes(): Promise<string> {
      const rows = await sql<{ path: string; body: Uint8Array }[]>`select path, body from snapshot`;
      return rows.map(({ path, body }) => path + new TextDecoder().decode(body)).join("\n");
    },
    [Symbol.asyncDispose]: () => leaving.disposeAsync(),
  };
}

Deno.test("the relay can show the whole shop, and of a private item it has not one byte", async () => {
  await using relay = await open();
  const { photos, jobs, shop } = relay.services;
  jobs.start();
  const [shown, hidden] = [await relay.add("Zara"), await relay.add("Privatissima")];
  for (const [id, number] of [[shown, 1], [hidden, 2]] as const) {
    const body = new Blob([Uint8Array.from(await garment(number))]).stream();
    await photos.add(id, { name: "a.jpg", body });
  }
  await jobs.settled();
  await shop.choose([shown], true);
  await relay.sender.refresh();

  for (const { path, sort } of shop.addresses()) {
    const here = sort === "robots" ? path : `/shop${path}`;
    const kept = await relay.ask(here);
    const home = await relay.house.fetch(`${here}?lang=it`);
    assert.equal(kept?.status, 200, here);
    assert.equal(kept.headers.get("content-type"), home.headers.get("content-type"), here);
    const [there, original] = [await kept.text(), await home.text()];
    assert.equal(there.replace(/<p role="note">.*?<\/p>/, "<!--as-of-->"), original, here);
  }
  assert.match(await relay.text("/shop?lang=en") ?? "", /Page as of 15 January 2026 at 10:00/);
  const [secret] = await photos.list(hidden);
  const bytes = await relay.bytes();
  for (const word of ["Privatissima", secret!.thumb!, secret!.display!]) {
    assert.ok(!bytes.includes(word), word);
  }
  assert.deepEqual(relay.road.calls, ["declare", "put 12"]);
  await relay.sender.refresh();
  assert.deepEqual(relay.road.calls.slice(2), ["declare"], "nothing is sent twice");
});

Deno.test("changes go together after a moment, and only the pages that changed", async () => {
  await using relay = await open();
  const { inventory, shop } = relay.services;
  const [one, two] = [await relay.add("Zara"), await relay.add("Mango")];
  await shop.choose([one, two], true);
  await relay.sender.refresh();
  relay.sender.start();
  relay.timer.advance(0);
  await relay.sender.refresh();
  relay.road.calls.length = 0;
  for (const cents of [2_400, 2_300, 2_200]) {
    await inventory.save(one, { fields: { price: { cents, currency: "EUR" } } }, SELLER);
    await shop.choose([one], true);
  }
  assert.deepEqual(relay.road.calls, []);
  relay.timer.advance(2_000);
  await relay.sender.refresh();
  // Its page, the closet and two filtered closets, in two languages; the sitemap says what it said.
  assert.deepEqual(relay.road.calls, ["declare", "put 8"]);
  assert.match(await relay.text("/shop") ?? "", /22,00/);
});

Deno.test("what is sold is gone from the relay within a second, also while a refresh is on its way", async () => {
  await using relay = await open();
  const { inventory, shop } = relay.services;
  const [sold, kept] = [await relay.add("Venduta"), await relay.add("Mango")];
  await shop.choose([sold, kept], true);
  relay.sender.start();
  relay.timer.advance(0);
  await relay.sender.refresh();
  assert.match(await relay.text("/shop") ?? "", /Venduta/);

  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  relay.road.beforePut = () => {
    held.resolve();
    return release.promise;
  };
  await inventory.save(sold, { fields: { price: { cents: 100, currency: "EUR" } } }, SELLER);
  await shop.choose([sold], true);
  relay.timer.advance(2_000);
  await held.promise;

  const gone = Promise.withResolvers<void>();
  relay.road.withdrawn = gone.resolve;
  await inventory.move(sold, "sold", SELLER);
  // While the refresh is still held: the withdrawal does not wait for it.
  await gone.promise;
  assert.doesNotMatch(await relay.bytes(), /enduta/);
  assert.equal(await relay.ask("/shop/1-blazer-venduta"), null);

  relay.road.beforePut = () => Promise.resolve();
  release.resolve();
  await relay.sender.refresh();
  assert.doesNotMatch(await relay.bytes(), /enduta/);
  assert.match(await relay.text("/shop") ?? "", /Mango/);
});

Deno.test("a closed shop leaves nothing behind", async () => {
  await using relay = await open();
  const { shop } = relay.services;
  await shop.choose([await relay.add("Zara")], true);
  relay.sender.start();
  await relay.sender.refresh();
  assert.ok(await relay.text("/shop"));
  const gone = Promise.withResolvers<void>();
  relay.road.withdrawn = gone.resolve;
  await shop.saveSettings({ ...shop.settings(), on: false });
  await gone.promise;
  await relay.sender.refresh();
  assert.equal(await relay.bytes(), "");
  assert.equal(await relay.ask("/shop"), null);
});

Deno.test("after a time apart both are even again, with what was withdrawn meanwhile gone first", async () => {
  await using relay = await open();
  const { inventory, shop } = relay.services;
  const [sold, kept] = [await relay.add("Venduta"), await relay.add("Mango")];
  await shop.choose([sold, kept], true);
  await relay.sender.refresh();
  relay.sender.start();
  relay.road.away = true;
  await inventory.move(sold, "sold", SELLER);
  await assert.rejects(relay.sender.refresh(), /relay_away/);
  assert.match(await relay.bytes(), /enduta/);
  relay.road.away = false;
  relay.road.calls.length = 0;
  relay.sender.connected();
  relay.timer.advance(0);
  await relay.sender.refresh();
  assert.equal(relay.road.calls[0], "withdraw");
  assert.doesNotMatch(await relay.bytes(), /enduta/);
  assert.match(await relay.text("/shop") ?? "", /Mango/);
  assert.equal(relay.sender.state().failing, null);
});
