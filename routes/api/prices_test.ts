import assert from "node:assert/strict";
import { fact } from "../../services/inventory/testing.ts";
import { SELLER } from "../../services/inventory/mod.ts";
import { readingOf } from "../../services/market/evidence/testing.ts";
import { saidPrice } from "../../services/market/mod.ts";
import { syntheticMarket } from "../../services/market/testing.ts";
import { PriceBody } from "./price_bodies.ts";
import { given, openTestApi, refused, type TestApi } from "./testing.ts";

async function withShoes(api: TestApi): Promise<void> {
  const facts = { ...fact("brand", "Nike"), ...fact("category", "women.sneakers") };
  await api.house.services.inventory.create({ facts }, SELLER);
}

Deno.test("a script hears an item's price, leaves a listing out of it, and takes that back", async () => {
  await using api = await openTestApi();
  const { call, house: { services: { evidence, pricing, inventory } } } = api;
  await withShoes(api);
  const thin = await given(await call("GET", "/items/1/price"), 200, PriceBody);
  assert.ok(!thin.price.enough && thin.price.needed > thin.price.count);

  await evidence.take(readingOf(syntheticMarket(200, 0.3)));
  const whole = await given(await call("GET", "/items/1/price"), 200, PriceBody);
  const { price, struckOut, complete } = whole;
  const said = await pricing.appraise((await inventory.get(1)).value);
  assert.ok(price.enough && said.enough);
  assert.deepEqual([price.fair, price.count, struckOut], [said.fair, said.count, []]);
  assert.deepEqual([price.said.quick, complete], [saidPrice(said.quick), true]);

  const [{ key }] = price.rows as [typeof price.rows[0]];
  const out = await call("POST", "/items/1/price/struck-out", { body: { key } });
  const without = await given(out, 200, PriceBody);
  assert.deepEqual(without.struckOut, [key]);
  assert.ok(without.price.enough && without.price.rows.every((row) => row.key !== key));

  const path = `/items/1/price/struck-out/${encodeURIComponent(key)}`;
  const again = await given(await call("DELETE", path), 200, PriceBody);
  assert.deepEqual(again, whole);
});

Deno.test("a price that cannot be asked for, or a key that may not, is refused and changes nothing", async () => {
  await using api = await openTestApi();
  const { call, house } = api;
  await withShoes(api);
  await refused(await call("GET", "/items/7/price"), 404);
  for (const body of [{}, { key: "" }, { key: "it:".padEnd(500, "1") }, { key: "it:1", more: 1 }]) {
    await refused(await call("POST", "/items/1/price/struck-out", { body }), 400);
  }
  const key = await house.key(["read"]);
  await refused(
    await call("POST", "/items/1/price/struck-out", { body: { key: "it:1" }, key }),
    403,
  );
  const { struckOut } = await given(await call("GET", "/items/1/price", { key }), 200, PriceBody);
  assert.deepEqual(struckOut, []);
});
