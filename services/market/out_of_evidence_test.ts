/** Items whose kind, brand, audience or market is not in the evidence: weak or declined, never "good". */
import assert from "node:assert/strict";
import fc from "fast-check";
import { createMarket } from "./market.ts";
import type { Observation, Subject } from "./observation.ts";
import type { Doubt } from "./suggestion.ts";
import { chance, NOW, observation } from "./testing.ts";

const COLOURS = ["rosse", "verdi", "gialle", "viola", "marroni", "bianche"];

/** Sneakers of one brand that cost nearly the same: an estimate among them is "good". */
function sneakers(count: number, changes: Partial<Observation> = {}): Observation[] {
  const random = chance("sneakers");
  return Array.from({ length: count }, (_, i) =>
    observation({
      id: `${changes.title ?? "sneaker"}${i}`,
      title: `Nike court sneakers ${COLOURS[i % COLOURS.length]}`,
      category: "women.sneakers",
      size: String(37 + i % 4),
      price: { cents: Math.round(40_00 * (1 + 0.2 * random())), currency: "EUR" },
      ...changes,
    }));
}

const inside: Subject = {
  title: "Nike court sneakers rosse",
  brand: "Nike",
  category: "women.sneakers",
  size: "39",
  condition: 2,
  country: "it",
  currency: "EUR",
};
const evidence = sneakers(80);
const ask = (changes: Partial<Subject>, known = evidence, now = NOW) =>
  createMarket(known).suggest({ ...inside, ...changes }, { now });

function assertDoubt(changes: Partial<Subject>, doubt: Doubt, now = NOW): void {
  const answer = ask(changes, evidence, now);
  assert.ok(answer.doubts.includes(doubt), `${doubt}: ${answer.doubts}`);
  const known = ask({});
  assert.ok(known.enough);
  if (!answer.enough) return;
  assert.notEqual(answer.confidence, "good");
  const width = ({ low, high }: typeof answer.interval80) => Math.log(high.cents / low.cents);
  assert.ok(width(answer.interval80) > width(known.interval80), doubt);
}

Deno.test("an item like its evidence is good and has no doubts", () => {
  const answer = ask({});
  assert.ok(answer.enough);
  assert.deepEqual([answer.confidence, answer.doubts], ["good", []]);
});

Deno.test("a brand that the evidence does not hold widens the price", () => {
  assertDoubt({ title: "Oxmox court sneakers rosse", brand: "Oxmox" }, "brand_unseen");
});

Deno.test("a kind of the same group that the evidence does not hold widens the price", () => {
  assertDoubt({ title: "Nike court ballerine rosse", category: "women.ballerinas" }, "kind_unseen");
});

Deno.test("another group of garments is declined, however much else is shared", () => {
  const answer = ask({ title: "Nike court rosse", category: "women.coats" });
  assert.ok(!answer.enough);
  assert.ok(answer.doubts.includes("kind_unseen"));
});

Deno.test("children's shoes among women's are doubted", () => {
  assertDoubt(
    { title: "Nike court sneakers rosse bimba", category: "girls.sneakers", size: "28" },
    "audience_unseen",
  );
});

Deno.test("a country that the evidence does not hold is doubted", () => {
  assertDoubt({ country: "pl" }, "country_unseen");
});

Deno.test("evidence that is years old is doubted", () => {
  assertDoubt({}, "evidence_old", NOW + 3 * 365 * 86_400_000);
});

Deno.test("a title that names another garment than its category is doubted", () => {
  assertDoubt({ title: "Nike court cappotto rosse" }, "category_differs");
});

Deno.test("a title without words is doubted", () => {
  const answer = ask({ title: "" });
  assert.ok(answer.doubts.includes("title_empty"));
  assert.ok(!answer.enough || answer.confidence !== "good");
});

Deno.test("a lot is declined as such and prices no single item", () => {
  const answer = ask({ title: "Lotto 3 Nike court sneakers" });
  assert.ok(!answer.enough);
  assert.equal(answer.why, "lot");
  const lots = sneakers(30, {
    title: "Lotto 4 Nike court sneakers",
    price: { cents: 400_00, currency: "EUR" },
  });
  const [alone, among] = [ask({}), ask({}, [...evidence, ...lots])];
  assert.ok(alone.enough && among.enough);
  assert.deepEqual(among.fair, alone.fair);
});

Deno.test("the rows of a price are its comparables: one number of them everywhere", () => {
  const answer = ask({});
  assert.ok(answer.enough);
  const { rows, count, counts } = answer;
  assert.equal(rows.length, count);
  assert.equal(counts.asking + counts.sold, count);
});

Deno.test("no unrelated evidence makes an item good that its evidence says nothing about", () => {
  const outside: Partial<Subject>[] = [
    { title: "Oxmox court sneakers rosse", brand: "Oxmox" },
    { title: "Nike court cappotto rosse", category: "women.coats" },
    { title: "Nike court sneakers bimba", category: "girls.sneakers", size: "28" },
    { country: "pl" },
  ];
  const unrelated = fc.record({
    brand: fc.constantFrom("Zara", "Gucci", "Geox", ""),
    title: fc.constantFrom("borsa tracolla", "jeans dritti", "collana argento", "court rosse"),
    category: fc.constantFrom("women.handbags", "men.jeans", ""),
    cents: fc.integer({ min: 100, max: 500_00 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...outside),
      fc.array(unrelated, { maxLength: 60 }),
      (changes, more) => {
        const added = more.map(({ cents, ...one }, i) =>
          observation({ ...one, id: `other${i}`, price: { cents, currency: "EUR" } })
        );
        const answer = ask(changes, [...evidence, ...added]);
        assert.ok(!answer.enough || answer.confidence !== "good");
      },
    ),
    { numRuns: 40 },
  );
});
