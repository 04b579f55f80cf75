/** Forms as a person meets them: a field that is refused, the same form in two tabs, a button pressed three times. */
import assert from "node:assert/strict";
import { translator } from "../../locales/mod.ts";
import { axeFindings } from "../support/axe.ts";
import { DESKTOP, PHONE } from "../support/browser.ts";
import { withFinger, withMouse } from "../support/hands.ts";
import { moveIn, type Owner } from "../support/owner.ts";
import { openStage } from "../support/stage.ts";

const t = translator("it");

async function takeIn(owner: Owner, words: string): Promise<string> {
  const form = new FormData();
  form.append("words", words);
  return await owner.send("/items/new", form);
}

const focused = () => document.activeElement?.id ?? "";

Deno.test("a refused field comes back with all that was typed, and the keyboard stands in it", async (test) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await takeIn(owner, "felpa Nike blu tg M");

  for (const [viewport, handsOf] of [[PHONE, withFinger], [DESKTOP, withMouse]] as const) {
    const hands = handsOf(await stage.page({ owner, viewport }), stage.house.url);
    await test.step(`in the edit form, ${viewport.width} px wide`, async () => {
      await hands.open("/items/1/edit");
      await hands.write(["textbox", t("inventory.fact_flaws")], "un buco sul gomito");
      await hands.write(["textbox", t("items.price")], "dodici");
      await hands.follow(["button", t("common.save")]);
      await hands.sees(t("forms.refused", { count: 1 }));
      assert.equal(await hands.page.evaluate(focused), "price");
      const typed = await hands.page.$eval(
        "#flaws",
        (field) => (field as HTMLTextAreaElement).value,
      );
      assert.equal(typed, "un buco sul gomito");
      assert.deepEqual(await axeFindings(hands.page), []);
      const width = await hands.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} px`);
      await hands.write(["textbox", t("items.price")], "12");
      await hands.follow(["button", t("common.save")]);
      await hands.sees(t("common.saved"));
      await hands.sees("un buco sul gomito");
    });
    await test.step(`on the item's page, ${viewport.width} px wide`, async () => {
      await hands.open("/items/1");
      await hands.write("#ask-price", "dodici");
      await hands.follow("#price button[type=submit]");
      await hands.sees(t("forms.not_money", { value: "dodici" }));
      assert.equal(await hands.page.evaluate(focused), "ask-price");
      assert.deepEqual(await axeFindings(hands.page), []);
      await hands.write(["textbox", t("items.say_it")], "verde");
      await hands.follow(["button", t("items.understand")]);
      await hands.sees("Verde");
      assert.equal(await hands.page.evaluate(focused), "facts", "where the words were said");
    });
  }
});

Deno.test("what another tab has saved is shown beside the field, and nothing is overwritten unasked", async () => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await takeIn(owner, "felpa Nike blu tg M");
  const first = withMouse(await stage.page({ owner }), stage.house.url);
  const second = withMouse(await stage.page({ owner }), stage.house.url);
  for (const tab of [first, second]) await tab.open("/items/1/edit");
  await first.write(["combobox", t("items.box")], "Cantina");
  await first.write(["textbox", t("inventory.fact_model")], "Tech");
  await first.follow(["button", t("common.save")]);
  await second.write(["combobox", t("items.box")], "Soffitta");
  await second.write(["textbox", t("items.note")], "da stirare");
  await second.follow(["button", t("common.save")]);
  await second.sees(t("forms.stale", { count: 1 }));
  await second.sees(`${t("forms.theirs")} Cantina`);
  assert.equal(await second.page.evaluate(focused), "box");
  assert.deepEqual(await axeFindings(second.page), []);
  await second.follow(["button", t("forms.save_anyway")]);
  await second.sees(t("common.saved"));
  const page = await owner.read("/items/1");
  for (const kept of ["Soffitta", "Tech", "da stirare"]) assert.ok(page.includes(kept), kept);
});

Deno.test("a button that is pressed three times makes one thing", async () => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  const hands = withMouse(await stage.page({ owner }), stage.house.url);
  await hands.open("/items/new");
  await hands.write(["textbox", t("items.say_it")], "felpa Nike blu");
  await Promise.all([
    hands.page.waitForNavigation(),
    hands.page.$eval("main form button[type=submit]", (button) => {
      for (const _ of [1, 2, 3]) (button as HTMLButtonElement).click();
    }),
  ]);
  await hands.sees("Nike");
  assert.equal(new URL(hands.page.url()).pathname, "/items/1");
  assert.ok(!(await owner.read("/items")).includes("/items/2"));
});
