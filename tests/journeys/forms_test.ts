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

interface WrongForm {
  readonly path: string;
  /** Typed values by selector: first the refused field, then a valid one. */
  readonly typed: Readonly<Record<string, string>>;
  readonly submit: string;
}

const submitTo = (action: string) => `form[action="${action}"] button[type=submit]`;

const WRONG_FORMS: readonly WrongForm[] = [
  {
    path: "/settings/shop",
    typed: { "#profileUrl": "example.com/anna", "#words_it": "Spedisco il lunedì" },
    submit: submitTo("/settings/shop"),
  },
  {
    path: "/settings/listing",
    typed: { "#phrases_en": "one\n".repeat(9), "#signature_it": "Anna di Torino" },
    submit: submitTo("/settings/listing"),
  },
  {
    path: "/settings/ai",
    typed: { "#ceiling": "molto" },
    submit: submitTo("/settings/ai"),
  },
  {
    path: "/settings/ai",
    typed: { "#model": "../etc" },
    submit: submitTo("/settings/ai/models"),
  },
  {
    path: "/items/1/copy",
    typed: { "#link": "https://example.com/items/1" },
    submit: submitTo("/items/1/listed"),
  },
  {
    path: "/market/add",
    typed: { "#text": "https://example.com/items/1" },
    submit: submitTo("/market/add"),
  },
  {
    path: "/watches/new",
    typed: { "#limit": "molto", "#name": "Le Nike della Marta", "#text": "nike" },
    submit: submitTo("/watches"),
  },
  {
    path: "/lots",
    typed: { "#cost": "molto", "#name": "Mercatino di Porta Palazzo" },
    submit: submitTo("/lots"),
  },
];

Deno.test("every other form comes back as well, with the sentence at its field and all that was typed", async (test) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await takeIn(owner, "felpa Nike blu tg M");
  const hands = withFinger(await stage.page({ owner, viewport: PHONE }), stage.house.url);
  const { page } = hands;
  for (const { path, typed, submit } of WRONG_FORMS) {
    const [wrong = ""] = Object.keys(typed);
    await test.step(`${path}, ${wrong}`, async () => {
      await hands.open(path);
      for (const [field, text] of Object.entries(typed)) {
        await page.$eval(field, (element, text) => {
          element.closest("details")?.setAttribute("open", "");
          (element as HTMLInputElement).value = text;
        }, text);
      }
      const [answer] = await Promise.all([page.waitForNavigation(), page.tap(submit)]);
      assert.equal(answer?.status(), 422);
      for (const [field, text] of Object.entries(typed)) {
        const kept = await page.$eval(field, (element) => (element as HTMLInputElement).value);
        assert.equal(kept.trim(), text.trim(), field);
      }
      const described = await page.$eval(wrong, (field) => ({
        isInvalid: field.getAttribute("aria-invalid"),
        sentence: field.getAttribute("aria-describedby")!.split(" ")
          .filter((id) => id.endsWith("-error"))
          .map((id) => document.getElementById(id)?.textContent ?? "").join(""),
      }));
      assert.equal(described.isInvalid, "true");
      assert.notEqual(described.sentence, "");
      assert.deepEqual(await axeFindings(page), []);
    });
  }
});
