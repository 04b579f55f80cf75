import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesToKey, keyToBytes, readKey } from "./key_bytes.ts";

const part = fc.oneof(
  fc.double({ noNaN: true }).map((number) => number === 0 ? 0 : number),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "\0", "\0\0", "\ufeffbom", "x\0y"),
);

Deno.test("a key comes back from its bytes", () => {
  fc.assert(fc.property(fc.array(part, { maxLength: 5 }), (key) => {
    assert.deepEqual(bytesToKey(keyToBytes(key)), key);
  }));
});

Deno.test("bytes that are no key are refused, whatever they are", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
    const key = readKey(bytes.toHex());
    if (key !== null) assert.deepEqual(bytesToKey(keyToBytes(key)), key);
    else assert.throws(() => bytesToKey(bytes), RangeError);
  }));
  for (const hex of ["ff00ff", "02", "0261", "0261ff", "01", "0100", "03", "02ff00", "xyz", "0"]) {
    assert.equal(readKey(hex), null, hex);
  }
});
