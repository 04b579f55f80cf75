import assert from "node:assert/strict";
import type { Facts } from "../taxonomy/facts.ts";
import { openTestDatabase } from "../store/testing.ts";
import { createAccuracy, verdictsOfEdit, verdictsOfListing } from "./accuracy.ts";

const read = (source: "tag" | "photo", by: string) => ({ source, by, confidence: 0.8, at: 1 });
const BEFORE: Facts = {
  brand: { value: "Sisley", ...read("tag", "OCR") },
  sizeLabel: { value: "42", ...read("tag", "OCR") },
  colours: { value: [9], ...read("photo", "qwen3-vl:4b") },
  condition: { value: 2, source: "seller", confidence: 1, at: 1 },
};

Deno.test("verdictsOfEdit() counts a changed value against its reader, a confirmed one for it", () => {
  assert.deepEqual(verdictsOfEdit(BEFORE, { brand: "Sisley", sizeLabel: "44", condition: 3 }), [
    { by: "OCR", fact: "brand", right: true },
    { by: "OCR", fact: "sizeLabel", right: false },
  ]);
});

Deno.test("verdictsOfEdit() counts an emptied value as wrong", () => {
  assert.deepEqual(verdictsOfEdit(BEFORE, { colours: null }), [
    { by: "qwen3-vl:4b", fact: "colours", right: false },
  ]);
});

Deno.test("verdictsOfListing() counts what the seller let stand", () => {
  assert.deepEqual(verdictsOfListing(BEFORE).map(({ fact }) => fact), [
    "brand",
    "sizeLabel",
    "colours",
  ]);
});

Deno.test("scores() adds up by reader and fact", async () => {
  await using database = await openTestDatabase();
  const accuracy = createAccuracy(database.db);
  const verdict = { by: "OCR", fact: "brand", right: true } as const;
  await accuracy.count([verdict, verdict, { ...verdict, right: false }]);
  assert.deepEqual(await accuracy.scores(), [{ by: "OCR", fact: "brand", right: 2, wrong: 1 }]);
});
