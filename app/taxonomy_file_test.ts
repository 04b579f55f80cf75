import assert from "node:assert/strict";
import { isFailure } from "../services/base/errors.ts";
import { tempFolder } from "../services/store/testing.ts";
import { category, restoreTaxonomy } from "../services/taxonomy/mod.ts";
import { refreshTaxonomy, TAXONOMY_FILE } from "./taxonomy_file.ts";

Deno.test("refreshTaxonomy() overlays what the file names and leaves the rest", async () => {
  await using folder = await tempFolder();
  assert.equal(await refreshTaxonomy(folder.path), null);
  const before = category("women.blazers");
  assert.ok(before);
  const file = {
    source: "by hand",
    date: "2026-11-20",
    categories: [{ key: "women.blazers", vintedId: 99_999 }],
  };
  await Deno.writeTextFile(`${folder.path}/${TAXONOMY_FILE}`, JSON.stringify(file));
  try {
    assert.equal((await refreshTaxonomy(folder.path))?.categories, 1);
    assert.equal(category("women.blazers")?.vintedId, 99_999);
    assert.deepEqual(category("women.blazers")?.labels, before.labels);
  } finally {
    restoreTaxonomy();
  }
});

Deno.test("refreshTaxonomy() refuses a file that is no JSON with a sentence", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/${TAXONOMY_FILE}`, "{ categories");
  await assert.rejects(
    refreshTaxonomy(folder.path),
    (error) => isFailure(error, "invalid") && error.key === "taxonomy.bad_file",
  );
});
