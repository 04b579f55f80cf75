/** F6: how long home waits before it dials again, whatever chance says. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { redialMs, type TunnelProblem } from "./tunnel_client.ts";
import { SECOND_MS } from "../base/time.ts";

const chance = fc.double({ min: 0, max: 1, noNaN: true });

Deno.test("F6 back-off: while a relay may just be starting again, home is back within 2 s", () => {
  fc.assert(fc.property(fc.nat(59), chance, (attempt, random) => {
    assert.ok(redialMs(attempt, "lost", () => random) < 2 * SECOND_MS);
  }));
});

Deno.test("F6 back-off: never twice as long as before or more, never longer than half a minute, never at once", () => {
  fc.assert(fc.property(fc.nat(100_000), chance, (attempt, random) => {
    const ms = redialMs(attempt, "unreachable", () => random);
    assert.ok(ms > 50 && ms <= 30 * SECOND_MS);
    assert.ok(redialMs(attempt + 1, "unreachable", () => random) >= ms);
  }));
});

Deno.test("F6 back-off: at most one attempt a second on average, from the first minute on", () => {
  for (const minutes of [1, 10, 60]) {
    let [ms, attempts] = [0, 0];
    for (; ms < minutes * 60 * SECOND_MS; attempts++) ms += redialMs(attempts, "lost", () => 0.5);
    assert.ok(attempts <= minutes * 60, `${attempts} in ${minutes} min`);
  }
});

Deno.test("F6 back-off: homes that lost one relay together do not come back together", () => {
  const [early, late] = [0, 1].map((random) => redialMs(10, "lost", () => random)) as [
    number,
    number,
  ];
  assert.ok(late - early > SECOND_MS);
});

const HOPELESS: readonly TunnelProblem[] = [
  "wrong_key",
  "other_version",
  "not_a_relay",
  "replaced",
];
for (const problem of HOPELESS) {
  Deno.test(`F15 back-off: ${problem} needs somebody at home; it is tried slowly, and goes on being tried`, () => {
    fc.assert(fc.property(fc.nat(1_000), chance, (attempt, random) => {
      const ms = redialMs(attempt, problem, () => random);
      assert.ok(ms >= 30 * SECOND_MS && ms <= 60 * SECOND_MS);
    }));
  });
}
