import assert from "node:assert/strict";
import { findLines, LINES_MAX, type Plane } from "./detection.ts";

function plane(width: number, height: number, at: (x: number, y: number) => number): Plane {
  const data = Float32Array.from(
    { length: width * height },
    (_, i) => at(i % width, i / width | 0),
  );
  return { data, width, height };
}

Deno.test("findLines() finds each line, the largest first, a little larger than its core", () => {
  const lines = findLines(plane(200, 100, (x, y) => {
    if (x >= 20 && x <= 60 && y >= 10 && y <= 16) return 0.9;
    if (x >= 20 && x <= 180 && y >= 50 && y <= 60) return 0.9;
    return 0;
  }));
  assert.equal(lines.length, 2);
  const [first, second] = lines as [(typeof lines)[number], (typeof lines)[number]];
  assert.deepEqual(first.centre, { x: 100, y: 55 });
  assert.ok(first.width > 160 && first.height > 10 && first.height < 40);
  assert.deepEqual(second.centre, { x: 40, y: 13 });
});

Deno.test("findLines() leaves out what is hardly text and what is a speck", () => {
  const doubtful = plane(60, 60, (x, y) => x > 10 && x < 50 && y > 10 && y < 20 ? 0.35 : 0);
  assert.deepEqual(findLines(doubtful), []);
  assert.deepEqual(findLines(plane(60, 60, (x, y) => x === 5 && y === 5 ? 1 : 0)), []);
});

Deno.test("findLines() gives up on a cloth full of print after so many lines", () => {
  const rows = plane(40, 1_600, (x, y) => x > 4 && x < 36 && y % 16 < 6 ? 1 : 0);
  assert.equal(findLines(rows).length, LINES_MAX);
});
