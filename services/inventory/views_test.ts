import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { openTestInventory } from "./testing.ts";
import { VIEWS_MAX } from "./view.ts";

Deno.test("views are kept in the seller's order, and close ranks when one goes", async () => {
  await using t = await openTestInventory();
  const { views } = t.inventory;
  const [a, b, c] = [
    await views.save({ name: "Da fotografare", query: { hasPhotos: false } }),
    await views.save({ name: "Nike", query: { text: "nike", states: ["listed"] } }),
    await views.save({ name: "Vecchi", query: { olderThanDays: 60 } }),
  ];
  await views.move(c.id, 0);
  await views.edit(b.id, { name: "Nike pronti" });
  assert.deepEqual((await views.list()).map(({ name }) => name), [
    "Vecchi",
    "Da fotografare",
    "Nike pronti",
  ]);
  await views.remove(a.id);
  const left = await views.list();
  assert.deepEqual(left.map(({ position }) => position), [0, 1]);
  assert.deepEqual(left[1]?.query, { text: "nike", states: ["listed"] });
});

Deno.test("views.save() refuses a view too many and one without a name", async () => {
  await using t = await openTestInventory();
  const { views } = t.inventory;
  const refusal = (key: string) => (error: unknown) => isFailure(error) && error.key === key;
  await assert.rejects(views.save({ name: " ", query: {} }), refusal("inventory.bad_field"));
  for (let at = 0; at < VIEWS_MAX; at++) await views.save({ name: `Vista ${at}`, query: {} });
  await assert.rejects(views.save({ name: "x", query: {} }), refusal("inventory.too_many_views"));
  await views.move((await views.list())[0]!.id, VIEWS_MAX - 1);
  assert.equal((await views.list()).at(-1)?.name, "Vista 0");
});
