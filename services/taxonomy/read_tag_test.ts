import assert from "node:assert/strict";
import fc from "fast-check";
import { readTag, type TagLine } from "./read_tag.ts";

const lines = (...texts: string[]): TagLine[] => texts.map((text) => ({ text, confidence: 0.9 }));

Deno.test("readTag() sorts a whole tag into facts", () => {
  const tag = lines(
    "ZARA BASIC",
    "EUR M",
    "MEX 28",
    "55% LINO - LINEN",
    "45% VISCOSA",
    "LAVARE A 30° NON CANDEGGIARE",
    "REF 1234/567/800",
    "RN 77302 CA 05488",
    "MADE IN TURKEY",
  );
  const facts = readTag(tag, { category: "women.blazers" });
  assert.equal(facts.brand?.value, "Zara Basic");
  assert.equal(facts.sizeLabel?.value, "EUR M");
  assert.equal(facts.size?.value, 4);
  assert.deepEqual(facts.material?.value, [
    { fibre: "linen", percent: 55 },
    { fibre: "viscose", percent: 45 },
  ]);
  assert.deepEqual(facts.care?.value, ["wash_30", "no_bleach"]);
  assert.equal(facts.articleNumber?.value, "1234/567/800");
});

Deno.test("readTag() keeps the Italian label as printed and pairs it with the marketplace's size", () => {
  const facts = readTag(lines("MAX MARA", "IT 42"), { category: "women.coats" });
  assert.equal(facts.sizeLabel?.value, "IT 42");
  assert.equal(facts.size?.value, 4);
});

Deno.test("readTag() gives no size for a number that says no system", () => {
  const facts = readTag(lines("42"), { category: "women.coats" });
  assert.equal(facts.sizeLabel?.value, "42");
  assert.ok(facts.sizeLabel!.confidence < 0.5);
  assert.equal(facts.size, undefined);
});

Deno.test("readTag() says nothing of lines that tell nothing", () => {
  assert.deepEqual(readTag([]), {});
  assert.deepEqual(readTag(lines("MADE IN ITALY", "30", "", "~~ |")), {});
  assert.deepEqual(readTag(lines("LANA")).brand, undefined);
});

Deno.test("readTag() is never surer than the reader was", () => {
  const line = fc.constantFrom("NIKE", "IT 42", "100% COTONE", "NON STIRARE", "ART. 1234/567", "x");
  fc.assert(fc.property(
    fc.array(
      fc.record({
        text: fc.oneof(line, fc.string()),
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    ),
    (tag) => {
      const highest = Math.max(0, ...tag.map(({ confidence }) => confidence));
      for (const { confidence } of Object.values(readTag(tag))) {
        assert.ok(confidence >= 0 && confidence <= highest);
      }
    },
  ));
});
