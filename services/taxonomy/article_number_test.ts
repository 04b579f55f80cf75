import assert from "node:assert/strict";
import { findArticleNumber } from "./article_number.ts";

const TABLE: [string, string | null][] = [
  ["Art. 1234/567", "1234/567"],
  ["REF 1234/567/800", "1234/567/800"],
  ["REF. 2183/042", "2183/042"],
  ["Style: AB1234-001", "AB1234-001"],
  ["STYLE # 12345", "12345"],
  ["ART.NO. 123456", "123456"],
  ["ARTICOLO: 6M2A12", "6M2A12"],
  ["CW2288-111", "CW2288-111"],
  ["1234/567/800", "1234/567/800"],
  ["RN 77302 STYLE 445566 CA 05488", "445566"],
  ["RN 77302 CA 05488", null],
  ["RN# 54023", null],
  ["P.IVA 01234567890", null],
  ["Mod. Sofia", null],
  ["art. 30% cotone", null],
  // Broken over two lines.
  ["ART. 1234/\n567", "1234/567"],
  ["REF 1234/567\n/800", "1234/567/800"],
  ["Style CW2288-\n111", "CW2288-111"],
  ["", null],
];

Deno.test("findArticleNumber() takes the maker's number and leaves registrations alone", () => {
  for (const [text, value] of TABLE) {
    assert.equal(findArticleNumber(text)?.value ?? null, value, text);
  }
});

Deno.test("findArticleNumber() believes a named number more than a bare one", () => {
  const named = findArticleNumber("Style CW2288-111");
  const bare = findArticleNumber("CW2288-111");
  assert.ok(named && bare && named.confidence > bare.confidence);
});

Deno.test("findArticleNumber() marks a number whose end is missing", () => {
  const isPart = (text: string) => findArticleNumber(text)?.isPart;
  assert.equal(isPart("ART. 1234/"), true);
  assert.equal(isPart("REF 1234/567/\nMADE IN ITALY"), true);
  assert.equal(isPart("ART. 1234/567\nMADE IN ITALY"), false);
  assert.equal(isPart("ART. 7712/B"), false);
});
