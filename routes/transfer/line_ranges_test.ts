import assert from "node:assert/strict";
import { readLineRanges, withoutLines, writeLineRanges } from "./line_ranges.ts";

Deno.test("lines are read as people write them, and written back", () => {
  assert.deepEqual(readLineRanges(" 12, 40 - 55;7\n9–10 "), [[12, 12], [40, 55], [7, 7], [9, 10]]);
  assert.deepEqual(readLineRanges(""), []);
  for (const text of ["a", "3-1", "0", "1-2-3", "12345678"]) {
    assert.equal(readLineRanges(text), null);
  }
  assert.equal(writeLineRanges([[12, 12], [40, 55]]), "12, 40-55");
});

Deno.test("single lines are taken out of ranges", () => {
  assert.deepEqual(withoutLines([[2, 5], [9, 9]], [3, 9, 20]), [[2, 2], [4, 5]]);
});
