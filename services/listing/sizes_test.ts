import assert from "node:assert/strict";
import { isOneSize, localSize, needsNoWord, sameSize } from "./sizes.ts";

Deno.test("localSize() says an age in the language of the listing", () => {
  assert.equal(localSize("3 anni", "fr", true), "3 ans");
  assert.equal(localSize("1 anno", "de", true), "1 Jahr");
  assert.equal(localSize("3-6 mesi / 62 cm", "en", true), "3-6 months / 62 cm");
  assert.equal(localSize("12 Jahre", "it", true), "12 anni");
});

Deno.test("localSize() reads short ages on children's labels only", () => {
  assert.equal(localSize("6M", "it", true), "6 mesi");
  assert.equal(localSize("3Y", "es", true), "3 años");
  assert.equal(localSize("38 M", "it", false), "38 M");
});

Deno.test("localSize() leaves other sizes as printed", () => {
  for (const label of ["M", "IT 42", "W32 L34", "36 1/2", "42 2/3", "XL / IT 46 / EU 42"]) {
    assert.equal(localSize(label, "de", false), label);
  }
});

Deno.test("localSize() writes halves with the point or comma of the language", () => {
  const written = (["it", "en", "fr", "de", "es"] as const).map((language) =>
    localSize("38.5", language, false)
  );
  assert.deepEqual(written, ["38,5", "38.5", "38,5", "38,5", "38,5"]);
  assert.equal(localSize("39,5", "en", false), "39.5");
});

Deno.test("localSize() translates one size", () => {
  assert.equal(localSize("TU", "en", false), "one size");
  assert.equal(localSize("One size", "it", false), "taglia unica");
});

Deno.test("isOneSize() does not take a U for it", () => {
  assert.equal(isOneSize("T.U."), true);
  assert.equal(isOneSize("U"), false);
});

Deno.test("sameSize() finds the label among the marketplace's names", () => {
  assert.equal(sameSize("m", "M / 38"), true);
  assert.equal(sameSize("EU 38", "M / 38"), true);
  assert.equal(sameSize("FR 38", "M / 38"), true);
  assert.equal(sameSize("W32 L34", "W32"), true);
  assert.equal(sameSize("IT 42", "M / 38"), false);
  assert.equal(sameSize("L", "M / 38"), false);
});

Deno.test("needsNoWord() knows the sizes that speak for themselves", () => {
  assert.deepEqual(["W32 L34", "3 anni", "UK 5", "M", "42", "IT 42"].map(needsNoWord), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
