import assert from "node:assert/strict";
import fc from "fast-check";
import sharp from "sharp";
import { captureTime } from "./capture_time.ts";

const dated = (date: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
    .withExif({ IFD2: { DateTimeOriginal: date } });

Deno.test("captureTime() finds the camera's time in every format that carries EXIF", async () => {
  for (const format of ["jpeg", "png", "webp", "avif"] as const) {
    const file = await dated("2026:03:04 10:11:12").toFormat(format).toBuffer();
    assert.equal(captureTime(file), "2026-03-04T10:11:12", format);
  }
});

Deno.test("captureTime() says nothing where the camera's clock was never set", async () => {
  assert.equal(captureTime(await dated("0000:00:00 00:00:00").jpeg().toBuffer()), null);
  assert.equal(captureTime(new Uint8Array()), null);
});

Deno.test("captureTime() survives any damage", async () => {
  const whole = await dated("2026:03:04 10:11:12").jpeg().toBuffer();
  const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 });
  fc.assert(fc.property(edits, fc.nat(whole.length), (edits, length) => {
    const file = Uint8Array.from(whole.subarray(0, length));
    for (const [at, value] of edits) if (at < length) file[at] = value;
    assert.match(captureTime(file) ?? "", /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)?$/);
  }));
});
