import assert from "node:assert/strict";
import type { Facts } from "../inventory/facts.ts";
import { surest, tagFacts } from "./tag_facts.ts";

const READ = { by: "OCR", at: 1, photoId: "photo-1" };
const line = (text: string, confidence = 0.95) => ({ text, confidence });

Deno.test("tagFacts() says who read it, where and when", () => {
  const { material } = tagFacts([line("55% LINO 45% VISCOSA")], READ);
  assert.deepEqual(material?.value, [
    { fibre: "linen", percent: 55 },
    { fibre: "viscose", percent: 45 },
  ]);
  assert.equal(material?.source, "tag");
  assert.equal(material?.by, "OCR");
  assert.equal(material?.photoId, "photo-1");
});

Deno.test("tagFacts() leaves out what is hardly read", () => {
  assert.deepEqual(tagFacts([line("10-7", 0.6)], READ), {});
  assert.deepEqual(tagFacts([], READ), {});
});

Deno.test("surest() takes each fact from the reading that is surest of it", () => {
  const fact = (value: string, confidence: number) => ({
    value,
    confidence,
    source: "tag" as const,
    at: 1,
  });
  const one: Facts = { brand: fact("Sisley", 0.9), sizeLabel: fact("44", 0.5) };
  const two: Facts = { brand: fact("Sislev", 0.6), sizeLabel: fact("42", 0.8) };
  const { brand, sizeLabel } = surest([one, two]);
  assert.deepEqual([brand?.value, sizeLabel?.value], ["Sisley", "42"]);
});
