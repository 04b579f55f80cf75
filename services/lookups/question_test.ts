import assert from "node:assert/strict";
import { questionOf } from "./question.ts";
import { realHosts, ROUTES } from "./routes.ts";
import { search } from "./testing.ts";

const SESSION = new Map([["access_token_web", "t"], ["anon_id", "a"]]);
const [api, gateway] = ROUTES.routes;
const paramsOf = (path: string) =>
  Object.fromEntries(new URL(path, "https://x.example").searchParams);

Deno.test("questionOf() joins ids in one value and sends nothing empty", () => {
  const asked = search({
    text: "scarpe",
    brandIds: [53, 14],
    conditions: [6, 1],
    priceFrom: 12_50,
  });
  const { host, path, headers } = questionOf(asked, api!, SESSION);
  assert.equal(host, "api");
  assert.deepEqual(paramsOf(path), {
    search_text: "scarpe",
    "attribute_ids[brand]": "53,14",
    "attribute_ids[status]": "6,1",
    price_from: "12.50",
    currency: "EUR",
    order: "newest_first",
    page: "1",
    per_page: "96",
  });
  assert.deepEqual(headers, { authorization: "Bearer t", "x-anon-id": "a" });
});

Deno.test("questionOf() asks the second door with its own headers and the same parameters", () => {
  const asked = search({ site: "gb", sizeIds: [208], priceTo: 5_00 });
  const [first, second] = [api!, gateway!].map((route) => questionOf(asked, route, SESSION));
  assert.deepEqual(paramsOf(second!.path), paramsOf(first!.path));
  assert.equal(paramsOf(second!.path).currency, "GBP");
  assert.deepEqual(second!.headers, { locale: "en-GB", platform: "web" });
});

Deno.test("questionOf() leaves out a header for which the session has nothing", () => {
  assert.deepEqual(questionOf(search(), api!, new Map()).headers, {});
});

Deno.test("no door takes the old names of the filters, which are ignored in silence", () => {
  const lists = ["catalogIds", "brandIds", "sizeIds", "conditions", "colourIds"] as const;
  for (const list of lists) assert.match(ROUTES.parameters[list], /^attribute_ids\[\w+\]$/);
});

Deno.test("realHosts() knows the site whose answers live elsewhere", () => {
  assert.deepEqual(realHosts("it"), {
    www: "https://www.vinted.it",
    api: "https://api.vinted.it",
  });
  assert.equal(realHosts("gb").api, "https://api.vinted.co.uk");
  assert.equal(realHosts("us").api, "https://api.www.vinted.com");
});
