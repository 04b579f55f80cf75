import assert from "node:assert/strict";
import { findListingLink, slugWords } from "./listing_link.ts";
import { siteFacts, SITES } from "./sites.ts";

Deno.test("findListingLink() knows all 27 sites", () => {
  assert.equal(SITES.length, 27);
  for (const site of SITES) {
    const found = findListingLink(`https://${siteFacts(site).host}/items/10051317969-brassiere`);
    assert.deepEqual(found, {
      url: `https://${siteFacts(site).host}/items/10051317969`,
      id: "10051317969",
      site,
    });
  }
});

Deno.test("findListingLink() reads the links that sellers paste", () => {
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

Deno.test("findListingLink() rejects similar links", () => {
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

Deno.test("slugWords() reads the title out of the link", () => {
  assert.equal(
    slugWords("https://www.vinted.it/items/42-felpa-nike-grigia?x=1"),
    "felpa nike grigia",
  );
  assert.equal(slugWords("https://www.vinted.it/items/42-caff%C3%A8"), "caffè");
  assert.equal(slugWords("https://www.vinted.it/items/42-100%"), "100%");
  assert.equal(slugWords("https://www.vinted.it/items/42"), "");
});
