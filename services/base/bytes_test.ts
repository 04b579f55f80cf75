import assert from "node:assert/strict";
import { concatBytes, fromBase64Url, toBase64Url } from "./bytes.ts";

Deno.test("concatBytes() joins pieces in their order", () => {
  const joined = concatBytes([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
  assert.deepEqual([...joined], [1, 2, 3]);
});

Deno.test("toBase64Url() uses no character that addresses escape, and fromBase64Url() reads it", () => {
  const bytes = Uint8Array.of(0xfb, 0xff, 0xfe, 0x01);
  assert.equal(toBase64Url(bytes), "-__-AQ");
  assert.deepEqual(fromBase64Url("-__-AQ"), bytes);
});
