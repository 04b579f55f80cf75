import assert from "node:assert/strict";
import fc from "fast-check";
import { type MarketSearch, MarketSearchSchema, ORDERS, searchKey } from "./search.ts";
import { findSearchLink, unknownFilters, webLink } from "./search_link.ts";
import { SITES } from "./sites.ts";

const search = (asked: Partial<MarketSearch>): MarketSearch =>
  MarketSearchSchema.parse({ site: "it", ...asked });

Deno.test("findSearchLink() reads the site's links, also inside text", () => {
  assert.deepEqual(
    findSearchLink(
      "Guarda https://www.vinted.it/catalog?search_text=felpa%20nike&brand_ids[]=53&brand_ids[]=14" +
        "&status_ids[]=2&status_ids[]=3&price_to=25.50&currency=EUR&order=newest_first&page=2 bella",
    ),
    search({ text: "felpa nike", brandIds: [53, 14], conditions: [2, 3], priceTo: 2550 }),
  );
  assert.deepEqual(
    findSearchLink("vinted.co.uk/catalog/1231-shoes?size_ids=776,778"),
    search({ site: "gb", catalogIds: [1231], sizeIds: [776, 778] }),
  );
});

Deno.test("findSearchLink() reads links copied out of HTML and pages of a brand", () => {
  assert.deepEqual(
    findSearchLink(
      "https://www.vinted.it/catalog?search_text=giacca&amp;brand_ids[]=53&amp;status_ids[]=6",
    ),
    search({ text: "giacca", brandIds: [53], conditions: [6] }),
  );
  assert.deepEqual(
    findSearchLink("https://www.vinted.it/brand/123456-some-brand"),
    search({ brandIds: [123456] }),
  );
  assert.equal(findSearchLink("https://www.vinted.it/brand/some-brand"), null);
});

Deno.test("unknownFilters() names only the filters that cannot be applied", () => {
  const base = "https://www.vinted.it/catalog?catalog[]=5&price_to=15&currency=EUR&page=2&time=1";
  const cases: [string, string[]][] = [
    ["&search_id=1&catalog_from=0&order=newest_first&size_ids[]=3&brand_id=4", []],
    ["&video_game_platform_ids[]=1&video_game_platform_ids[]=2", ["video_game_platform_ids"]],
    ["&material_ids[]=44&amp;country_ids[]=16", ["material_ids", "country_ids"]],
    ["&search_by_image_uuid=3f1c2a&material_ids[]=", ["search_by_image_uuid"]],
  ];
  for (const [filters, names] of cases) {
    assert.deepEqual(unknownFilters(base + filters), names, filters);
  }
  assert.deepEqual(unknownFilters("no link"), []);
});

Deno.test("findSearchLink() ignores unusable parameters and rejects links that are no search", () => {
  assert.deepEqual(
    findSearchLink(
      "https://www.vinted.it/catalog?search_text=x&status_ids[]=99&brand_ids[]=a&order=odd",
    ),
    search({ text: "x" }),
  );
  for (
    const pasted of [
      "",
      "https://www.vinted.it/catalog",
      "https://www.vinted.it/catalog?order=newest_first",
      "https://www.vinted.it/items/42",
      "https://www.vinted.example/catalog?search_text=x",
      "https://vinted.it@10.0.0.1/catalog?search_text=x",
      "https://10.0.0.1/www.vinted.it/catalog?search_text=x",
    ]
  ) assert.equal(findSearchLink(pasted), null, pasted);
});

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { maxLength: 5 });
const cents = fc.integer({ min: 1, max: 3_000_000 });
const searches = fc.record({
  site: fc.constantFrom(...SITES),
  text: fc.string({ minLength: 1, maxLength: 40 }).map((text) => `${text.trim()}x`),
  catalogIds: ids,
  brandIds: ids,
  sizeIds: ids,
  conditions: fc.subarray([6, 1, 2, 3, 4] as const),
  colourIds: ids,
  priceFrom: cents,
  priceTo: cents,
  order: fc.constantFrom(...ORDERS),
}, { requiredKeys: ["site", "text", "order"] }).map((asked) => MarketSearchSchema.parse(asked));

Deno.test("parsing the link of a search gives the same search", () => {
  fc.assert(fc.property(searches, (asked) => {
    assert.deepEqual(findSearchLink(webLink(asked)), asked);
  }));
});

Deno.test("searchKey() is equal for equivalent searches only", () => {
  const one = search({ text: "Felpa  Nike", brandIds: [2, 1, 1] });
  assert.equal(searchKey(one), searchKey(search({ text: "felpa nike", brandIds: [1, 2] })));
  assert.notEqual(searchKey(one), searchKey(search({ text: "felpa nike", catalogIds: [1, 2] })));
  assert.notEqual(searchKey(one), searchKey({ ...one, priceTo: 100 }));
});
