import assert from "node:assert/strict";
import { decodeFileName } from "./file_name.ts";

const asHeader = (name: string) =>
  Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join("");

Deno.test("decodeFileName() reads UTF-8, percent-encoded, extended and plain names", () => {
  const cases: [header: string, name: string][] = [
    ["IMG_0001.HEIC", "IMG_0001.HEIC"],
    [asHeader("città €.jpg"), "città €.jpg"],
    ["citt%C3%A0%20%E2%82%AC.jpg", "città €.jpg"],
    ["UTF-8''citt%C3%A0.jpg", "città.jpg"],
    ["citt\xe0.jpg", "città.jpg"],
    ["50% off.jpg", "50% off.jpg"],
    ["100%zz.jpg", "100%zz.jpg"],
    ["%E0.jpg", "%E0.jpg"],
  ];
  for (const [header, name] of cases) assert.equal(decodeFileName(header), name, header);
});
