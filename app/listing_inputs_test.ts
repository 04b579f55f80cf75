import assert from "node:assert/strict";
import { priceRange } from "./listing_inputs.ts";
import { type Item, SELLER } from "../services/inventory/mod.ts";
import { fact, openTestInventory } from "../services/inventory/testing.ts";
import { openTestEvidence } from "../services/market/evidence/testing.ts";
import { syntheticMarket } from "../services/market/testing.ts";

async function shoes(): Promise<Item> {
  await using rooms = await openTestInventory();
  const facts = { ...fact("brand", "Nike"), ...fact("model", "Runner"), ...fact("condition", 2) };
  return (await rooms.inventory.create({ facts }, SELLER)).value;
}

Deno.test("priceRange() speaks only from enough evidence, and without what was struck out", async () => {
  await using market = await openTestEvidence();
  const item = await shoes();
  assert.equal(await priceRange(market.evidence, item), null);
  const { ids } = await market.take(...syntheticMarket(40, 0.3));
  const range = await priceRange(market.evidence, item);
  assert.ok(range && range.low.cents < 2200 && range.high.cents > 2200);
  for (const key of ids) await market.evidence.strike(item.id, key);
  assert.equal(await priceRange(market.evidence, item), null);
});
