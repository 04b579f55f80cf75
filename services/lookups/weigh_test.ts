import assert from "node:assert/strict";
import { readCaptured } from "../market/parsers/captured.ts";
import { asResult, type FakeListing, market } from "../../tests/fakes/vinted_market.ts";
import { aroundOf } from "./circumstances.ts";
import { search } from "./testing.ts";
import { weigh } from "./weigh.ts";

const read = (answer: unknown) => readCaptured(JSON.stringify(answer), aroundOf("it", 0));
const readOf = (listings: readonly FakeListing[]) => read({ items: listings.map(asResult) });
const whole = market();

Deno.test("weigh() takes results that obey what was asked for", () => {
  const nike = whole.filter(({ brand, cents }) => brand === "Nike" && cents <= 50_00);
  const asked = search({ brandIds: [53], priceTo: 50_00 });
  assert.equal(weigh(readOf(nike), asked), "fine");
});

Deno.test("weigh() sees that prices, brands or conditions were not looked at", () => {
  for (
    const asked of [
      search({ priceFrom: 80_00 }),
      search({ brandIds: [53] }),
      search({ brandIds: [53, 14] }),
      search({ conditions: [6] }),
    ]
  ) {
    assert.equal(weigh(readOf(whole), asked), "filters_ignored", JSON.stringify(asked));
  }
});

Deno.test("weigh() judges prices in the site's currency alone", () => {
  const zloty = whole.map((listing) => ({
    ...asResult(listing),
    price: { amount: "900.00", currency_code: "PLN" },
  }));
  assert.equal(weigh(read({ items: zloty }), search({ priceTo: 5_00 })), "fine");
});

Deno.test("weigh() knows an empty answer from one of another shape", () => {
  assert.equal(weigh(read({ items: [] }), search()), "empty");
  assert.equal(weigh(read({ results: [] }), search()), "shape_changed");
  assert.equal(weigh(read({ items: [{ uid: 1, label: "x" }] }), search()), "shape_changed");
  const half = [...whole.slice(0, 3).map(asResult), ...Array(7).fill({ uid: 1 })];
  assert.equal(weigh(read({ items: half }), search()), "shape_changed");
});
