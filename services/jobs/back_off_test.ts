import assert from "node:assert/strict";
import fc from "fast-check";
import { backOffMs } from "./back_off.ts";

Deno.test("backOffMs() doubles, stays between half and whole, and never exceeds 15 minutes", () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), chance, (attempt, random) => {
      const whole = Math.min(5_000 * 2 ** (attempt - 1), 15 * 60_000);
      const pause = backOffMs(attempt, () => random);
      assert.ok(pause >= whole / 2 && pause <= whole, `${pause} of ${whole}`);
    }),
  );
});
