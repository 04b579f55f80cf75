import assert from "node:assert/strict";
import { factsOf } from "./testing.ts";
import { type Lookalike, twinsOf } from "./twins.ts";

const shirt = (id: string, title: string, values: Parameters<typeof factsOf>[0]): Lookalike => ({
  id,
  number: Number(id),
  title,
  facts: factsOf({ brand: "Zara", category: "women.blouses", ...values }),
});
const none = () => false;
const mine = shirt("1", "Blusa Zara bianca a fiori, taglia M", { sizeLabel: "M", colours: [12] });

Deno.test("twinsOf() finds the same thing listed under nearly the same title", () => {
  const other = shirt("2", "Blusa Zara bianca fiori M", { sizeLabel: "M", colours: [12] });
  assert.deepEqual(twinsOf(mine, [other], none), [{ number: 2, title: other.title }]);
});

Deno.test("twinsOf() lets another size or colour be", () => {
  const larger = shirt("2", "Blusa Zara bianca a fiori, taglia L", { sizeLabel: "L" });
  const black = shirt("3", mine.title, { sizeLabel: "M", colours: [1] });
  assert.deepEqual(twinsOf(mine, [larger, black], none), []);
});

Deno.test("twinsOf() finds an item with one of the same photos, whatever it is called", () => {
  const other = shirt("2", "Camicetta", { sizeLabel: "XS" });
  assert.equal(twinsOf(mine, [other], (id) => id === "2").length, 1);
});

Deno.test("twinsOf() never finds the item itself", () => {
  assert.deepEqual(twinsOf(mine, [mine], () => true), []);
});

Deno.test("twinsOf() does not take two untitled items for one", () => {
  assert.deepEqual(twinsOf({ ...mine, title: "" }, [{ ...mine, id: "2", title: "" }], none), []);
});
