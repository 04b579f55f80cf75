/** PostgreSQL keeps the contract of the store, and tells several processes of each other's changes. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { isFailure } from "../../base/errors.ts";
import { openTestPostgres, startPostgres } from "../../../tests/support/postgres.ts";
import { until } from "../../../tests/support/until.ts";
import { storeContract } from "../contract.ts";
import { keyToBytes } from "../key_bytes.ts";
import type { Key, Store } from "../port.ts";
import { openPostgresStore } from "./postgres.ts";

storeContract("PostgreSQL", async (): Promise<Store> => {
  const database = await openTestPostgres();
  const store = await openPostgresStore(database.url);
  const close = async () => {
    await store.close();
    await database[Symbol.asyncDispose]();
  };
  return { ...store, close };
});

Deno.test("a process hears what another one wrote, and not its own writing", async () => {
  await using database = await openTestPostgres();
  const [one, other] = await Promise.all([
    openPostgresStore(database.url),
    openPostgresStore(database.url),
  ]);
  try {
    const heard: (readonly Key[] | null)[] = [];
    const first = Promise.withResolvers<void>();
    const stop = one.onForeignChange((keys) => {
      heard.push(keys);
      if (keys?.some(([name]) => name === "last")) first.resolve();
    });
    await one.atomic({ sets: [{ key: ["mine"], value: 1 }] });
    await other.atomic({ sets: [{ key: ["theirs", 1], value: 1 }], deletes: [["gone"]] });
    await other.atomic({ sets: [{ key: ["last"], value: 1 }] });
    await first.promise;
    assert.deepEqual(heard, [[["gone"], ["theirs", 1]], [["last"]]]);
    stop();
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});

Deno.test("keys that no program of ours has written are passed over, and close nothing", async () => {
  await using database = await openTestPostgres();
  const [one, other] = await Promise.all([
    openPostgresStore(database.url),
    openPostgresStore(database.url),
  ]);
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  try {
    await one.atomic({
      sets: [{ key: ["record", "a"], value: 1 }, { key: ["record", "c"], value: 3 }],
    });
    const inside = `${keyToBytes(["record"]).toHex()}0262`;
    await sql`
      insert into store (key, value, stamp) select decode(key, 'hex'), '2'::json, 1
      from unnest(${[inside, "ff00ff"]}::text[]) as key`;
    const pages = [await one.list({ prefix: ["record"] }, { limit: 2 })];
    pages.push(await one.list({ prefix: ["record"] }, { limit: 2, cursor: pages[0]!.cursor! }));
    assert.deepEqual(pages.flatMap(({ entries }) => entries.map(({ value }) => value)), [1, 3]);
    assert.deepEqual(pages.flatMap(({ brokenKeys = [] }) => brokenKeys), [inside]);
    const heard = Promise.withResolvers<readonly Key[] | null>();
    one.onForeignChange(heard.resolve);
    await sql`select pg_notify('store', 'somebody ff00ff nothex')`;
    assert.deepEqual(await heard.promise, []);
    await other.atomic({ sets: [{ key: ["record", "d"], value: 4 }] });
    assert.equal((await one.get(["record", "d"]))?.value, 4);
  } finally {
    await Promise.all([one.close(), other.close(), sql.end()]);
  }
});

Deno.test("a change of many long keys is told whole", async () => {
  await using database = await openTestPostgres();
  const [one, other] = await Promise.all([
    openPostgresStore(database.url),
    openPostgresStore(database.url),
  ]);
  try {
    const keys = Array.from({ length: 30 }, (_, at): Key => [`${"k".repeat(400)}${at}`]);
    const heard = new Set<string>();
    const all = Promise.withResolvers<void>();
    one.onForeignChange((told) => {
      for (const key of told ?? []) heard.add(JSON.stringify(key));
      if (heard.size === keys.length) all.resolve();
    });
    await other.atomic({ sets: keys.map((key) => ({ key, value: 0 })) });
    await all.promise;
    assert.deepEqual(heard, new Set(keys.map((key) => JSON.stringify(key))));
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});

Deno.test("a server that was killed is said to be away, then used again when it is back", async () => {
  await using server = await startPostgres();
  const store = await openPostgresStore(server.url);
  try {
    const missed = Promise.withResolvers<void>();
    store.onForeignChange((keys) => keys === null && missed.resolve());
    await store.atomic({ sets: [{ key: ["kept"], value: 1 }] });
    await server.kill();
    await assert.rejects(store.get(["kept"]), (error) => isFailure(error, "unavailable"));
    await server.restart();
    await missed.promise;
    assert.equal((await store.get(["kept"]))?.value, 1);
  } finally {
    await store.close();
  }
});

const ROUNDS = 6;
const AT_ONCE = 12;
const DONE_BEFORE_KILL = 40;

Deno.test("a server that dies amid reads and changes, time and again, takes nobody with it", async () => {
  await using server = await startPostgres();
  const store = await openPostgresStore(server.url);
  const gone = new AbortController();
  const heard: unknown[] = [];
  const watching = (async () => {
    for await (const [entry] of store.watch([["n", 0]], gone.signal)) heard.push(entry?.value);
  })();
  watching.catch(() => {});
  try {
    for (let round = 0; round < ROUNDS; round++) {
      let done = 0;
      let dead = false;
      const amid = Promise.withResolvers<void>();
      const working = Array.from({ length: AT_ONCE }, async (_, at) => {
        while (!dead) {
          const known = await store.get(["n", at]);
          const checks = [{ key: ["n", at], stamp: known?.stamp ?? null }, {
            key: ["none", at],
            stamp: null,
          }];
          await store.atomic({ checks, sets: [{ key: ["n", at], value: `${round} "{,}\\` }] });
          if (++done === DONE_BEFORE_KILL) amid.resolve();
        }
      });
      const settled = Promise.allSettled(working);
      await amid.promise;
      await server.kill();
      dead = true;
      for (const { status, ...rest } of await settled) {
        assert.ok(status === "fulfilled" || isFailure((rest as { reason: unknown }).reason));
      }
      await server.restart();
      // A connection that has not heard yet that its server is gone fails once.
      await until("what was acknowledged is there", async () => {
        const known = await store.get(["n", 0]).catch((error) => {
          if (!isFailure(error)) throw error;
        });
        return known?.value !== undefined;
      });
    }
  } finally {
    gone.abort();
    await watching.catch(() => {});
    await store.close();
  }
});
