import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { type Facts, type Source, SOURCES } from "../taxonomy/facts.ts";
import { type FactsPatch, withProposed, withSaid } from "./precedence.ts";
import type { Item } from "./item.ts";
import { fact } from "./testing.ts";

const empty: Pick<Item, "facts" | "leftEmpty"> = { facts: {} };

Deno.test("withSaid() is sure, and replaces whatever a reader said", () => {
  const read = withProposed(empty, fact("brand", "Nike", "tag", 1)).item;
  const said = withSaid(read, { brand: "Adidas" }, 7);
  assert.deepEqual(said.facts.brand, { value: "Adidas", source: "seller", confidence: 1, at: 7 });
});

Deno.test("withSaid() with null empties a fact for good, until the seller fills it again", () => {
  const cleared = withSaid(withSaid(empty, { brand: "Nike" }, 1), { brand: null }, 2);
  assert.equal(cleared.facts.brand, undefined);
  assert.deepEqual(cleared.leftEmpty, { brand: 2 });
  const read = withProposed(cleared, fact("brand", "Nike", "tag", 1, 9));
  assert.deepEqual(read.taken, []);
  assert.equal(read.item.facts.brand, undefined);
  const filled = withSaid(cleared, { brand: "Puma" }, 3);
  assert.equal(filled.leftEmpty, undefined);
  assert.equal(filled.facts.brand?.value, "Puma");
});

Deno.test("withSaid() that says the same again changes nothing", () => {
  const once = withSaid(empty, { brand: "Nike", care: null }, 1);
  assert.deepEqual(withSaid(once, { brand: "Nike", care: null }, 5), once);
});

Deno.test("withSaid() refuses a value that the fact cannot have, naming it", () => {
  const refuses = (patch: unknown, field: string) =>
    assert.throws(
      () => withSaid(empty, patch as FactsPatch, 1),
      (error) => isFailure(error, "invalid") && error.params.field === field,
    );
  refuses({ brand: "x".repeat(61) }, "brand");
  refuses({ colours: [1, 2, 3] }, "colours");
  refuses({ condition: 5 }, "condition");
});

Deno.test("withSaid() lets the size that came with a label go when another label is said", () => {
  const first = withSaid(empty, { category: "men.tshirts", sizeLabel: "M" }, 1);
  assert.equal(first.facts.size?.value, 208);
  assert.equal(withSaid(first, { sizeLabel: "L" }, 2).facts.size?.value, 209);
  assert.equal(withSaid(first, { sizeLabel: "42" }, 2).facts.size, undefined);
  const chosen = withSaid(first, { size: 210 }, 2);
  assert.equal(withSaid(chosen, { sizeLabel: "L" }, 3).facts.size?.value, 210);
});

Deno.test("withProposed() takes the surer of equal sources, and of equally sure ones the newer", () => {
  const known = withProposed(empty, fact("brand", "Nike", "photo", 0.6, 10)).item;
  const takes = (proposal: Facts) => withProposed(known, proposal).taken.length === 1;
  assert.ok(takes(fact("brand", "Puma", "photo", 0.7, 1)));
  assert.ok(!takes(fact("brand", "Puma", "photo", 0.5, 99)));
  assert.ok(takes(fact("brand", "Puma", "photo", 0.6, 11)));
  assert.ok(!takes(fact("brand", "Puma", "photo", 0.6, 9)));
  assert.ok(!takes(fact("brand", "Nike", "photo", 0.6, 11)));
});

Deno.test("withProposed() never gives way to a weaker source, whatever the order of the readings", () => {
  const reading = fc.record({
    value: fc.constantFrom("Nike", "Puma", "Zara"),
    source: fc.constantFrom<Source>(...SOURCES),
    confidence: fc.constantFrom(0.1, 0.5, 0.9),
    at: fc.nat(20),
  });
  fc.assert(fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
    let item = empty;
    for (const brand of readings) item = withProposed(item, { brand }).item;
    const strength = (source: Source) => SOURCES.indexOf(source);
    const strongest = Math.max(...readings.map(({ source }) => strength(source)));
    assert.equal(strength(item.facts.brand!.source), strongest);
    const best = Math.max(
      ...readings.filter(({ source }) => strength(source) === strongest)
        .map(({ confidence }) => confidence),
    );
    assert.equal(item.facts.brand!.confidence, best);
  }));
});
