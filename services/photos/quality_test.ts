import assert from "node:assert/strict";
import type { GreyImage } from "./grey.ts";
import { shortcomings } from "./quality.ts";

const grey = (value: (x: number, y: number) => number): GreyImage => ({
  width: 100,
  height: 100,
  pixels: Uint8Array.from({ length: 10_000 }, (_, i) => value(i % 100, Math.floor(i / 100))),
});
const SHARP = grey((x, y) => (x + y) % 7 < 3 ? 200 : 90);

Deno.test("shortcomings() has nothing to say of a sharp, bright, large photo", () => {
  assert.deepEqual(shortcomings({ width: 3000, height: 4000, grey: SHARP }), []);
});

Deno.test("shortcomings() names each by itself", () => {
  const soft = grey((x) => 80 + x);
  const night = grey((x, y) => (x + y) % 7 < 3 ? 60 : 5);
  assert.deepEqual(shortcomings({ width: 3000, height: 4000, grey: soft }), ["blurred"]);
  assert.deepEqual(shortcomings({ width: 3000, height: 4000, grey: night }), ["dark"]);
  assert.deepEqual(shortcomings({ width: 500, height: 4000, grey: SHARP }), ["small"]);
});
