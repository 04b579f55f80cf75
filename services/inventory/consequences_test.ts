import assert from "node:assert/strict";
import type { Fibres } from "../taxonomy/mod.ts";
import { history, items } from "./collections.ts";
import { withConsequences } from "./consequences.ts";
import { type Facts, FactsSchema, type Source } from "../taxonomy/facts.ts";
import { type Item, SELLER } from "./item.ts";
import { withProposed, withSaid } from "./precedence.ts";
import { fact, openTestInventory } from "./testing.ts";

const LOST_COTTON: Fibres = [{ fibre: "linen", percent: 25 }, { fibre: "silk", percent: 5 }];
const WHOLE: Fibres = [{ fibre: "cotton", percent: 70 }, ...LOST_COTTON];

const EMPTY: Pick<Item, "facts" | "leftEmpty"> = { facts: {} };

const composition = (value: Fibres, source: Source = "tag", confidence = 0.9) =>
  fact("material", value, source, confidence);

Deno.test("a composition that does not come to a hundred is marked, whoever but the seller says it", () => {
  for (const source of ["tag", "imported", "inferred"] as const) {
    const { material } = withConsequences({ facts: composition(LOST_COTTON, source) }).facts;
    assert.equal(material?.partial, true, source);
    assert.deepEqual(material?.value, LOST_COTTON);
  }
  assert.equal(
    withConsequences({ facts: composition(LOST_COTTON, "seller") }).facts.material?.partial,
    undefined,
  );
  assert.equal(withConsequences({ facts: composition(WHOLE) }).facts.material?.partial, undefined);
});

Deno.test("each part of a garment must come to a hundred", () => {
  const lining = { fibre: "viscose", percent: 60, part: "lining" } as const;
  const { facts } = withConsequences({ facts: composition([...WHOLE, lining]) });
  assert.equal(facts.material?.partial, true);
});

Deno.test("what was read in part never stands against what is whole", () => {
  const part = withProposed(EMPTY, composition(LOST_COTTON, "tag", 0.99)).item;
  const imported = withProposed(part, composition(WHOLE, "imported", 0.5));
  assert.deepEqual(imported.taken, ["material"]);
  const again = withProposed(imported.item, composition(LOST_COTTON, "tag", 0.99));
  assert.deepEqual(again.taken, []);
  const confirmed = withSaid(part, { material: LOST_COTTON }, 7);
  assert.deepEqual(confirmed.facts.material, {
    value: LOST_COTTON,
    source: "seller",
    confidence: 1,
    at: 7,
  });
});

const LABEL = "EUR 38 / US 6 / CN 165/88A";

Deno.test("the size follows from the label once the category is known, and again when it changes", () => {
  const read = withProposed(EMPTY, fact("sizeLabel", LABEL, "tag")).item;
  assert.equal(read.facts.size, undefined);
  const blazer = withSaid(read, { category: "women.blazers" }, 2);
  assert.equal(blazer.facts.size?.value, 4);
  assert.equal(blazer.facts.size?.source, "tag");
  const shoes = withSaid(blazer, { category: "women.boots" }, 3);
  assert.equal(shoes.facts.size?.value, 58);
  const bag = withSaid(shoes, { category: "women.shoulder_bags" }, 4);
  assert.equal(bag.facts.size, undefined);
});

Deno.test("a lone 38 is a size of shoes, and a question on a blazer", () => {
  const read = withProposed(EMPTY, fact("sizeLabel", "38", "tag")).item;
  assert.equal(withSaid(read, { category: "women.boots" }, 2).facts.size?.value, 58);
  assert.equal(withSaid(read, { category: "women.blazers" }, 2).facts.size, undefined);
});

Deno.test("a new label replaces the size of the old one, and leaves a size that the seller chose", () => {
  const facts: Facts = {
    ...fact("category", "women.blazers"),
    ...fact("sizeLabel", "IT 42", "tag"),
  };
  const derived = withConsequences({ facts });
  assert.equal(derived.facts.size?.value, 4);
  assert.equal(withSaid(derived, { sizeLabel: "IT 46" }, 2).facts.size?.value, 6);
  const chosen = withSaid(derived, { size: 5 }, 2);
  assert.equal(withSaid(chosen, { sizeLabel: "IT 46" }, 3).facts.size?.value, 5);
  const emptied = withSaid(derived, { size: null }, 2);
  assert.equal(withSaid(emptied, { sizeLabel: "IT 46" }, 3).facts.size, undefined);
});

Deno.test("a size that a reader guessed from an American number is taken back", () => {
  const facts = {
    ...fact("category", "women.blazers"),
    ...fact("sizeLabel", "US 6", "tag", 0.8, 5),
    ...fact("size", 3, "tag", 0.8, 5),
  };
  assert.equal(withConsequences({ facts }).facts.size, undefined);
});

Deno.test("records from before the mark are marked when they are read, and their changes can be undone", async () => {
  await using t = await openTestInventory();
  const { inventory, db } = t;
  const { id } = await inventory.create({ box: "A" }, SELLER);
  const row = (await db.get(items, id))!;
  const old = composition(LOST_COTTON);
  const change = db.change();
  change.update({ ...items, version: 1 }, row, { ...row.value, facts: old });
  change.insert({ ...history, version: 1 }, {
    id: "entry",
    itemId: id,
    at: 1,
    by: { kind: "house", name: "OCR" },
    kind: "read",
    changes: [{ path: "facts.material", after: old.material! }],
  });
  await change.commit();
  const { value } = await inventory.byId(id);
  assert.equal(value.facts.material?.partial, true);
  await inventory.undo("entry", SELLER);
  assert.equal((await inventory.byId(id)).value.facts.material, undefined);
});

Deno.test("facts without the newer marks are still read", () => {
  const { material } = FactsSchema.parse(composition(WHOLE));
  assert.deepEqual(material, composition(WHOLE).material);
});
