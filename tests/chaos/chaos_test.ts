/** The short form of `deno task chaos`, and proof that its checks can fail. */
import assert from "node:assert/strict";
import { chanceOf } from "./chance.ts";
import { FAULTS } from "./faults.ts";
import { outOfOrder } from "./ledger.ts";
import { planOf } from "./plan.ts";
import type { Sent } from "./sender.ts";
import { SHORT } from "./sizes.ts";
import { runSuite } from "./suite.ts";
import { lineOf } from "./table.ts";

Deno.test("whatever is killed, frozen or in trouble: what was acknowledged is there once, in order", async () => {
  const outcomes = await runSuite({ sizes: SHORT, seed: 1, told: () => {} });
  const broken = outcomes.filter(({ broken }) => broken.length > 0).map(lineOf);
  assert.deepEqual(broken, []);
  const shown = new Set(outcomes.map(({ fault }) => fault));
  assert.deepEqual(FAULTS.filter(({ fault }) => !shown.has(fault)), []);
  const counts = new Map(outcomes.map(({ fault, counts }) => [fault, counts]));
  assert.equal(counts.get("webhooks")?.effects, SHORT.storm.webhooks);
  assert.ok(counts.get("webhooks")!["refused and retried"]! > 0, "the faults were felt");
  assert.ok(counts.get("replica")!["batches applied"]! > 1);
});

Deno.test("an order is broken only by what began after the other was acknowledged", () => {
  const message = (id: string, begun: number, acknowledged: number): Sent => ({
    ...{ sender: "generic", id, body: "" },
    ...{ begun, acknowledged },
  });
  const [first, beside, after] = [message("a", 1, 4), message("b", 2, 3), message("c", 5, 6)];
  assert.deepEqual(outOfOrder([beside, first, after]), []);
  assert.deepEqual(outOfOrder([first, beside, after]), []);
  assert.deepEqual(outOfOrder([after, first, beside]), ["generic:c"]);
});

Deno.test("a plan is the same for the same seed, and each part suffers each way", () => {
  const plan = planOf(chanceOf(7), 12, 10);
  assert.deepEqual(plan, planOf(chanceOf(7), 12, 10));
  assert.notDeepEqual(plan, planOf(chanceOf(8), 12, 10));
  assert.equal(new Set(plan.map(({ part, way }) => `${part} ${way}`)).size, 12);
});
