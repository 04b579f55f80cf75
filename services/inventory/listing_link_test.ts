import assert from "node:assert/strict";
import { isFailure } from "../errors.ts";
import { findListingLink, mustBeListingLink, SITES } from "./listing_link.ts";

Deno.test("findListingLink() knows all 27 sites", () => {
  assert.equal(SITES.length, 27);
  for (const site of SITES) {
    const found = findListingLink(`https://www.vinted.${site}/items/10051317969-brassiere`);
    assert.deepEqual(found, {
      url: `https://www.vinted.${site}/items/10051317969`,
      id: "10051317969",
      site,
    });
  }
});

Deno.test("findListingLink() takes what sellers paste", () => {
  for (
    const pasted of [
      "vinted.it/items/42",
      "  http://vinted.it/items/42/  ",
      "https://www.vinted.it/items/42?referrer=catalog",
      "HTTPS://WWW.VINTED.IT/items/42-felpa-nike#photo",
      "Dai un'occhiata a questo articolo https://www.vinted.it/items/42-felpa?utm=x su Vinted",
      "https://www.vinted.it/en/items/42",
    ]
  ) assert.equal(findListingLink(pasted)?.url, "https://www.vinted.it/items/42", pasted);
});

Deno.test("findListingLink() refuses what only looks like it", () => {
  for (
    const pasted of [
      "",
      "42",
      "https://www.vinted.it/member/42",
      "https://www.vinted.it/items/",
      "https://www.vinted.it/items/42x",
      "https://www.vinted.it/items/0",
      "https://www.vinted.example/items/42",
      "https://www.vinted.co/items/42",
      "https://vinted.it.example.com/items/42",
      "https://example.com/vinted.it/items/42",
      "https://notvinted.it/items/42",
      "https://www.vinted.it@example.com/items/42",
      "javascript://www.vinted.it/items/42",
    ]
  ) assert.equal(findListingLink(pasted), null, pasted);
});

Deno.test("mustBeListingLink() says what to do instead", () => {
  assert.throws(
    () => mustBeListingLink("https://example.com"),
    (error) => isFailure(error, "invalid") && error.key === "inventory.not_a_listing_link",
  );
});
