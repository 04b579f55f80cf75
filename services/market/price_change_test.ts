import assert from "node:assert/strict";
import { priceChange } from "./price_change.ts";
import { saidPrice } from "./said_price.ts";

const euros = (amount: number) => ({ cents: Math.round(100 * amount), currency: "EUR" });
const change = (price: number, fair: number) => priceChange(euros(price), euros(fair));

Deno.test("priceChange() lets cheap things sway by 20 %, up to 50 euro by 15 %, above by 10 %", () => {
  for (const [price, share] of [[5, 0.2], [9.5, 0.2], [10, 0.15], [50, 0.15], [60, 0.1]] as const) {
    for (const sign of [-1, 1]) {
      assert.equal(change(price, price * (1 + sign * share)), null, `${price} at ${share}`);
      const past = change(price, price * (1 + sign * (share + 0.01)));
      assert.ok(
        past !== null && Math.abs(past - sign * (share + 0.01)) < 0.002,
        `${price}: ${past}`,
      );
    }
  }
});

Deno.test("priceChange() has nothing to say between two currencies, nor of what costs nothing", () => {
  assert.equal(priceChange(euros(10), { cents: 90_00, currency: "PLN" }), null);
  assert.equal(change(0, 20), null);
});

Deno.test("saidPrice() says a price as sellers do, and never less than the marketplace takes", () => {
  const said = [0.4, 6.2, 9.8, 43.17, 127.9, 1_234].map((amount) => saidPrice(euros(amount)).cents);
  assert.deepEqual(said, [100, 600, 1000, 4300, 130_00, 1_230_00]);
});
