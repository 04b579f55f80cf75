import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { photosZip } from "./photos_zip.ts";

const photo = (position: number, bytes: number[]) => ({
  position,
  at: Date.UTC(2026, 0, 15, 9),
  stream: () => Promise.resolve(new Blob([new Uint8Array(bytes)]).stream()),
});

Deno.test("photosZip() stores the photos as they are, named by their order", async () => {
  const zip = Buffer.from(
    await new Response(photosZip([photo(1, [1, 2, 3]), photo(12, [4])])).arrayBuffer(),
  );
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06"));
  assert.equal(zip.readUInt16LE(end + 10), 2);
  let at = zip.readUInt32LE(end + 16);
  const names = [];
  for (let entry = 0; entry < 2; entry++) {
    assert.equal(zip.readUInt16LE(at + 10), 0, "stored");
    const length = zip.readUInt16LE(at + 28);
    names.push(zip.toString("utf8", at + 46, at + 46 + length));
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  assert.deepEqual(names, ["01.jpg", "12.jpg"]);
  assert.ok(zip.includes(Buffer.from([1, 2, 3])));
});

Deno.test("photosZip() leaves out a photo whose file is missing", async () => {
  const gone = { ...photo(1, []), stream: () => Promise.resolve(null) };
  const zip = Buffer.from(await new Response(photosZip([gone, photo(2, [4])])).arrayBuffer());
  assert.equal(zip.includes("01.jpg"), false);
  assert.equal(zip.includes("02.jpg"), true);
});
