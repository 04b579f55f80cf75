import assert from "node:assert/strict";
import { photoKind } from "./kind.ts";

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const iso = (...brands: string[]) =>
  bytes(
    `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${
      brands.slice(1).join("")
    }`,
  );

Deno.test("photoKind() knows each format by its first bytes", () => {
  assert.equal(photoKind(bytes("\xff\xd8\xff\xe1..Exif")), "jpeg");
  assert.equal(photoKind(bytes("\x89PNG\r\n\x1a\n")), "png");
  assert.equal(photoKind(bytes("RIFF....WEBPVP8 ")), "webp");
  assert.equal(photoKind(iso("heic", "mif1", "heic")), "heic");
  assert.equal(photoKind(iso("avif", "mif1", "miaf")), "avif");
});

Deno.test("photoKind() tells AVIF from HEIC where both begin with the general brand", () => {
  assert.equal(photoKind(iso("mif1", "avif")), "avif");
  assert.equal(photoKind(iso("mif1", "heic", "hevc")), "heic");
});

Deno.test("photoKind() refuses films, pages, archives and next to nothing", () => {
  for (
    const text of ["", "\xff", "GIF89a", "%PDF-1.7", "<svg xmlns=", "PK\x03\x04", "RIFF....WAVE"]
  ) {
    assert.equal(photoKind(bytes(text)), null);
  }
  assert.equal(photoKind(iso("isom", "mp42")), null);
  assert.equal(photoKind(iso("qt  ")), null);
});
