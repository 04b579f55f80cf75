import assert from "node:assert/strict";
import { buildSearchRequest } from "./search_request.ts";
import { API, MARKETPLACE_HOSTS } from "./endpoints.ts";
import { search } from "./testing.ts";

const SESSION = new Map([["access_token_web", "t"], ["anon_id", "a"]]);
const [api, gateway] = API.endpoints;
const paramsOf = (path: string) =>
  Object.fromEntries(new URL(path, "https://x.example").searchParams);

Deno.test("buildSearchRequest() joins ids in one value and sends no empty parameter", () => {
  const asked = search({
    text: "scarpe",
    brandIds: [53, 14],
    conditions: [6, 1],
    priceFrom: 12_50,
  });
  const { host, path, headers } = buildSearchRequest(asked, api!, SESSION);
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

Deno.test("buildSearchRequest() gives the second endpoint its own headers and the same parameters", () => {
  const asked = search({ site: "gb", sizeIds: [208], priceTo: 5_00 });
  const [first, second] = [api!, gateway!].map((route) =>
    buildSearchRequest(asked, route, SESSION)
  );
  assert.deepEqual(paramsOf(second!.path), paramsOf(first!.path));
  assert.equal(paramsOf(second!.path).currency, "GBP");
  assert.deepEqual(second!.headers, { locale: "en-GB", platform: "web" });
});

Deno.test("buildSearchRequest() leaves out a header whose value the session lacks", () => {
  assert.deepEqual(buildSearchRequest(search(), api!, new Map()).headers, {});
});

Deno.test("endpoints.json names the filters by attribute_ids, because the API ignores the old names", () => {
  const lists = ["catalogIds", "brandIds", "sizeIds", "conditions", "colourIds"] as const;
  for (const list of lists) assert.match(API.parameters[list], /^attribute_ids\[\w+\]$/);
});

Deno.test("MARKETPLACE_HOSTS() knows the site whose API has another host", () => {
  assert.deepEqual(MARKETPLACE_HOSTS("it"), {
    www: "https://www.vinted.it",
    api: "https://api.vinted.it",
  });
  assert.equal(MARKETPLACE_HOSTS("gb").api, "https://api.vinted.co.uk");
  assert.equal(MARKETPLACE_HOSTS("us").api, "https://api.www.vinted.com");
});
