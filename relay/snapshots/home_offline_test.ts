/** The relay's own server over a real socket, with home away: what the public sees then. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { startPostgres } from "../../tests/support/postgres.ts";
import { startRedis } from "../../tests/support/redis.ts";
import { createLog } from "../log.ts";
import { migrate } from "../migrations/migrate.ts";
import { type Origin, OriginFailure } from "../origin/origin.ts";
import { sha256Hex } from "../shared/crypto.ts";
import { closeRedis, connectRedis } from "../databases/redis.ts";
import { createRelay } from "../server.ts";
import { HOUR_MS } from "../shared/time.ts";
import { createSnapshots } from "./snapshots.ts";

const away: Origin = {
  fetch: () => Promise.reject(new OriginFailure("away")),
  state: () => ({ way: "tunnel", home: "away", since: null, underWay: 0 }),
  close: () => Promise.resolve(),
};

/** The shop's visitors know of no house. */
const SHOP = /Il negozio riposa/;
const HOUSE = /Casa non è collegata/;

Deno.test("with home away the shop is shown as it was, all else is a 503, and so is the shop with both stores down", async () => {
  await using database = await startPostgres();
  await using server = await startRedis();
  const sql = postgres(database.url, { prepare: false, onnotice: () => {}, connect_timeout: 2 });
  const redis = connectRedis({ url: server.url, log: () => {} });
  await migrate(sql);
  let now = Date.UTC(2026, 10, 23, 12);
  const snapshots = createSnapshots({ sql, redis, now: () => now, log: () => {} });
  const relay = createRelay({
    origin: away,
    key: "a shared key of some length and more",
    behind: "nothing",
    connectionsMax: 100,
    requestsMax: 100,
    requestsOfOneMax: 100,
    time: {
      now: () => performance.now(),
      after(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    },
    now: () => now,
    newId: () => "1",
    log: createLog({ now: () => now, level: "error", write: () => {} }),
    serveSnapshot: snapshots.serve,
  });
  const port = await relay.listen("127.0.0.1", 0);
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  try {
    const bytes = new TextEncoder().encode("<main><!--as-of-->la vetrina</main>");
    const hash = await sha256Hex(bytes);
    const key = { path: "/shop", lang: "it" } as const;
    await snapshots.declare({ generation: 1, entries: [{ ...key, hash }] });
    const type = "text/html; charset=UTF-8";
    const body = { ...key, hash, rank: 0, type, body: bytes.toBase64() } as const;
    await snapshots.put({ generation: 1, bodies: [body] });

    now += HOUR_MS;
    const headers = { cookie: "session=secret", authorization: "Bearer x", accept: "text/html" };
    const shop = await ask("/shop", { headers });
    assert.equal(shop.status, 200);
    assert.match(shop.text, /Pagina del 23 novembre 2026.*la vetrina/);
    assert.equal(shop.headers.get("age"), "3600");
    assert.equal(shop.headers.get("set-cookie"), null);
    const why = [["/", HOUSE], ["/login", HOUSE], ["/shop/1-unknown", SHOP]] as const;
    for (const [path, sentence] of why) {
      const other = await ask(path, { headers });
      assert.equal(other.status, 503, path);
      assert.match(other.text, sentence, path);
      assert.ok(other.headers.get("retry-after"), path);
    }
    assert.equal((await ask("/shop", { method: "POST" })).status, 503);

    server.process.kill("SIGKILL");
    await server.process.status;
    assert.equal((await ask("/shop")).status, 200, "Redis down");
    await database.kill();
    assert.equal((await ask("/shop")).status, 503, "both down");
  } finally {
    await relay.close(100);
    await closeRedis(redis);
    await sql.end({ timeout: 1 });
  }
});
