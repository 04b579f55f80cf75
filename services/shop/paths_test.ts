import assert from "node:assert/strict";
import { closetPath, type ClosetQuery, parseClosetPath, parseItemNumber } from "./paths.ts";

const QUERIES: readonly ClosetQuery[] = [
  { page: 1 },
  { page: 12 },
  { kind: "women.blazers", page: 1 },
  { size: "w32-l34", page: 2 },
  { kind: "men.jeans", size: "38-40", page: 3 },
];

Deno.test("parseClosetPath() reads what closetPath() writes, and each closet has one address", () => {
  for (const query of QUERIES) assert.deepEqual(parseClosetPath(closetPath(query)), query);
  for (const path of ["/page/1", "/page/0", "/page/02", "/size/M", "/kind/", "/12", "/kind/a/b"]) {
    assert.equal(parseClosetPath(path), null, path);
  }
});

Deno.test("parseItemNumber() knows an item by its number, whatever it was called", () => {
  assert.deepEqual(["/12", "/12-x", "/12-", "/x-12", "/12x", "/12/x"].map(parseItemNumber), [
    12,
    12,
    12,
    null,
    null,
    null,
  ]);
});
