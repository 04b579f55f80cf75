import assert from "node:assert/strict";
import { DAY_MS } from "../../base/time.ts";
import { readCaptured } from "./captured.ts";
import type { Circumstances, Reading } from "./reading.ts";

const NOW = Date.UTC(2026, 8, 19);
const around: Circumstances = { seenAt: NOW, mode: "capture", country: "it", currency: "EUR" };

const fixture = (name: string): string =>
  Deno.readTextFileSync(new URL(`../testdata/${name}`, import.meta.url));
const read = (page: object, changes: Partial<Circumstances> = {}): Reading =>
  readCaptured(JSON.stringify({ kind: "open_page", ...page }), { ...around, ...changes });

Deno.test("an open catalogue is read from its boxes, and from its data where no box is", () => {
  const { kind, observations, dropped, notUnderstood } = readCaptured(
    fixture("open_catalogue.json"),
    around,
  );
  assert.equal(kind, "open_page");
  assert.deepEqual(dropped, { promoted: 1 });
  assert.deepEqual(notUnderstood, { no_price: 1, not_a_listing: 1 });
  const told = observations.map((one) => {
    const { id, title, brand, size, condition, price, kind } = one;
    return [id, title, brand, size, condition, price.cents, kind];
  });
  assert.deepEqual(told, [
    ["10051317969", "Scarpe corsa blu, Brand: quasi nuove", "Nike Air", "39,5", 3, 6_00, "asking"],
    ["10051318002", "Borsa, nera", undefined, undefined, 6, 1400_00, "sold"],
    ["10051318005", "gonna a pieghe", "Zara", "S", 3, 9_00, "asking"],
    ["10051318004", "Cintura", undefined, undefined, undefined, 8_00, "asking"],
  ]);
  assert.equal(observations[0]?.link, "https://www.vinted.it/items/10051317969-scarpe-corsa-blu");
});

Deno.test("an open item takes size, condition and age from what the page shows", () => {
  const { observations: [sandals, ...others] } = readCaptured(fixture("open_item.json"), around);
  assert.deepEqual(others, []);
  assert.ok(sandals);
  const { id, title, brand, size, condition, kind, listedAt, category, link, price } = sandals;
  assert.deepEqual(
    { id, title, brand, size, condition, kind, listedAt, category, link, price },
    {
      id: "9051317969",
      title: "Sandali in pelle",
      brand: "Geox",
      size: "38",
      condition: 2,
      kind: "sold",
      listedAt: NOW - 3 * DAY_MS,
      category: "Donna Scarpe Sandali",
      link: "https://www.vinted.it/items/9051317969",
      price: { cents: 18_50, currency: "EUR" },
    },
  );
});

Deno.test("an open item without data is read from its details alone", () => {
  const page = JSON.parse(fixture("open_item.json"));
  const { observations: [sandals] } = read({ ...page, linked: [] });
  assert.equal(sandals?.id, "9051317969");
  assert.deepEqual(sandals?.price, { cents: 18_50, currency: "EUR" });
  assert.equal(sandals?.condition, 2);
});

Deno.test("crowns are those of the page's own country", () => {
  const box = {
    href: "https://www.vinted.dk/items/7-jakke",
    label: "",
    line: "M",
    price: "120 kr",
  };
  const { observations: [jacket] } = read({ boxes: [box] }, { country: "dk", currency: "DKK" });
  assert.deepEqual(jacket?.price, { cents: 120_00, currency: "DKK" });
  assert.equal(jacket?.country, "dk");
});

Deno.test("the title is cut where a value stands that the box shows, in whatever language", () => {
  const cases: [label: string, parts: object, title: string][] = [
    [
      "Jogging Nike, taille S, marque: Nike, état: Bon état, 8,00 €",
      { brand: "Nike" },
      "Jogging Nike, taille S",
    ],
    ["iPhone 15, Condition: Good, 200.00 £, 210.70 £", { line: "Good" }, "iPhone 15"],
    ["Kjole, £200.00", {}, "Kjole"],
    ["a (b* [c, Merk: d (e*, 3,00 €", { brand: "d (e*" }, "a (b* [c"],
  ];
  for (const [label, parts, title] of cases) {
    const box = { href: "https://www.vinted.it/items/7", label, price: "3,00 €", ...parts };
    assert.equal(read({ boxes: [box] }).observations[0]?.title, title);
  }
});

Deno.test("a page of something else, or bent out of shape, is said to hold nothing", () => {
  for (
    const page of [{}, { boxes: 7, linked: "x", data: null, details: [] }, { url: 9, boxes: [] }]
  ) {
    assert.deepEqual(read(page).notUnderstood, { no_listings: 1 });
  }
});

Deno.test("what nests without end is refused before it is read, what nests in words is not", () => {
  const deep = "[".repeat(500_000) + "]".repeat(500_000);
  assert.deepEqual(readCaptured(`{"items":${deep}}`, around).notUnderstood, { too_deep: 1 });
  const item = { id: 1, title: `[[[${"[".repeat(500)} "{\\" [`, price: "3" };
  assert.equal(readCaptured(JSON.stringify({ items: [item] }), around).observations.length, 1);
});

Deno.test("a saved item page without its own address in the data takes it from its head", () => {
  const { observations: [sandals] } = readCaptured(fixture("live_item.html"), {
    ...around,
    mode: "file",
  });
  assert.equal(sandals?.id, "9051317969");
  assert.equal(sandals?.link, "https://www.vinted.it/items/9051317969");
});
