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

const untilTooLong = () => AbortSignal.timeout(120_000);

// One worker for all steps: each new one loads its networks again.
Deno.test("readLines() reads one picture after another", async (t) => {
  const started = Promise.withResolvers<void>();
  await using reader = disposable({
    told(what) {
      if (what === "started") started.resolve();
    },
  });

  await t.step("refuses what is no picture", async () => {
    const reading = reader.readLines(new Uint8Array([1, 2, 3]), untilTooLong());
    await assert.rejects(reading, { name: "Failure", key: "ai.picture_broken" });
  });

  await t.step("stops when it is told to, before its turn and while the worker reads", async () => {
    const picture = await photo(0);
    const error = new DOMException("enough", "AbortError");
    await assert.rejects(reader.readLines(picture, AbortSignal.abort(error)), error);
    const stopping = new AbortController();
    const stopped = reader.readLines(picture, stopping.signal);
    started.promise.then(() => stopping.abort(error));
    await assert.rejects(stopped, error);
  });

  for (const degrees of [0, 90, 180, 270, 8, -12]) {
    await t.step(`reads a label turned by ${degrees}° in reading order`, async () => {
      const lines = await reader.readLines(await photo(degrees), untilTooLong());
      assert.deepEqual(lines.map(({ text }) => letters(text)), LABEL_LINES.map(letters));
      assert.ok(lines.every(({ confidence }) => confidence > 0.8));
      if (degrees === 0) assertWordsApart(lines.flatMap(({ text }) => text.split(" ")));
    });
  }

  await t.step("finds nothing on plain cloth", async () => {
    const cloth = sharp({ create: { width: 800, height: 600, channels: 3, background: DENIM } });
    const picture = new Uint8Array(await cloth.jpeg().toBuffer());
    assert.deepEqual(await reader.readLines(picture, untilTooLong()), []);
  });
});

function assertWordsApart(words: readonly string[]): void {
  for (const word of ["55%", "LINO", "45%", "VISCOSA", "TAGLIA", "42", "ITALY"]) {
    assert.ok(words.includes(word), `${word} in ${words.join(" | ")}`);
  }
}

Deno.test("the worker ends when it is idle, and starts again for the next picture", async () => {
  const came: string[] = [];
  const gone = Promise.withResolvers<void>();
  await using reader = disposable({
    idleMs: 1,
    told(what) {
      came.push(what);
      if (what === "ended") gone.resolve();
    },
  });
  await reader.readLines(LABEL, untilTooLong());
  await gone.promise;
  const lines = await reader.readLines(LABEL, untilTooLong());
  assert.equal(lines.length, LABEL_LINES.length);
  assert.deepEqual(came.slice(0, 3), ["started", "ended", "started"]);
});

function disposable(options?: OcrOptions) {
  const reader = createOcrReader(options);
  return { ...reader, [Symbol.asyncDispose]: () => reader.close() };
}
