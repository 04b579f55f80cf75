import assert from "node:assert/strict";
import { isOneSize, isSameSize, isSelfExplanatory, localiseSize } from "./size_text.ts";

Deno.test("localiseSize() writes an age in the language of the listing", () => {
  assert.equal(localiseSize("3 anni", "fr", true), "3 ans");
  assert.equal(localiseSize("1 anno", "de", true), "1 Jahr");
  assert.equal(localiseSize("3-6 mesi / 62 cm", "en", true), "3-6 months / 62 cm");
  assert.equal(localiseSize("12 Jahre", "it", true), "12 anni");
});

Deno.test("localiseSize() reads short ages on children's labels only", () => {
  assert.equal(localiseSize("6M", "it", true), "6 mesi");
  assert.equal(localiseSize("3Y", "es", true), "3 años");
  assert.equal(localiseSize("38 M", "it", false), "38 M");
});

Deno.test("localiseSize() leaves other sizes as printed", () => {
  for (const label of ["M", "IT 42", "W32 L34", "36 1/2", "42 2/3", "XL / IT 46 / EU 42"]) {
    assert.equal(localiseSize(label, "de", false), label);
  }
});

Deno.test("localiseSize() writes halves with the point or comma of the language", () => {
  const written = (["it", "en", "fr", "de", "es"] as const).map((language) =>
    localiseSize("38.5", language, false)
  );
  assert.deepEqual(written, ["38,5", "38.5", "38,5", "38,5", "38,5"]);
  assert.equal(localiseSize("39,5", "en", false), "39.5");
});

Deno.test("localiseSize() translates one size", () => {
  assert.equal(localiseSize("TU", "en", false), "one size");
  assert.equal(localiseSize("One size", "it", false), "taglia unica");
});

Deno.test('isOneSize() does not accept "U"', () => {
  assert.equal(isOneSize("T.U."), true);
  assert.equal(isOneSize("U"), false);
});

Deno.test("isSameSize() finds the label among the marketplace's names", () => {
  assert.equal(isSameSize("m", "M / 38"), true);
  assert.equal(isSameSize("EU 38", "M / 38"), true);
  assert.equal(isSameSize("FR 38", "M / 38"), true);
  assert.equal(isSameSize("W32 L34", "W32"), true);
  assert.equal(isSameSize("IT 42", "M / 38"), false);
  assert.equal(isSameSize("L", "M / 38"), false);
});

Deno.test("isSelfExplanatory() recognises the sizes that need no word", () => {
  assert.deepEqual(["W32 L34", "3 anni", "UK 5", "M", "42", "IT 42"].map(isSelfExplanatory), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
