import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS } from "../base/time.ts";
import { openTestDatabase } from "../store/testing.ts";
import type { Facts } from "../taxonomy/facts.ts";
import { createInventory } from "./inventory.ts";
import { SELLER, STATES } from "./item.ts";
import type { NewItem } from "./new_item.ts";
import { type ItemQuery, SORTS } from "./query.ts";
import { fact, openTestInventory } from "./testing.ts";

const euro = (cents: number) => ({ cents, currency: "EUR" });

async function wardrobe(...inputs: NewItem[]) {
  const t = await openTestInventory();
  await t.inventory.createMany(inputs, SELLER, { batchId: "b" });
  const numbers = (query: ItemQuery) => t.inventory.find(query).rows.map(({ number }) => number);
  return { ...t, numbers };
}

Deno.test("find() meets words in the category's labels of both languages, colours, box and note", async () => {
  const facts: Facts = {
    ...fact("category", "women.blazers"),
    ...fact("brand", "Max Mara"),
    ...fact("colours", [1]),
    ...fact("articleNumber", "AX-4410"),
  };
  await using t = await wardrobe({ facts, box: "Cantina3", note: "della zia" }, {});
  for (
    const text of ["blazer", "donna", "women", "nero", "black", "AX-4410", "cantina3", "zia mara"]
  ) assert.deepEqual(t.numbers({ text }), [1], text);
  assert.deepEqual(t.numbers({ text: "uomo" }), []);
});

Deno.test("find() of a number gives that item first, of a label's number that item alone", async () => {
  await using t = await wardrobe({}, {}, { facts: fact("model", "2") });
  assert.deepEqual(t.numbers({ text: "2" }), [2, 3]);
  assert.deepEqual(t.numbers({ text: "N. 0002" }), [2]);
  assert.deepEqual(t.numbers({ text: "#9" }), []);
});

Deno.test("find() filters by each thing that a list can ask", async () => {
  await using t = await wardrobe(
    {
      state: "listed",
      box: "A1",
      price: euro(1_000),
      origin: "resale",
      facts: {
        ...fact("brand", "Nike"),
        ...fact("category", "women.blazers"),
        ...fact("sizeLabel", "IT 42"),
      },
    },
    { state: "sold", box: "A2", price: euro(3_000), facts: fact("brand", "Zara") },
    {},
  );
  await t.inventory.setCover((await t.inventory.get(3)).id, { thumb: null, count: 1 });
  await t.inventory.save((await t.inventory.get(3)).id, { facts: { brand: null } }, SELLER);
  const cases: [ItemQuery, number[]][] = [
    [{ states: ["listed", "sold"] }, [2, 1]],
    [{ states: [] }, [3, 2, 1]],
    [{ boxes: ["A1", ""] }, [3, 1]],
    [{ brands: ["Zara"] }, [2]],
    [{ category: "women" }, [1]],
    [{ category: "women.blazers" }, [1]],
    [{ category: "men" }, []],
    [{ size: "it42" }, [1]],
    [{ size: "M" }, [1]],
    [{ size: "M / 38" }, [1]],
    [{ size: "42" }, []],
    [{ origin: "resale" }, [1]],
    [{ lotId: "" }, [3, 2, 1]],
    [{ hasPhotos: true }, [3]],
    [{ hasPhotos: false }, [2, 1]],
    [{ priceFromCents: 1_000, priceToCents: 2_999 }, [1]],
    [{ missing: ["brand"] }, []],
    [{ missing: ["brand", "category"] }, [3, 2]],
    [{ text: "nike", states: ["sold"] }, []],
  ];
  for (const [query, expected] of cases) {
    assert.deepEqual(t.numbers(query), expected, JSON.stringify(query));
  }
});

Deno.test("find() by age counts from the listing, or from the coming in", async () => {
  await using t = await wardrobe({}, {});
  t.clock.advance(10 * DAY_MS);
  await t.inventory.move((await t.inventory.get(2)).id, "listed", SELLER);
  assert.deepEqual(t.numbers({ olderThanDays: 10 }), [1]);
  assert.deepEqual(t.numbers({ newerThanDays: 10 }), [2]);
});

Deno.test("find() sorts boxes and brands as people do, what is missing last either way", async () => {
  const brand = (name: string) => ({ facts: fact("brand", name) });
  await using t = await wardrobe(
    { box: "A10", ...brand("Zara") },
    { box: "A2", ...brand("Éram"), price: euro(5) },
    { box: "b1", ...brand("esprit"), price: euro(7) },
    {},
  );
  assert.deepEqual(t.numbers({ sort: "box" }), [2, 1, 3, 4]);
  assert.deepEqual(t.numbers({ sort: "box", reversed: true }), [3, 1, 2, 4]);
  assert.deepEqual(t.numbers({ sort: "brand" }), [2, 3, 1, 4]);
  assert.deepEqual(t.numbers({ sort: "price" }), [2, 3, 4, 1]);
  assert.deepEqual(t.numbers({ sort: "price", reversed: true }), [3, 2, 1, 4]);
  assert.deepEqual(t.numbers({ sort: "number" }), [1, 2, 3, 4]);
  assert.deepEqual(t.numbers({ sort: "newest" }), [4, 3, 2, 1]);
});

Deno.test("find() counts the states of what it would find, whichever state was asked", async () => {
  await using t = await wardrobe({ state: "listed" }, { state: "listed" }, { state: "sold" }, {});
  const { states, total } = t.inventory.find({ states: ["sold"] });
  assert.equal(total, 1);
  assert.deepEqual([states.listed, states.sold, states.draft, states.ready], [2, 1, 1, 0]);
});

Deno.test("neighbours() walks through exactly what find() lists", async () => {
  await using t = await wardrobe({ box: "A" }, {}, { box: "B" }, { box: "C" });
  const query: ItemQuery = { sort: "box", boxes: ["A", "B", "C"], limit: 1 };
  assert.deepEqual(t.inventory.neighbours(3, query), {
    previous: 1,
    next: 4,
    position: 2,
    total: 3,
  });
  assert.deepEqual(t.inventory.neighbours(1, query), { next: 3, position: 1, total: 3 });
  assert.equal(t.inventory.neighbours(2, query), null);
});

Deno.test("find() page by page gives everything once, in any order", async () => {
  const input = fc.record({
    box: fc.constantFrom("A1", "A2", "B"),
    price: fc.integer({ min: 1, max: 4 }).map(euro),
    state: fc.constantFrom(...STATES),
  }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(
      fc.array(input, { maxLength: 20 }),
      fc.constantFrom(...SORTS),
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      async (inputs, sort, reversed, limit) => {
        await using t = await wardrobe(...inputs);
        const found: number[] = [];
        for (let offset = 0; offset < inputs.length; offset += limit) {
          found.push(...t.numbers({ sort, reversed, offset, limit }));
        }
        assert.deepEqual(found, t.numbers({ sort, reversed }));
        assert.equal(new Set(found).size, inputs.length);
      },
    ),
    { numRuns: 25 },
  );
});

Deno.test("the lists answer while the items are still being read, and never with something older", async () => {
  await using t = await openTestDatabase();
  const before = createInventory(t);
  await before.ready;
  const { items: [made] } = await before.createMany([{ box: "old" }], SELLER, { batchId: "b" });
  await before.close();
  const inventory = createInventory(t);
  assert.deepEqual([inventory.find({}).total, inventory.find({}).complete], [0, false]);
  await Promise.all([
    inventory.save(made!.id, { fields: { box: "new" } }, SELLER),
    inventory.ready,
  ]);
  assert.equal(inventory.find({}).complete, true);
  assert.deepEqual(inventory.find({}).rows.map(({ box }) => box), ["new"]);
  await inventory.close();
});

Deno.test("recents() gives what was used last first, with how often", async () => {
  await using t = await wardrobe(
    {
      facts: {
        ...fact("brand", "Nike"),
        ...fact("category", "women.blazers"),
        ...fact("sizeLabel", "M"),
      },
    },
    { facts: { ...fact("brand", "Zara"), ...fact("colours", [1, 2]), ...fact("sizeLabel", "39") } },
    { facts: { ...fact("brand", "Nike"), ...fact("colours", [2]) } },
  );
  t.clock.advance(1);
  await t.inventory.save((await t.inventory.get(2)).id, { fields: { box: "A1" } }, SELLER);
  const { brand, colours, box, size } = t.inventory.recents();
  assert.deepEqual(brand, [{ value: "Zara", count: 1 }, { value: "Nike", count: 2 }]);
  assert.deepEqual(colours, [{ value: 1, count: 1 }, { value: 2, count: 2 }]);
  assert.deepEqual(box, [{ value: "A1", count: 1 }]);
  assert.deepEqual(size.map(({ value }) => value), ["39", "M / 38"]);
  const blazers = t.inventory.recents({ category: "women.blazers", limit: 1 });
  assert.deepEqual(blazers.size.map(({ value }) => value), ["M / 38"]);
  assert.equal(blazers.brand.length, 1);
});
