import assert from "node:assert/strict";
import { observation } from "../../services/market/testing.ts";
import { given, openTestApi, refused } from "./testing.ts";
import { HitsBody, WatchBody, WatchesBody } from "./watches.ts";

const NIKE = {
  name: "Nike sotto i 25",
  search: { site: "it", text: "nike" },
  brand: "Nike",
  limit: { cents: 25_00, currency: "EUR" },
  lookedUp: false,
};

Deno.test("a script creates a watch, reads its hits, edits, pauses, deletes and restores it", async () => {
  await using api = await openTestApi();
  const { call, house: { services: { watches } } } = api;
  const made = await call("POST", "/watches", { body: NIKE });
  const watch = await given(made, 201, WatchBody);
  const path = `/watches/${watch.id}`;
  assert.equal(made.headers.get("location"), `/api/v1${path}`);

  const seen = (id: string, cents: number) => {
    const found = observation({ id, price: { cents, currency: "EUR" } });
    return { key: `it:${id}`, observation: found, before: null, first: true };
  };
  // The first feed shows what is there already, and raises nothing.
  await watches.feed([seen("1", 12_00)]);
  await watches.feed([seen("2", 15_00), seen("3", 90_00)]);
  const { hits } = await given(await call("GET", `${path}/hits`), 200, HitsBody);
  assert.deepEqual(hits.map(({ key, event }) => [key, event]).sort(), [
    ["it:1", "known"],
    ["it:2", "new"],
  ]);
  const listed = await given(await call("GET", "/watches"), 200, WatchesBody);
  assert.deepEqual(listed.watches.map((one) => [one.watch.id, one.unseen]), [[watch.id, 1]]);

  const body = { ...NIKE, name: "Nike sotto i 20", limit: { cents: 20_00, currency: "EUR" } };
  assert.equal((await given(await call("PUT", path, { body }), 200, WatchBody)).name, body.name);
  const resting = await given(await call("POST", `${path}/pause`), 200, WatchBody);
  const active = await given(await call("POST", `${path}/resume`), 200, WatchBody);
  assert.deepEqual([resting.pausedAt !== undefined, active.pausedAt], [true, undefined]);

  assert.equal((await call("DELETE", path)).status, 204);
  await refused(await call("GET", path), 404);
  await refused(await call("GET", `${path}/hits`), 404);
  const back = await given(await call("POST", `${path}/restore`), 200, WatchBody);
  assert.equal(back.name, body.name);
});

Deno.test("an unusable watch is refused with a message, and so is a read-only token", async () => {
  await using api = await openTestApi();
  const { call, house } = api;
  const wrong = [
    { ...NIKE, name: "" },
    { ...NIKE, news: false },
    { ...NIKE, search: { site: "mars" } },
    { ...NIKE, brnad: "Nike" },
  ];
  for (const body of wrong) await refused(await call("POST", "/watches", { body }), 400);
  const anything = { ...NIKE, search: { site: "it" }, brand: undefined };
  await refused(await call("POST", "/watches", { body: anything }), 400, /qualsiasi cosa/);
  const foreign = { ...NIKE, limit: { cents: 25_00, currency: "USD" } };
  await refused(await call("POST", "/watches", { body: foreign }), 400, /valuta del sito/);
  const key = await house.key(["read"]);
  await refused(await call("POST", "/watches", { body: NIKE, key }), 403);
  const { watches } = await given(await call("GET", "/watches", { key }), 200, WatchesBody);
  assert.deepEqual(watches, []);
});
