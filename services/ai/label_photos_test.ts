/** Drawn labels, photographed on a cloth and read by the real reader: what becomes of them as facts. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { SELLER } from "../inventory/mod.ts";
import { createOcrReader } from "./adapters/ocr.ts";
import type { Picture, TagReader } from "./ports.ts";
import { openTestReaders } from "./testing.ts";

const CLOTH = "#3b5568";
const PHOTO = { width: 1_400, height: 1_050 };

/** The label on a cloth, turned clockwise. */
async function photographed(name: string, degrees = 0): Promise<Picture> {
  const label = await Deno.readFile(new URL(`./testdata/${name}.png`, import.meta.url));
  const turned = await sharp(label).rotate(degrees, { background: CLOTH }).toBuffer();
  const cloth = sharp({ create: { ...PHOTO, channels: 3, background: CLOTH } });
  return new Uint8Array(await cloth.composite([{ input: turned }]).jpeg().toBuffer());
}

// One worker for all steps: each new one loads its networks again.
Deno.test("facts are read from labels that were photographed on a cloth", async (t) => {
  await using reader = shared(createOcrReader());

  for (const degrees of [0, 90, 180] as const) {
    const name =
      "a composition whose first line is folded away is read in part, with its place in the photo";
    await t.step(`${name}, turned by ${degrees}°`, async () => {
      const picture = await photographed("folded_composition", degrees);
      await using house = await openTestReaders({ ocr: reader, pictures: [picture] });
      const { ai, jobs, item, facts } = house;
      await ai.startReading(item.id, ["tags"]);
      jobs.start();
      await jobs.settled();
      const { material } = await facts();
      assert.deepEqual(material?.value, [
        { fibre: "linen", percent: 25 },
        { fibre: "silk", percent: 5 },
      ]);
      assert.equal(material?.partial, true);
      assert.equal(material?.photoId, "photo-1");
      assert.equal(material?.place?.turn, degrees);
      await showsFoldedLine(picture, material!.place!);
    });
  }

  await t.step(
    "among sizes of several countries the European one is taken, also when the category comes later",
    async () => {
      const picture = await photographed("size_systems");
      await using house = await openTestReaders({ ocr: reader, pictures: [picture] });
      const { ai, jobs, inventory, item, facts } = house;
      await ai.startReading(item.id, ["tags"]);
      jobs.start();
      await jobs.settled();
      const read = await facts();
      assert.equal(read.sizeLabel?.value, "EUR 38 / US 6 / CN 165/88A");
      assert.equal(read.size, undefined);
      await inventory.save(item.id, { facts: { category: "women.blazers" } }, SELLER);
      const { size } = await facts();
      assert.equal(size?.value, 4);
      assert.equal(size?.source, "tag");
    },
  );
});

/** The same reader, for several services that would each close it. */
function shared(reader: TagReader): TagReader & AsyncDisposable {
  return { ...reader, close: () => Promise.resolve(), [Symbol.asyncDispose]: () => reader.close() };
}

/** The crop holds a piece of the label and of the fold above what was read: the darkest stripe of the label's paper. */
async function showsFoldedLine(
  picture: Picture,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Promise<void> {
  const area = {
    left: Math.round(x * PHOTO.width),
    top: Math.round(y * PHOTO.height),
    width: Math.round(width * PHOTO.width),
    height: Math.round(height * PHOTO.height),
  };
  const { data } = await sharp(picture).extract(area).raw().toBuffer({ resolveWithObject: true });
  const isFold = (at: number) =>
    Math.abs(data[at]! - 141) < 12 && Math.abs(data[at + 1]! - 131) < 12 &&
    Math.abs(data[at + 2]! - 113) < 12;
  const found = Array.from({ length: data.length / 3 }, (_, i) => i * 3).filter(isFold).length;
  assert.ok(found > 50, `${found} pixels of the fold`);
}
