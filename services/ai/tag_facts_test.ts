import assert from "node:assert/strict";
import { tagFacts } from "./tag_facts.ts";

const READ = { by: "OCR", at: 1 };
const line = (text: string, confidence = 0.95) => ({ text, confidence });
const onPhoto = (lines: Parameters<typeof tagFacts>[0][number]["lines"], photoId = "photo-1") => ({
  photoId,
  lines,
});

Deno.test("tagFacts() says who read it, where and when", () => {
  const { material } = tagFacts([onPhoto([line("55% LINO 45% VISCOSA")])], READ);
  assert.deepEqual(material?.value, [
    { fibre: "linen", percent: 55 },
    { fibre: "viscose", percent: 45 },
  ]);
  assert.equal(material?.source, "tag");
  assert.equal(material?.by, "OCR");
  assert.equal(material?.photoId, "photo-1");
  assert.equal(material?.partial, undefined);
});

Deno.test("tagFacts() marks what was read in part, with the place of its lines and some around", () => {
  const place = { x: 0.2, y: 0.5, width: 0.4, height: 0.05, turn: 0 as const };
  const below = { ...place, y: 0.56 };
  const lines = [{ ...line("25% LINO"), place }, { ...line("5% SETA"), place: below }];
  const { material } = tagFacts([onPhoto([line("BELLA MODA")], "front"), onPhoto(lines)], READ);
  assert.equal(material?.partial, true);
  assert.equal(material?.photoId, "photo-1");
  const { x, y, width, height, turn } = material!.place!;
  assert.deepEqual([x, y, width, height, turn].map((n) => Math.round(n * 100) / 100), [
    0.1,
    0.4,
    0.6,
    0.31,
    0,
  ]);
});

Deno.test("tagFacts() of a reader without places and of a picture without an item names neither", () => {
  const [fromModel] = [tagFacts([onPhoto([line("100% LANA")])], READ)];
  assert.equal(fromModel.material?.place, undefined);
  const ofSample = tagFacts([{ lines: [line("100% LANA")] }], READ);
  assert.equal(ofSample.material?.photoId, undefined);
});

Deno.test("tagFacts() leaves out what is hardly read", () => {
  assert.deepEqual(tagFacts([onPhoto([line("10-7", 0.6)])], READ), {});
  assert.deepEqual(tagFacts([onPhoto([])], READ), {});
  assert.deepEqual(tagFacts([], READ), {});
});

Deno.test("tagFacts() takes each fact from the photo that is surest of it", () => {
  const photos = [
    onPhoto([line("SISLEY", 0.9), line("100% COT0NE", 0.61)]),
    onPhoto([line("SISLEV", 0.7), line("100% LINO", 0.8)], "photo-2"),
  ];
  const { brand, material } = tagFacts(photos, READ);
  assert.deepEqual([brand?.value, brand?.photoId], ["Sisley", "photo-1"]);
  assert.deepEqual([material?.value[0]?.fibre, material?.photoId], ["linen", "photo-2"]);
});
