import assert from "node:assert/strict";
import { SELLER } from "../../services/inventory/mod.ts";
import { CutsBody, PlanBody } from "./cut_bodies.ts";
import { ItemBody } from "./items_bodies.ts";
import { given, openTestApi, refused, type TestApi } from "./testing.ts";

const RULE = {
  margin: { by: "cents", cents: 5_00 },
  stepPercent: 20,
  everyDays: 7,
  stopAfter: 3,
} as const;

/** @returns what it costs now, in cents */
async function priceOf({ call }: TestApi): Promise<number | undefined> {
  return (await given(await call("GET", "/items/1"), 200, ItemBody)).price?.cents;
}

async function withListed({ house: { services: { inventory } } }: TestApi): Promise<void> {
  const euros = (cents: number) => ({ cents, currency: "EUR" });
  const { id } = await inventory.create({ price: euros(30_00), cost: euros(4_00) }, SELLER);
  await inventory.move(id, "listed", SELLER);
}

Deno.test("a script follows a plan of cuts, says that one was made, takes it back, and ends the plan", async () => {
  await using api = await openTestApi();
  const { call } = api;
  await withListed(api);
  const path = "/items/1/cuts";
  assert.equal((await given(await call("GET", path), 200, CutsBody)).standing, null);

  const followed = await given(await call("PUT", path, { body: { rule: RULE } }), 200, PlanBody);
  assert.deepEqual(followed.rule, RULE);
  const { standing } = await given(await call("GET", path), 200, CutsBody);
  assert.ok(standing && !standing.next.due && !standing.next.stopped);
  assert.deepEqual([standing.next.to.cents, standing.floor?.cents], [24_00, 9_00]);

  const cut = { from: 30_00, to: 24_00, favourites: 3 };
  const plan = await given(await call("POST", `${path}/done`, { body: cut }), 200, PlanBody);
  assert.equal(await priceOf(api), 24_00);
  // Sent twice, it cuts once.
  await refused(await call("POST", `${path}/done`, { body: cut }), 409);

  const body = { turn: plan.turn };
  await given(await call("POST", `${path}/undo`, { body }), 200, CutsBody);
  assert.equal(await priceOf(api), 30_00);
  await refused(await call("POST", `${path}/undo`, { body }), 409);
  const ended = await given(await call("DELETE", path), 200, PlanBody);
  assert.ok(ended.course.endedAt !== undefined);
});

Deno.test("a script puts a plan off, skips a turn, writes down the favourites, and takes the last of these back", async () => {
  await using api = await openTestApi();
  const { call } = api;
  await withListed(api);
  const path = "/items/1/cuts";
  const step = (body: unknown) => call("POST", `${path}/steps`, { body });
  await refused(await step({ step: "pass" }), 404);
  await given(await call("PUT", path, { body: { rule: RULE } }), 200, PlanBody);

  const { course: { snoozedUntil } } = await given(await step({ step: "snooze" }), 200, PlanBody);
  assert.ok(snoozedUntil !== undefined);
  const passed = await given(await step({ step: "pass" }), 200, PlanBody);
  assert.deepEqual(
    [passed.course.snoozedUntil, passed.course.passedAt !== undefined],
    [undefined, true],
  );
  const marked = await given(await step({ step: "mark", favourites: 7 }), 200, PlanBody);
  assert.deepEqual(marked.course.marks.map(({ count }) => count), [7]);

  for (
    const wrong of [
      {},
      { step: "end" },
      { step: "mark" },
      { step: "mark", favourites: -1 },
      { step: "pass", favourites: 7 },
    ]
  ) await refused(await step(wrong), 400);
  const body = { turn: marked.turn };
  const back = await given(await call("POST", `${path}/undo`, { body }), 200, CutsBody);
  assert.deepEqual(back.standing?.plan.course, passed.course);
  assert.equal(await priceOf(api), 30_00);
});

Deno.test("a cut below the floor, or of a plan that nobody follows, is refused and leaves the price", async () => {
  await using api = await openTestApi();
  const { call, house } = api;
  await withListed(api);
  const cut = (to: number) => call("POST", "/items/1/cuts/done", { body: { from: 30_00, to } });
  await refused(await cut(24_00), 404);
  await given(await call("PUT", "/items/1/cuts", { body: {} }), 200, PlanBody);
  for (const to of [30_00, 31_00, 1_00, 0, 1.5]) await refused(await cut(to), 400);
  const body = { rule: { ...RULE, stepPercent: 99 } };
  await refused(await call("PUT", "/items/1/cuts", { body }), 400);
  const key = await house.key(["read"]);
  await refused(await call("DELETE", "/items/1/cuts", { key }), 403);
  assert.equal(await priceOf(api), 30_00);
});
