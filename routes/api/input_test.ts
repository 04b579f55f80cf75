import assert from "node:assert/strict";
import fc from "fast-check";
import { FACT_NAMES } from "../../services/inventory/mod.ts";
import { FindQuery } from "./items_query.ts";
import { PatchBody } from "./items_bodies.ts";
import { openTestApi } from "./testing.ts";

const RUNS = { numRuns: 100 };
/** Longer than any key, and any value, that the store takes; beyond any number, date or text. */
const HOSTILE = [
  "y".repeat(70_000),
  "",
  "__proto__",
  "\0",
  "\ud800",
  -1,
  0.5,
  1e300,
  true,
  [],
  ["y", "\ud800"],
  {},
  null,
];
const price = { cents: 100, currency: "EUR" };
const fact = { value: "Nike", source: "photo", confidence: 1, at: 1, by: "x", photoId: "x" };

/** Bodies of which every field, at any depth, is in turn something else. */
const BODIES = [
  ["POST", "/items", {
    state: "listed",
    facts: Object.fromEntries(FACT_NAMES.map((name) => [name, null])),
    box: "A1",
    lotId: "x",
    cost: price,
    price,
    soldFor: price,
    origin: "own",
    acquiredOn: "2026-01-01",
    note: "x",
    listingUrl: "x",
    listedAt: 1,
    soldAt: 1,
    createdAt: 1,
  }],
  ["PATCH", "/items/1", Object.fromEntries(Object.keys(PatchBody.shape).map((f) => [f, null]))],
  ["PUT", "/items/1/facts", Object.fromEntries(FACT_NAMES.map((name) => [name, null]))],
  ["PUT", "/items/1/proposals", { brand: fact }],
  ["POST", "/items/1/state", { to: "draft", at: 1, listingUrl: "x", soldFor: price }],
  ["POST", "/items/bulk", { ids: ["x"], action: { kind: "lot", lotId: "x" } }],
  ["POST", "/items/bulk", { ids: ["x"], action: { kind: "price_percent", percent: 1 } }],
  ["POST", "/items/bulk", { ids: ["x"], action: { kind: "box", box: "A1" } }],
  ["PUT", "/items/1/listing", { text: { title: "x", description: "x", hashtags: ["x"] }, rev: 0 }],
] as const;

/** The same with one place hostile; the others stay, and stay away. */
function* spoiled(body: object): Generator<unknown> {
  for (const [name, value] of Object.entries(body)) {
    for (const hostile of HOSTILE) {
      yield { ...body, [name]: hostile };
      yield { [name]: hostile };
    }
    if (value === null || typeof value !== "object" || Array.isArray(value)) continue;
    for (const inner of spoiled(value)) {
      yield { ...body, [name]: inner };
      yield { [name]: inner };
    }
  }
}

const hostileQuery = fc.dictionary(
  fc.constantFrom(...Object.keys(FindQuery.shape), "else"),
  fc.oneof(fc.string(), fc.constantFrom("y".repeat(3_000), "-1", "1e400", "NaN", ",,", "true")),
  { maxKeys: 3 },
);
const PATHS = [
  ["GET", "/jobs/:id"],
  ["DELETE", "/jobs/:id"],
  ["GET", "/photos/:id/thumb"],
  ["DELETE", "/photos/:id"],
  ["POST", "/items/history/:id/undo"],
  ["POST", "/items/bulk/:id/undo"],
  ["GET", "/imports/:id"],
  ["GET", "/imports/:id/table"],
  ["GET", "/imports/:id/preview"],
  ["POST", "/imports/:id/start"],
  ["POST", "/imports/:id/undo"],
  ["GET", "/jobs?subject=:id"],
  ["GET", "/items?lotId=:id"],
  ["GET", "/taxonomy/sizes?category=:id"],
] as const;

Deno.test("what a script sends wrong", async (t) => {
  await using api = await openTestApi();
  const { call, send } = api;
  await (await call("POST", "/items", { body: { box: "A1" } })).body?.cancel();

  async function assertNoFault(method: string, path: string, body?: unknown): Promise<void> {
    const answer = await call(method, path, { body });
    const said = await answer.text();
    assert.ok(answer.status < 500, `${method} ${path}: ${said}`);
    if (answer.status < 400) return;
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    assert.ok(JSON.parse(said).detail.includes(" "), said);
  }

  await t.step("is never a fault of ours: one field of a body", async () => {
    for (const [method, path, good] of BODIES) {
      for (const body of spoiled(good)) await assertNoFault(method, path, body);
    }
  });

  await t.step("is never a fault of ours: any body", () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...BODIES),
        fc.jsonValue(),
        ([method, path], body) => assertNoFault(method, path, body),
      ),
      RUNS,
    ));

  await t.step("is never a fault of ours: queries", () =>
    fc.assert(
      fc.asyncProperty(
        hostileQuery,
        (query) => assertNoFault("GET", `/items?${new URLSearchParams(query)}`),
      ),
      RUNS,
    ));

  await t.step("is never a fault of ours: ids", async () => {
    for (const [method, path] of PATHS) {
      for (const id of ["nobody", "y".repeat(3_000), "%00", "%F0%9F%91%97"]) {
        await assertNoFault(method, path.replace(":id", id));
      }
    }
    for (const number of ["0", "99999999999999999999", "-1", "x"]) {
      await assertNoFault("GET", `/items/${number}`);
    }
  });

  await t.step("is told with every place, in the language that is asked for", async () => {
    const body = { price: { cents: "much", currency: "EUR" }, colour: "red" };
    const answer = await call("PATCH", "/items/1", { body });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get("content-type"), "application/problem+json");
    const { detail, errors } = await answer.json();
    assert.equal(detail, `«price.cents» non va bene: ${errors[0].reason}`);
    assert.match(errors[0].reason, /atteso numero/);
    assert.deepEqual(errors.map(({ path }: { path: string }) => path), ["price.cents", "colour"]);
    const english = await (await call("GET", "/items?lang=en&brnad=Nike")).json();
    assert.equal(english.detail, "“brnad” will not do: there is no such field");
  });

  await t.step("is named where a field deep inside is misspelt, and nothing changes", async () => {
    const before = await (await call("GET", "/items/1")).json();
    const misspelt = [
      ["PATCH", "/items/1", { box: "B1", price: { ...price, currancy: "EUR" } }, "price.currancy"],
      ["PUT", "/items/1/proposals", { brand: { ...fact, phtoId: "x" } }, "brand.phtoId"],
      ["PUT", "/items/1/facts", { material: [{ fibre: "wool", percnt: 9 }] }, "material.0.percnt"],
      ["POST", "/items/1/state", { to: "ready", soldFor: { ...price, on: 1 } }, "soldFor.on"],
      ["POST", "/items/bulk", {
        ids: [before.id],
        action: { kind: "trash", unless: 1 },
      }, "action.unless"],
    ] as const;
    for (const [method, path, body, place] of misspelt) {
      const answer = await call(method, path, { body });
      assert.equal(answer.status, 400, place);
      assert.deepEqual((await answer.json()).errors, [
        { path: place, reason: "questo campo non esiste" },
      ]);
    }
    assert.deepEqual(await (await call("GET", "/items/1")).json(), before);
  });

  await t.step("changes nothing when it is no JSON", async () => {
    const before = await (await call("GET", "/items")).json();
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/json-seq"];
    for (const type of [...types, "application/json"]) {
      const answer = await send("/items", "box=A2", { "content-type": type });
      assert.equal(answer.status, 400, type);
      assert.match((await answer.json()).detail, /JSON/);
    }
    assert.equal((await (await call("GET", "/items")).json()).total, before.total);
  });
});
