import assert from "node:assert/strict";
import sharp from "sharp";
import { createOcrReader, type OcrOptions } from "./ocr.ts";

const LABEL = await Deno.readFile(new URL("../testdata/label.png", import.meta.url));
const LABEL_LINES = [
  "BELLA MODA",
  "55% LINO 45% VISCOSA",
  "TAGLIA 42",
  "MADE IN ITALY",
  "Lavare a mano, non candeggiare",
  "ART. 7712/B",
];
const DENIM = "#3b5568";

/** A label sewn on a cloth, photographed at an angle. */
async function photo(degrees: number): Promise<Uint8Array<ArrayBuffer>> {
  const turned = await sharp(LABEL).rotate(degrees, { background: DENIM }).toBuffer();
  const cloth = sharp({
    create: { width: 1_400, height: 1_050, channels: 3, background: DENIM },
  });
  return new Uint8Array(await cloth.composite([{ input: turned }]).jpeg().toBuffer());
}

const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9%]/g, "");

Deno.test("readLines() reads a label in reading order, however it was held", async (t) => {
  await using reader = disposable();
  for (const degrees of [0, 90, 180, 270, 8, -12]) {
    await t.step(`turned by ${degrees}°`, async () => {
      const lines = await reader.readLines(await photo(degrees), AbortSignal.timeout(120_000));
      assert.deepEqual(lines.map(({ text }) => letters(text)), LABEL_LINES.map(letters));
      assert.ok(lines.every(({ confidence }) => confidence > 0.8));
    });
  }
});

Deno.test("readLines() keeps words apart", async () => {
  await using reader = disposable();
  const lines = await reader.readLines(await photo(0), AbortSignal.timeout(120_000));
  const words = lines.flatMap(({ text }) => text.split(" "));
  for (const word of ["55%", "LINO", "45%", "VISCOSA", "TAGLIA", "42", "ITALY"]) {
    assert.ok(words.includes(word), `${word} in ${words.join(" | ")}`);
  }
});

Deno.test("readLines() finds nothing on plain cloth", async () => {
  await using reader = disposable();
  const cloth = sharp({ create: { width: 800, height: 600, channels: 3, background: DENIM } });
  const picture = new Uint8Array(await cloth.jpeg().toBuffer());
  assert.deepEqual(await reader.readLines(picture, AbortSignal.timeout(120_000)), []);
});

Deno.test("readLines() stops when it is told to, and reads the next picture", async () => {
  await using reader = disposable();
  const stopping = new AbortController();
  const stopped = reader.readLines(await photo(0), stopping.signal);
  stopping.abort(new DOMException("enough", "AbortError"));
  await assert.rejects(stopped, { name: "AbortError" });
  const lines = await reader.readLines(await photo(0), AbortSignal.timeout(120_000));
  assert.equal(lines.length, LABEL_LINES.length);
});

Deno.test("the worker goes when nobody needs it, and comes back for the next picture", async () => {
  const came: string[] = [];
  const gone = Promise.withResolvers<void>();
  await using reader = disposable({
    idleMs: 1,
    told(what) {
      came.push(what);
      if (what === "ended") gone.resolve();
    },
  });
  const picture = await photo(0);
  await reader.readLines(picture, AbortSignal.timeout(120_000));
  await gone.promise;
  const lines = await reader.readLines(picture, AbortSignal.timeout(120_000));
  assert.equal(lines.length, LABEL_LINES.length);
  assert.deepEqual(came.slice(0, 3), ["started", "ended", "started"]);
});

Deno.test("readLines() refuses what is no picture", async () => {
  await using reader = disposable();
  const reading = reader.readLines(new Uint8Array([1, 2, 3]), AbortSignal.timeout(120_000));
  await assert.rejects(reading, { name: "Failure", key: "ai.picture_broken" });
});

function disposable(options?: OcrOptions) {
  const reader = createOcrReader(options);
  return { ...reader, [Symbol.asyncDispose]: () => reader.close() };
}
