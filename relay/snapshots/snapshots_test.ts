/** What the public may see while home is away, over a real PostgreSQL and a real Redis. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { openTestPostgres, startPostgres } from "../../tests/support/postgres.ts";
import { startRedis } from "../../tests/support/redis.ts";
import { migrate } from "../migrations/migrate.ts";
import { sha256Hex } from "../shared/crypto.ts";
import { closeRedis, connectRedis } from "../databases/redis.ts";
import { snapshotCalls } from "./snapshot_calls.ts";
import { createSnapshots, type SnapshotsOptions } from "./snapshots.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const HTML = "text/html; charset=UTF-8";
const JPEG = "image/jpeg";
const page = (text: string) => `<main><!--as-of--><p>${text}</p></main>`;
const photo = (name: string) => `/shop/images/${name.repeat(64)}.jpg`;

interface Told {
  readonly path: string;
  readonly lang?: "it" | "en" | "";
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type?: typeof HTML | typeof JPEG;
}

async function open(
  urls: { postgres: string; redis: string | null },
  options: Partial<SnapshotsOptions> = {},
) {
  const sql = postgres(urls.postgres, { prepare: false, onnotice: () => {}, connect_timeout: 2 });
  await migrate(sql);
  let commands = 0;
  const counted = (count: number) => void (commands += count);
  const redis = urls.redis === null
    ? null
    : connectRedis({ url: urls.redis, log: () => {}, counted });
  if (redis) await new Promise<void>((done) => redis.once("ready", () => done()));
  let now = NOW;
  const snapshots = createSnapshots({ sql, redis, now: () => now, log: () => {}, ...options });
  const calls = snapshotCalls(snapshots);
  let generation = 0;

  async function entryOf({ path, lang = "it", body, type = HTML }: Told, rank: number) {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const hash = await sha256Hex(bytes);
    return { path, lang, rank, hash, type, body: bytes.toBase64() };
  }

  return {
    sql,
    redis,
    snapshots,
    calls,
    /** How many were sent to Redis. */
    commands: () => commands,
    pass: (ms: number) => void (now += ms),
    /** As home does it: the list, then what is lacking. */
    async tell(...told: Told[]) {
      const bodies = await Promise.all(told.map(entryOf));
      const entries = bodies.map(({ path, lang, hash }) => ({ path, lang, hash }));
      const declared = await snapshots.declare({ generation: ++generation, entries });
      assert.ok("lacks" in declared);
      const lacking = declared.lacks.map((rank) => bodies[rank]!);
      const put = await snapshots.put({ generation, bodies: lacking });
      assert.ok("kept" in put);
      return { lacks: declared.lacks, ...put };
    },
    bodies: async (...told: Told[]) => await Promise.all(told.map(entryOf)),
    withdraw: (path: string, lang: "it" | "en" | "" = "it") =>
      snapshots.withdraw({ generation: ++generation, keys: [{ path, lang }] }),
    next: () => ++generation,
    ask: (path: string, headers: HeadersInit = {}, method = "GET") =>
      snapshots.serve(new Request(`https://relay.example${path}`, { method, headers })),
    async text(path: string): Promise<string | null> {
      return await (await this.ask(path))?.text() ?? null;
    },
    async [Symbol.asyncDispose]() {
      if (redis) await closeRedis(redis);
      await sql.end({ timeout: 1 });
    },
  };
}

Deno.test("a snapshot says of when it is, in the visitor's language, and grows old", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  await relay.tell(
    { path: "/shop", lang: "it", body: page("vetrina") },
    { path: "/shop", lang: "en", body: page("shop") },
  );
  relay.pass(90_000);
  for (const from of ["Postgres", "Redis"]) {
    const english = await relay.ask("/shop", { "accept-language": "de, en;q=0.8, it;q=0.5" });
    const text = await english!.text();
    assert.match(text, /<p role="note">Page as of 23 November 2026 at 13:00: /, from);
    assert.match(text, /<p>shop<\/p>/);
    assert.equal(english!.headers.get("age"), "90");
    assert.equal(english!.headers.get("x-as-of"), "2026-11-23T12:00:00.000Z");
    assert.equal(english!.headers.get("vary"), "accept-language");
    assert.match(english!.headers.get("cache-control")!, /max-age=30/);
    assert.match(await relay.text("/shop/?lang=it&x=1") ?? "", /Pagina del 23 novembre 2026/);
    const etag = english!.headers.get("etag")!;
    const again = await relay.ask("/shop?lang=en", { "if-none-match": etag });
    assert.equal(again!.status, 304);
  }
  const head = await relay.ask("/shop", {}, "HEAD");
  assert.deepEqual([head!.status, await head!.text()], [200, ""]);
});

Deno.test("who asks never matters, and nothing but the public paths is ever answered", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  await relay.tell({ path: "/shop", body: page("vetrina") });
  const plain = await relay.text("/shop");
  const variants: Record<string, string>[] = [
    { cookie: "session=abc" },
    { authorization: "Bearer vo_x" },
    { "x-forwarded-host": "evil.example" },
    { host: "evil.example" },
  ];
  for (const headers of variants) {
    const answer = await relay.ask("/shop", headers);
    assert.equal(await answer!.text(), plain, JSON.stringify(headers));
    assert.equal(answer!.headers.get("set-cookie"), null);
  }
  const private_ = [
    "/",
    "/items",
    "/items/1",
    "/api/v1/items",
    "/settings/shop/preview",
    "/shopping",
    "/shop/../items",
    "/shop/%2e%2e/items",
    "/photos/1/display",
  ];
  for (const path of private_) assert.equal(await relay.ask(path), null, path);
  assert.equal(await relay.ask("/shop", {}, "POST"), null);
  assert.equal(await relay.ask("/shop/7-never-told"), null);
});

Deno.test("home's calls put nothing private in, and no body that is not what it is said to be", async () => {
  await using database = await openTestPostgres();
  await using relay = await open({ postgres: database.url, redis: null });
  const call = (method: string, path: string, said: unknown) =>
    relay.calls[`${method} ${path}`]!(
      new Request(`https://relay.example${path}`, { method, body: JSON.stringify(said) }),
    );
  const hash = "a".repeat(64);
  const refused = [
    { path: "/items", lang: "it", hash },
    { path: "/shop/../items", lang: "it", hash },
    { path: "/shop", lang: "", hash },
    { path: "/shop/images/x.jpg", lang: "it", hash },
  ];
  for (const entry of refused) {
    const said = { generation: relay.next(), entries: [entry] };
    assert.equal((await call("PUT", "/relay/snapshots", said)).status, 400, entry.path);
  }
  const generation = relay.next();
  const entries = [{ path: "/shop", lang: "it", hash }];
  const declared = await call("PUT", "/relay/snapshots", { generation, entries });
  assert.deepEqual((await declared.json()).lacks, [0]);
  const [body] = await relay.bodies({ path: "/shop", body: page("x") });
  const bodies = [{ ...body, hash }];
  const put = await call("PUT", "/relay/snapshots/bodies", { generation, bodies });
  assert.equal(put.status, 400);
  assert.equal(await relay.ask("/shop"), null);
  const old = await call("PUT", "/relay/snapshots", { generation, entries: [] });
  assert.deepEqual([old.status, await old.json()], [409, { generation }]);
});

Deno.test("only what changed is asked for; what is not in the list any more is gone", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  const [one, two] = [{ path: "/shop/1-a", body: page("a") }, {
    path: "/shop/2-b",
    body: page("b"),
  }];
  assert.deepEqual((await relay.tell(one, two)).lacks, [0, 1]);
  assert.match(await relay.text("/shop/1-a") ?? "", />a</);
  relay.pass(60_000);
  assert.deepEqual((await relay.tell({ ...one, body: page("new") }, two)).lacks, [0]);
  assert.match(await relay.text("/shop/1-a") ?? "", />new</);
  const still = await relay.ask("/shop/2-b");
  assert.equal(still!.headers.get("age"), "0", "home has just said that it is still so");
  await still!.body?.cancel();
  assert.deepEqual((await relay.tell(two)).lacks, []);
  assert.equal(await relay.ask("/shop/1-a"), null);
  assert.deepEqual((await relay.snapshots.size()).entries, 1);
});

Deno.test("a home that starts anew and misses a thing: pages that may name it are gone before they are sent again", async () => {
  await using database = await openTestPostgres();
  await using relay = await open({ postgres: database.url, redis: null });
  const [list, thing] = [{ path: "/shop", body: page("a thing") }, {
    path: "/shop/1-a",
    body: page("a thing"),
  }];
  await relay.tell(list, thing);
  const [after] = await relay.bodies({ path: "/shop", body: page("nothing") });
  const { path, lang, hash } = after!;
  await relay.snapshots.declare({ generation: relay.next(), entries: [{ path, lang, hash }] });
  assert.equal(await relay.ask("/shop"), null);
  assert.deepEqual((await relay.snapshots.size()).entries, 0);
});

Deno.test("what is withdrawn is gone from both within a second, also while a refresh is running", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  const sold = { path: "/shop/1-sold", body: page("sold") };
  await relay.tell(sold, { path: "/shop", body: page("all") });
  assert.ok(await relay.text("/shop/1-sold"), "in Postgres, and now in Redis");
  assert.ok(await relay.text("/shop/1-sold"));

  // A refresh has its list through and is about to send what it made before the sale.
  const generation = relay.next();
  const [body] = await relay.bodies({ ...sold, body: page("sold, but cheaper") });
  await relay.snapshots.declare({ generation, entries: [body!] });
  await relay.withdraw("/shop/1-sold");
  assert.equal(await relay.ask("/shop/1-sold"), null);
  assert.equal(await relay.redis!.exists("{snapshots}:bodies"), 0);

  const late = await relay.snapshots.put({ generation, bodies: [body!] });
  assert.ok("outdated" in late, "what comes after is refused");
  const lateList = await relay.snapshots.declare({ generation, entries: [body!] });
  assert.ok("outdated" in lateList);
  assert.equal(await relay.ask("/shop/1-sold"), null);
});

Deno.test("a hundred visitors read while a page is withdrawn: none is answered after it, nor does Redis keep it", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  for (let round = 0; round < 5; round++) {
    await relay.tell({ path: "/shop/1-sold", body: page(`sold ${round}`) });
    const visits = Array.from({ length: 100 }, () => relay.text("/shop/1-sold"));
    await relay.withdraw("/shop/1-sold");
    assert.equal(await relay.text("/shop/1-sold"), null);
    await Promise.all(visits);
    assert.equal(await relay.text("/shop/1-sold"), null);
    assert.equal(await relay.redis!.hexists("{snapshots}:bodies", "/shop/1-sold it"), 0);
  }
});

Deno.test("Redis keeps to its budget: the largest images go first, then the page that nobody asks for", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open(
    { postgres: database.url, redis: server.url },
    { budgetBytes: 40_000 },
  );
  const image = (name: string, bytes: number): Told => ({
    path: photo(name),
    lang: "",
    body: new Uint8Array(bytes).fill(name.charCodeAt(0)),
    type: JPEG,
  });
  const text = (name: string): Told => ({ path: `/shop/${name}`, body: page(name.repeat(5_000)) });
  await relay.tell(
    image("a", 8_000),
    image("b", 16_000),
    image("c", 20_000),
    ...["1", "2", "3", "4"].map(text),
  );
  const kept = async () =>
    (await relay.redis!.hkeys("{snapshots}:bodies")).map((key) => key.split(" ")[0]).sort();
  for (const name of ["a", "b"]) assert.equal((await relay.ask(photo(name)))!.status, 200);
  assert.deepEqual(await kept(), [photo("a"), photo("b")]);
  const large = await relay.ask(photo("c"));
  assert.equal((await large!.bytes()).length, 20_000, "served all the same");
  assert.deepEqual(await kept(), [photo("a"), photo("b")], "it would be the first to go");
  for (const name of ["1", "2", "3", "4"]) await relay.text(`/shop/${name}`);
  assert.deepEqual(await kept(), ["/shop/1", "/shop/2", "/shop/3", "/shop/4", photo("a")]);
  assert.ok(Number(await relay.redis!.hget("{snapshots}:whole", "bytes")) <= 40_000);

  await relay.tell(...["1", "2", "3", "4", "5", "6", "7", "8"].map(text));
  for (const name of ["1", "2", "3", "4", "5", "6", "7"]) {
    relay.pass(1);
    await relay.text(`/shop/${name}`);
  }
  relay.pass(1);
  await relay.text("/shop/1");
  relay.pass(1);
  await relay.text("/shop/8");
  assert.ok((await kept()).includes("/shop/1"), "used since");
  assert.ok(!(await kept()).includes("/shop/2"), "not used since");
  assert.ok(await relay.text("/shop/2"), "Postgres has it");
});

Deno.test("Postgres keeps to its budget too: what is wanted least has no room", async () => {
  await using database = await openTestPostgres();
  await using relay = await open(
    { postgres: database.url, redis: null },
    { storeBytes: 20_000 },
  );
  const text = (name: string): Told => ({ path: `/shop/${name}`, body: page(name.repeat(7_000)) });
  assert.deepEqual(await relay.tell(text("1"), text("2"), text("3")), {
    lacks: [0, 1, 2],
    kept: 2,
    full: true,
    revision: 2,
  });
  // The new one stands before the others now, and drives out the last.
  const { kept } = await relay.tell(text("4"), text("1"), text("2"));
  assert.equal(kept, 1);
  assert.ok(await relay.text("/shop/4"));
  assert.ok(await relay.text("/shop/1"));
  assert.equal(await relay.ask("/shop/2"), null);
});

Deno.test("with Redis dead or frozen Postgres answers; with both away nobody does, until they are back", async () => {
  await using database = await startPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  await relay.tell({ path: "/shop/1-a", body: page("a") });
  assert.ok(await relay.text("/shop/1-a"));
  assert.deepEqual(relay.snapshots.state(), { cache: "up" });

  server.process.kill("SIGSTOP");
  assert.ok(await relay.text("/shop/1-a"), "frozen");
  const sent = relay.commands();
  assert.ok(await relay.text("/shop/1-a"));
  assert.equal(relay.commands(), sent, "for the next visitor it is not asked again");
  assert.deepEqual(relay.snapshots.state(), { cache: "down" });

  server.process.kill("SIGKILL");
  await server.process.status;
  await relay.withdraw("/shop/1-a");
  assert.equal(await relay.ask("/shop/1-a"), null);
  await relay.tell({ path: "/shop/2-b", body: page("b") });
  assert.ok(await relay.text("/shop/2-b"), "dead");

  await database.kill();
  relay.pass(60_000);
  assert.equal(await relay.ask("/shop/2-b"), null, "both away");

  await database.restart();
  await server.restart();
  await new Promise<void>((done) => relay.redis!.once("ready", () => done()));
  relay.pass(60_000);
  assert.ok(await relay.text("/shop/2-b"));
  assert.equal(await relay.redis!.hexists("{snapshots}:bodies", "/shop/2-b it"), 1);
});

Deno.test("what was withdrawn while Redis could not be reached is not answered from it afterwards", async () => {
  await using database = await openTestPostgres();
  await using server = await startRedis();
  await using relay = await open({ postgres: database.url, redis: server.url });
  await relay.tell({ path: "/shop/1-a", body: page("a") });
  assert.ok(await relay.text("/shop/1-a"));
  // Redis lives on with what it has; only the relay is cut off.
  relay.redis!.disconnect();
  await relay.withdraw("/shop/1-a");
  assert.equal(await relay.ask("/shop/1-a"), null);
  await relay.redis!.connect();
  relay.pass(60_000);
  assert.equal(await relay.redis!.hexists("{snapshots}:bodies", "/shop/1-a it"), 1);
  assert.equal(await relay.ask("/shop/1-a"), null);
  assert.equal(await relay.redis!.hexists("{snapshots}:bodies", "/shop/1-a it"), 0);
});
