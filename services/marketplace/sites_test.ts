import assert from "node:assert/strict";
import { siteFacts, siteOfHost, SITES } from "./sites.ts";

Deno.test("SITES are 27, each with its own host, and a country that has a name in both languages", () => {
  assert.equal(new Set(SITES).size, 27);
  assert.equal(new Set(SITES.map((site) => siteFacts(site).host)).size, 27);
  for (const language of ["it", "en"]) {
    const names = new Intl.DisplayNames(language, { type: "region" });
    for (const site of SITES) {
      assert.notEqual(names.of(siteFacts(site).country), site.toUpperCase());
    }
  }
});

Deno.test("siteFacts() gives the language and currency of the country", () => {
  assert.deepEqual(siteFacts("gb"), {
    site: "gb",
    host: "www.vinted.co.uk",
    country: "GB",
    currency: "GBP",
    language: "en-GB",
  });
  assert.equal(siteFacts("at").language, "de-AT");
  assert.equal(siteFacts("it").currency, "EUR");
});

Deno.test("siteOfHost() maps each host to its site and rejects others", () => {
  for (const site of SITES) assert.equal(siteOfHost(siteFacts(site).host), site);
  assert.equal(siteOfHost("M.VINTED.IT"), "it");
  for (const host of ["vinted.gb", "vinted.us", "evil-vinted.it", "vinted.it.example.com", ""]) {
    assert.equal(siteOfHost(host), null, host);
  }
});
