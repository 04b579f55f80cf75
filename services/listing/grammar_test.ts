import assert from "node:assert/strict";
import { capitalise, fillTemplate, inflect, tidy, uncapitalise } from "./grammar.ts";

Deno.test("inflect() chooses every ending of a text", () => {
  assert.equal(inflect("Nuov{o|a|i|e}, mai usat{o|a|i|e}", "fp"), "Nuove, mai usate");
  assert.equal(inflect("jamais porté{|e|s|es}", "ms"), "jamais porté");
});

Deno.test("fillTemplate() does not expand braces inside a value", () => {
  assert.equal(fillTemplate("{a} e {b}", { a: "{b}", b: "due" }), "{b} e due");
});

Deno.test("uncapitalise() leaves initials and acronyms alone", () => {
  assert.equal(uncapitalise("Blazer"), "blazer");
  assert.equal(uncapitalise("T-shirt"), "T-shirt");
  assert.equal(uncapitalise("XL"), "XL");
});

Deno.test("capitalise() capitalises accented letters too", () => {
  assert.equal(capitalise("écharpe"), "Écharpe");
});

Deno.test("tidy() removes superfluous spaces", () => {
  assert.equal(tidy("  due\n tasche , una  "), "due tasche, una");
});
