import assert from "node:assert/strict";
import { closetOf, closetPath, type ClosetQuery, goodNumber } from "./paths.ts";

const QUERIES: readonly ClosetQuery[] = [
  { page: 1 },
  { page: 12 },
  { kind: "women.blazers", page: 1 },
  { size: "w32-l34", page: 2 },
  { kind: "men.jeans", size: "38-40", page: 3 },
];

Deno.test("closetOf() reads what closetPath() writes, and each closet has one address", () => {
  for (const query of QUERIES) assert.deepEqual(closetOf(closetPath(query)), query);
  for (const path of ["/page/1", "/page/0", "/page/02", "/size/M", "/kind/", "/12", "/kind/a/b"]) {
    assert.equal(closetOf(path), null, path);
  }
});

Deno.test("goodNumber() knows an item by its number, whatever it was called", () => {
  assert.deepEqual(["/12", "/12-x", "/12-", "/x-12", "/12x", "/12/x"].map(goodNumber), [
    12,
    12,
    12,
    null,
    null,
    null,
  ]);
});
