/** A plan of price cuts, followed: made on a phone, recorded with one tap, taken back, and put off. */
import assert from "node:assert/strict";
import { money } from "../../locales/format.ts";
import { translator } from "../../locales/mod.ts";
import { DAY_MS } from "../../services/base/time.ts";
import { PHONE } from "../support/browser.ts";
import { withFinger } from "../support/hands.ts";
import { moveIn, type Owner } from "../support/owner.ts";
import { openStage } from "../support/stage.ts";

const t = translator("it");
const euros = (amount: number) => money("it", { cents: amount * 100, currency: "EUR" });

/** Imports an item that has been on sale for a month. */
async function putOnSale(owner: Owner): Promise<void> {
  const item = {
    state: "listed",
    price: { cents: 30_00, currency: "EUR" },
    cost: { cents: 4_00, currency: "EUR" },
    listedAt: Date.now() - 30 * DAY_MS,
  };
  const answer = await owner.ask("/api/v1/items", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(item),
  });
  assert.equal(answer.status, 201, await answer.text());
}

Deno.test("a plan of cuts is made, followed with one tap, taken back and put off, on a phone", async () => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await putOnSale(owner);
  const page = await stage.page({ owner, viewport: PHONE });
  const hands = withFinger(page, stage.house.url);

  await hands.open("/cuts");
  await hands.sees(t("cuts.unplanned"));
  await hands.follow(["button", t("cuts.follow")]);
  await hands.sees(t("cuts.due", { count: 1 }));

  await hands.open("/items/1/cuts");
  await hands.sees(t("cuts.floor", { price: euros(7) }));
  await hands.write(["spinbutton", t("cuts.step")], "20");
  await hands.follow(["button", t("cuts.save")]);
  await hands.sees(t("cuts.plan_saved"));

  await hands.open("/cuts");
  await hands.write(["spinbutton", t("cuts.favourites")], "4");
  await hands.follow(["button", t("cuts.record", { price: euros(24) })]);
  await hands.sees(t("cuts.recorded", { price: euros(24) }));
  await hands.sees(t("cuts.nothing_due"));
  await hands.follow(["button", t("common.undo")]);
  await hands.sees(t("cuts.due", { count: 1 }));

  await hands.press(".menu > summary");
  await hands.follow(["button", t("cuts.pass")]);
  await hands.sees(t("cuts.later", { count: 1 }));
  await hands.sees(t("cuts.nothing_due"));
});
