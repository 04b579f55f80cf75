import assert from "node:assert/strict";
import type { Rectangle } from "./rectangle.ts";
import { cutLine, LINE_HEIGHT_PIXELS, readSteps } from "./recognition.ts";

const ALPHABET = ["A", "B", "%", " "];
const NONE = 0;

/** One step a letter; a letter's place in the alphabet, or NONE. */
function steps(places: number[], spaceAt: number[] = []): Float32Array {
  const classes = ALPHABET.length + 1;
  const data = new Float32Array(places.length * classes);
  places.forEach((place, step) => data[step * classes + place] = 0.9);
  spaceAt.forEach((step) => data[step * classes + classes - 1] = 0.05);
  return data;
}

Deno.test("readSteps() takes a letter seen twice once, and twice when there is nothing between", () => {
  assert.equal(readSteps(steps([1, 1, NONE, 2]), ALPHABET).text, "AB");
  assert.equal(readSteps(steps([1, NONE, 1]), ALPHABET).text, "AA");
});

Deno.test("readSteps() takes an inkling of a space between two letters for a space", () => {
  assert.equal(readSteps(steps([NONE, 1, NONE, 2, NONE], [0, 2, 4]), ALPHABET).text, "A B");
});

Deno.test("readSteps() keeps a share apart from its fibre", () => {
  assert.equal(readSteps(steps([3, 1]), ALPHABET).text, "% A");
});

Deno.test("readSteps() reads nothing from nothing", () => {
  assert.deepEqual(readSteps(steps([NONE, NONE]), ALPHABET), { text: "", confidence: 0 });
});

Deno.test("cutLine() turns a line that runs down the page", () => {
  // Black above, white below: read downwards, black is on the left.
  const width = 20, height = 120;
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => i < width * height * 3 / 2 ? 0 : 255,
  );
  const line: Rectangle = { centre: { x: 10, y: 60 }, width: 20, height: 120, angle: 0 };
  const down = cutLine({ data, width, height }, line, false);
  const middle = (LINE_HEIGHT_PIXELS / 2) * down.width;
  assert.equal(down.data[middle + 10], -1);
  assert.equal(down.data[middle + down.width - 10], 1);
  const up = cutLine({ data, width, height }, line, true);
  assert.equal(up.data[middle + 10], 1);
});
