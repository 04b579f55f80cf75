import assert from "node:assert/strict";
import fc from "fast-check";
import { heifColourProfile, heifPixels } from "./heif.ts";

/**
 * 320 x 240 in Display P3, with GPS and EXIF orientation 6, and HEIF's own rotation by 270 degrees as phones
 * write it. Made from four coloured quarters: sharp wrote the JPEG, exiftool the GPS, libheif's `heif-enc -q 70`
 * the HEIC; the `irot` property, which that version does not write, was put into its boxes by hand.
 */
const turned = await Deno.readFile(new URL("testdata/turned.heic", import.meta.url));

Deno.test("heifPixels() reads the size before anything is unpacked", () => {
  assert.equal(heifPixels(turned), 320 * 240);
});

Deno.test("heifPixels() sees a bomb by its declared size", () => {
  const bomb = turned.slice();
  const at = new TextDecoder("latin1").decode(bomb).indexOf("ispe");
  new DataView(bomb.buffer).setUint32(at + 8, 20_000);
  new DataView(bomb.buffer).setUint32(at + 12, 20_000);
  assert.equal(heifPixels(bomb), 400_000_000);
});

Deno.test("heifColourProfile() finds the profile the phone wrote", () => {
  const profile = heifColourProfile(turned)!;
  assert.equal(new DataView(profile.buffer, profile.byteOffset).getUint32(0), profile.length);
  assert.equal(new TextDecoder().decode(profile.slice(36, 40)), "acsp");
});

Deno.test("heif readers survive any damage", () => {
  const damaged = fc.array(fc.tuple(fc.nat(turned.length - 1), fc.nat(255)), { maxLength: 20 })
    .chain((edits) => fc.nat(turned.length).map((length) => ({ edits, length })));
  fc.assert(fc.property(damaged, ({ edits, length }) => {
    const file = turned.slice(0, length);
    for (const [at, value] of edits) if (at < length) file[at] = value;
    assert.ok(heifPixels(file) >= 0);
    heifColourProfile(file);
  }));
});
