import assert from "node:assert/strict";
import { capitalised, fill, inflect, tidy, uncapitalised } from "./grammar.ts";

Deno.test("inflect() bends every ending of a text", () => {
  assert.equal(inflect("Nuov{o|a|i|e}, mai usat{o|a|i|e}", "fp"), "Nuove, mai usate");
  assert.equal(inflect("jamais porté{|e|s|es}", "ms"), "jamais porté");
});

Deno.test("fill() does not read the braces of a value", () => {
  assert.equal(fill("{a} e {b}", { a: "{b}", b: "due" }), "{b} e due");
});

Deno.test("uncapitalised() leaves initials and acronyms alone", () => {
  assert.equal(uncapitalised("Blazer"), "blazer");
  assert.equal(uncapitalised("T-shirt"), "T-shirt");
  assert.equal(uncapitalised("XL"), "XL");
});

Deno.test("capitalised() raises accented letters too", () => {
  assert.equal(capitalised("écharpe"), "Écharpe");
});

Deno.test("tidy() closes gaps", () => {
  assert.equal(tidy("  due\n tasche , una  "), "due tasche, una");
});
