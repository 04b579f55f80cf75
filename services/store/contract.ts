/** What every adapter of the store must do: the same tests for all. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ATOMIC_CHECKS_MAX,
  ATOMIC_MUTATIONS_MAX,
  type Entry,
  type Json,
  type Key,
  KEY_BYTES_MAX,
  type KeyPart,
  type Store,
  VALUE_BYTES_MAX,
} from "./port.ts";

/** @param open gives an empty store each time */
export function storeContract(name: string, open: () => Promise<Store>): void {
  function check(sentence: string, run: (store: Store) => Promise<void>): void {
    Deno.test(`${name}: ${sentence}`, async () => {
      const store = await open();
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });
  }

  check("get() gives what was set, and null for what was not", async (store) => {
    const value = { text: "perché 👗", list: [1, null, true], nothing: null };
    const stamp = await store.atomic({ sets: [{ key: ["a", 1], value }] });
    assert.deepEqual(await store.get(["a", 1]), { key: ["a", 1], value, stamp });
    assert.equal(await store.get(["a", "1"]), null);
    assert.equal(await store.get(["a"]), null);
  });

  check("any JSON value comes back as it went in", async (store) => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Json;
        await store.atomic({ sets: [{ key: ["value"], value: json }] });
        assert.deepEqual((await store.get(["value"]))?.value, json);
      }),
      { numRuns: 50 },
    );
  });

  check("getMany() keeps the order of the keys, however many", async (store) => {
    const keys = Array.from({ length: 45 }, (_, at): Key => ["n", 44 - at]);
    await put(store, keys.filter((_, at) => at % 2 === 0));
    const found = await store.getMany(keys);
    assert.deepEqual(
      found.map((entry) => entry?.key ?? null),
      keys.map((key, at) => at % 2 ? null : key),
    );
    assert.deepEqual(await store.getMany([]), []);
  });

  check("list() follows the order of the port for any keys", async (store) => {
    const part = fc.oneof(
      fc.double({ noNaN: true }).map((number) => number === 0 ? 0 : number),
      fc.integer({ min: -3, max: 3 }),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.constantFrom("", "\0", "\0\0", "a\0", "é", "\u{1F457}", "\uFFFD"),
    );
    const keys = fc.uniqueArray(fc.array(part, { minLength: 1, maxLength: 3 }), {
      selector: (key) => JSON.stringify(key.map(nameOfPart)),
      maxLength: 20,
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(keys, async (found) => {
        const prefix: Key = ["order", round++];
        const all = found.map((key): Key => [...prefix, ...key]);
        await put(store, all);
        const { entries } = await store.list({ prefix });
        assert.deepEqual(keysOf(entries), all.toSorted(compareKeys));
        const { entries: reversed } = await store.list({ prefix }, { reverse: true });
        assert.deepEqual(keysOf(reversed), all.toSorted(compareKeys).reverse());
      }),
      { numRuns: 60 },
    );
  });

  check("list() keeps to its prefix, its start and its end", async (store) => {
    const keys: Key[] = [["a"], ["a", 1], ["a", 1, "x"], ["a", 2], ["a", 3], ["aa", 1], ["b"]];
    await put(store, keys);
    const found = async (range: Parameters<Store["list"]>[0]) =>
      keysOf((await store.list(range)).entries);
    assert.deepEqual(await found({ prefix: ["a"] }), keys.slice(1, 5));
    assert.deepEqual(await found({ prefix: ["a"], start: ["a", 2] }), keys.slice(3, 5));
    assert.deepEqual(await found({ prefix: ["a"], end: ["a", 2] }), keys.slice(1, 3));
    assert.deepEqual(
      await found({ prefix: ["a"], start: ["a", 1, "x"], end: ["a", 3] }),
      keys.slice(2, 4),
    );
    assert.deepEqual(await found({ prefix: [] }), keys);
    await assert.rejects(store.list({ prefix: ["a"], start: ["b", 1] }), RangeError);
  });

  for (const reverse of [false, true]) {
    const how = reverse ? "backwards" : "forwards";
    check(`list() goes on ${how} where the page before ended`, async (store) => {
      const keys = Array.from({ length: 25 }, (_, at): Key => ["page", at]);
      await put(store, keys);
      const pages: Key[][] = [];
      let cursor: string | undefined;
      do {
        const options = { limit: 10, reverse, ...(cursor === undefined ? {} : { cursor }) };
        const page = await store.list({ prefix: ["page"] }, options);
        pages.push(keysOf(page.entries));
        cursor = page.cursor;
      } while (cursor !== undefined);
      assert.deepEqual(pages.map(({ length }) => length), [10, 10, 5]);
      assert.deepEqual(pages.flat(), reverse ? keys.toReversed() : keys);
    });
  }

  check("the last page has no cursor, even when it is full", async (store) => {
    await put(store, Array.from({ length: 10 }, (_, at): Key => ["full", at]));
    assert.equal((await store.list({ prefix: ["full"] }, { limit: 10 })).cursor, undefined);
  });

  check("atomic() does everything or nothing", async (store) => {
    const before = await store.atomic({ sets: [{ key: ["one"], value: 1 }] });
    const change = {
      sets: [{ key: ["one"], value: 2 }, { key: ["two"], value: 2 }],
      deletes: [["three"]],
    };
    const stale = { key: ["one"], stamp: null };
    assert.equal(await store.atomic({ ...change, checks: [stale] }), null);
    assert.equal((await store.get(["one"]))?.value, 1);
    assert.equal(await store.get(["two"]), null);
    const stamp = await store.atomic({ ...change, checks: [{ key: ["one"], stamp: before }] });
    assert.equal((await store.get(["one"]))?.stamp, stamp);
    assert.equal((await store.get(["two"]))?.stamp, stamp);
    assert.ok(stamp! > before!, "stamps grow");
  });

  check("of many who saw the same stamp, one gets through", async (store) => {
    const stamp = await store.atomic({ sets: [{ key: ["counter"], value: 0 }] });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, value) =>
        store.atomic({
          checks: [{ key: ["counter"], stamp }],
          sets: [{ key: ["counter"], value }],
        })),
    );
    assert.equal(results.filter((result) => result !== null).length, 1);
  });

  check("a key both deleted and set is set", async (store) => {
    await store.atomic({ sets: [{ key: ["both"], value: 1 }], deletes: [["both"]] });
    assert.equal((await store.get(["both"]))?.value, 1);
  });

  check("a change of checks alone says whether they hold", async (store) => {
    assert.notEqual(await store.atomic({ checks: [{ key: ["none"], stamp: null }] }), null);
  });

  check("what is too large is refused before anything is written", async (store) => {
    const sets = Array.from({ length: ATOMIC_MUTATIONS_MAX + 1 }, (_, at) => ({
      key: ["many", at],
      value: 0,
    }));
    const checks = Array.from({ length: ATOMIC_CHECKS_MAX + 1 }, (_, at) => ({
      key: ["many", at],
      stamp: null,
    }));
    await assert.rejects(store.atomic({ sets }), RangeError);
    await assert.rejects(store.atomic({ checks, sets: sets.slice(0, 1) }), RangeError);
    const value = "x".repeat(VALUE_BYTES_MAX - 1);
    await assert.rejects(store.atomic({ sets: [{ key: ["long"], value }] }), RangeError);
    const key = ["k".repeat(KEY_BYTES_MAX)];
    await assert.rejects(store.atomic({ sets: [{ key, value: 0 }] }), RangeError);
    const whole = Array.from(
      { length: 20 },
      (_, at) => ({ key: ["w", at], value: "x".repeat(60_000) }),
    );
    await assert.rejects(store.atomic({ sets: whole }), RangeError);
    assert.deepEqual((await store.list({ prefix: [] })).entries, []);
  });

  check("values and changes up to the limits are taken", async (store) => {
    const value = "x".repeat(VALUE_BYTES_MAX - 2);
    await store.atomic({ sets: [{ key: ["long"], value }] });
    assert.equal((await store.get(["long"]))?.value, value);
    const sets = Array.from(
      { length: ATOMIC_MUTATIONS_MAX },
      (_, at) => ({ key: ["n", at], value: at }),
    );
    assert.notEqual(await store.atomic({ sets }), null);
  });

  check("keys that would be two but look like one are refused", async (store) => {
    await assert.rejects(store.atomic({ sets: [{ key: ["\ud800"], value: 0 }] }), RangeError);
    await assert.rejects(store.atomic({ sets: [{ key: [NaN], value: 0 }] }), RangeError);
  });

  check("watch() tells the present, then each change, until it is stopped", async (store) => {
    const stop = new AbortController();
    const seen: (Json | undefined)[][] = [];
    await store.atomic({ sets: [{ key: ["w", 1], value: 0 }] });
    for await (const entries of store.watch([["w", 1], ["w", 2]], stop.signal)) {
      seen.push(entries.map((entry) => entry?.value));
      if (entries[1]?.value === 2) stop.abort();
      else if (entries[0]?.value === 1) {
        await store.atomic({ sets: [{ key: ["w", 2], value: 2 }] });
      } else await store.atomic({ sets: [{ key: ["w", 1], value: 1 }] });
    }
    assert.deepEqual(seen, [[0, undefined], [1, undefined], [1, 2]]);
  });
}

async function put(store: Store, keys: readonly Key[]): Promise<void> {
  await store.atomic({ sets: keys.map((key) => ({ key, value: 0 })) });
}

const keysOf = (entries: readonly Entry[]): Key[] => entries.map(({ key }) => key);

/** JSON has no infinity. */
const nameOfPart = (part: KeyPart) => `${typeof part} ${part}`;

function compareKeys(a: Key, b: Key): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareParts(a[at]!, b[at]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareParts(a: KeyPart, b: KeyPart): number {
  if (typeof a === "number") return typeof b === "number" ? a < b ? -1 : Number(a > b) : -1;
  if (typeof b === "number") return 1;
  return compareCodePoints([...a], [...b]);
}

function compareCodePoints(a: string[], b: string[]): number {
  const at = a.findIndex((char, at) => char !== b[at]);
  if (at === -1) return a.length - b.length;
  return at >= b.length ? 1 : a[at]!.codePointAt(0)! - b[at]!.codePointAt(0)!;
}
