import assert from "node:assert/strict";
import { categories, category, childrenOf, pathTo } from "./categories.ts";
import { LANGUAGES } from "./labels.ts";
import { sizeGroup } from "./sizes.ts";

Deno.test("categories() gives every category a unique key, and a parent that comes before it", () => {
  const seen = new Set<string>();
  for (const { key, parent } of categories()) {
    assert.ok(!seen.has(key), key);
    if (parent !== null && key !== "girls" && key !== "boys") assert.ok(seen.has(parent), key);
    seen.add(key);
  }
});

Deno.test("categories() never uses one marketplace id twice", () => {
  const ids = categories().map(({ vintedId }) => vintedId).filter((id) => id !== undefined);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => Number.isInteger(id) && id > 0));
});

Deno.test("categories() has a noun in five languages and a known size group for every leaf", () => {
  for (const { key, leaf, noun, sizeGroup: group } of categories()) {
    if (!leaf) continue;
    for (const language of LANGUAGES) assert.ok(noun[language].length > 1, `${key} ${language}`);
    if (group !== undefined) assert.ok(sizeGroup(group), `${key} ${group}`);
  }
});

Deno.test("category() tells what a blazer is", () => {
  const blazer = category("women.blazers");
  assert.equal(blazer?.vintedId, 532);
  assert.equal(blazer?.noun.it, "Blazer");
  assert.equal(blazer?.sizeGroup, "women");
  assert.equal(blazer?.leaf, true);
  assert.deepEqual(blazer?.measures, ["chest", "length", "shoulders", "sleeve"]);
  assert.equal(category("women.nothing"), undefined);
});

Deno.test("childrenOf(null) gives the three departments of the marketplace", () => {
  assert.deepEqual(childrenOf(null).map(({ key }) => key), ["women", "men", "kids"]);
  assert.deepEqual(childrenOf("kids").map(({ key }) => key), ["girls", "boys"]);
  assert.deepEqual(childrenOf("women.blazers"), []);
});

Deno.test("pathTo() goes from the department down to the category", () => {
  const keys = pathTo("girls.rain_boots").map(({ key }) => key);
  assert.deepEqual(keys, ["kids", "girls", "girls.shoes", "girls.boots", "girls.rain_boots"]);
  assert.deepEqual(pathTo("nowhere"), []);
});
