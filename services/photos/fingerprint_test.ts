import assert from "node:assert/strict";
import fc from "fast-check";
import { bands, distance, fingerprint, SAME_SHOT_BITS } from "./fingerprint.ts";
import type { GreyImage } from "./grey.ts";

const print = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) =>
  bits.toString(16).padStart(16, "0")
);
const image = (
  width: number,
  height: number,
  grey: (x: number, y: number) => number,
): GreyImage => ({
  width,
  height,
  pixels: Uint8Array.from(
    { length: width * height },
    (_, i) => grey((i % width) / width, Math.floor(i / width) / height),
  ),
});

Deno.test("fingerprint() is the same at every size and brightness", () => {
  const waves = (x: number, y: number) => 100 + 60 * Math.sin(9 * x + 4 * y) * Math.cos(7 * y);
  const large = fingerprint(image(480, 360, waves));
  assert.ok(distance(large, fingerprint(image(120, 90, waves))) <= 2);
  assert.ok(distance(large, fingerprint(image(480, 360, (x, y) => waves(x, y) * .8))) <= 2);
});

Deno.test("fingerprint() tells rising from falling brightness in all its bits", () => {
  assert.equal(fingerprint(image(90, 80, (x) => 255 * x)), "0000000000000000");
  assert.equal(fingerprint(image(90, 80, (x) => 255 * (1 - x))), "ffffffffffffffff");
});

Deno.test("bands() of the same shot have at least one in common", () => {
  const flips = fc.uniqueArray(fc.nat(63), { maxLength: SAME_SHOT_BITS });
  fc.assert(fc.property(print, flips, (a, places) => {
    const changed = places.reduce((bits, at) => bits ^ (1n << BigInt(at)), BigInt(`0x${a}`));
    const b = changed.toString(16).padStart(16, "0");
    assert.equal(distance(a, b), places.length);
    const mine = new Set(bands(a).map(String));
    assert.ok(bands(b).some((band) => mine.has(String(band))));
  }));
});
