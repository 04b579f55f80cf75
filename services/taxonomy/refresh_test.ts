import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { isMessageKey } from "../../locales/mod.ts";
import { normaliseBrand } from "./brands.ts";
import { categories, category } from "./categories.ts";
import { findBrand } from "./find_brand.ts";
import { loadTaxonomyFile, restoreTaxonomy } from "./refresh.ts";
import { sizeById, sizesFor } from "./sizes.ts";

const FILE = {
  source: "the shop's own export",
  date: "2026-12-01",
  categories: [{ key: "women.blazers", vintedId: 99_532, labels: { fr: "Vestes de tailleur" } }],
  sizeGroups: [{
    key: "women",
    sizes: [{ id: 4, label: "M / 38-40" }, { id: 9_999, label: "9XL" }],
  }],
  brands: [{ name: "Sartoria Rossi", aliases: ["rossi sartoria"] }, {
    name: "Nike",
    aliases: ["naik"],
  }],
};

function refreshed(run: () => void): void {
  try {
    run();
  } finally {
    restoreTaxonomy();
  }
}

Deno.test("loadTaxonomyFile() overlays what it names and leaves the rest", () => {
  const before = categories().length;
  refreshed(() => {
    assert.deepEqual(loadTaxonomyFile(FILE), {
      source: FILE.source,
      date: FILE.date,
      categories: 1,
      sizes: 2,
      brands: 2,
    });
    assert.equal(category("women.blazers")?.vintedId, 99_532);
    assert.equal(category("women.blazers")?.labels.it, "Blazer");
    assert.equal(category("women.blazers")?.labels.fr, "Vestes de tailleur");
    assert.equal(categories().length, before);
    assert.equal(sizeById(4)?.label, "M / 38-40");
    assert.equal(sizesFor("women.blazers").at(-1)?.id, 9_999);
    assert.equal(findBrand("camicia Sartoria Rossi")?.brand, "Sartoria Rossi");
    assert.equal(normaliseBrand("NAIK"), "Nike");
    assert.equal(normaliseBrand("nike"), "Nike");
  });
});

Deno.test("restoreTaxonomy() goes back to what came with the program", () => {
  refreshed(() => loadTaxonomyFile(FILE));
  assert.equal(category("women.blazers")?.vintedId, 532);
  assert.equal(sizeById(9_999), undefined);
  assert.equal(findBrand("camicia Sartoria Rossi"), null);
});

function refusal(json: unknown): [string, unknown] {
  try {
    loadTaxonomyFile(json);
  } catch (error) {
    assert.ok(isFailure(error, "invalid"));
    assert.ok(isMessageKey(error.key), error.key);
    return [error.key, Object.values(error.params)[0]];
  }
  throw new assert.AssertionError({ message: "accepted" });
}

Deno.test("loadTaxonomyFile() refuses a bad file with the place of the fault, and changes nothing", () => {
  assert.deepEqual(refusal(null), ["taxonomy.bad_file", "–"]);
  assert.deepEqual(refusal({ ...FILE, date: "yesterday" }), ["taxonomy.bad_file", "date"]);
  const badSize = { ...FILE, sizeGroups: [{ key: "women", sizes: [{ id: "4", label: "M" }] }] };
  assert.deepEqual(refusal(badSize), ["taxonomy.bad_file", "sizeGroups.0.sizes.0.id"]);
  const unknown = { ...FILE, categories: [{ key: "women.spacesuits", vintedId: 1 }] };
  assert.deepEqual(refusal(unknown), ["taxonomy.unknown_category", "women.spacesuits"]);
  assert.equal(sizeById(9_999), undefined);
});
