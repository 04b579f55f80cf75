import assert from "node:assert/strict";
import { readCaptured } from "../market/parsers/captured.ts";
import { asResult, type FakeListing, market } from "../../tests/fakes/vinted_market.ts";
import { search } from "./testing.ts";
import { checkResults } from "./check_results.ts";
import { lookupCircumstances } from "./marketplace_client.ts";

const read = (answer: unknown) =>
  readCaptured(JSON.stringify(answer), lookupCircumstances("it", 0));
const readOf = (listings: readonly FakeListing[]) => read({ items: listings.map(asResult) });
const whole = market();

Deno.test("checkResults() accepts results that match the filters", () => {
  const nike = whole.filter(({ brand, cents }) => brand === "Nike" && cents <= 50_00);
  const asked = search({ brandIds: [53], priceTo: 50_00 });
  assert.equal(checkResults(readOf(nike), asked), "fine");
});

Deno.test("checkResults() detects ignored filters for price, brand or condition", () => {
  for (
    const asked of [
      search({ priceFrom: 80_00 }),
      search({ brandIds: [53] }),
      search({ brandIds: [53, 14] }),
      search({ conditions: [6] }),
    ]
  ) {
    assert.equal(checkResults(readOf(whole), asked), "filters_ignored", JSON.stringify(asked));
  }
});

Deno.test("checkResults() compares only prices in the site's currency", () => {
  const zloty = whole.map((listing) => ({
    ...asResult(listing),
    price: { amount: "900.00", currency_code: "PLN" },
  }));
  assert.equal(checkResults(read({ items: zloty }), search({ priceTo: 5_00 })), "fine");
});

Deno.test("checkResults() tells an empty response from one of another shape", () => {
  assert.equal(checkResults(read({ items: [] }), search()), "empty");
  assert.equal(checkResults(read({ results: [] }), search()), "shape_changed");
  assert.equal(checkResults(read({ items: [{ uid: 1, label: "x" }] }), search()), "shape_changed");
  const half = [...whole.slice(0, 3).map(asResult), ...Array(7).fill({ uid: 1 })];
  assert.equal(checkResults(read({ items: half }), search()), "shape_changed");
});
