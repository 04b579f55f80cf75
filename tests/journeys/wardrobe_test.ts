/** Keeping the wardrobe: many at once and back again, the trash, searches that are kept, the other language. */
import assert from "node:assert/strict";
import { type T, translator } from "../../locales/mod.ts";
import { type Hands, withMouse } from "../support/hands.ts";
import { moveIn, type Owner } from "../support/owner.ts";
import { openStage } from "../support/stage.ts";

const t = translator("it");
const en = translator("en");
const WORDS = ["felpa Nike blu tg M", "vestito Zara rosso tg S", "jeans Levi's 32 blu"];

async function fill(owner: Owner): Promise<void> {
  for (const words of WORDS) {
    const form = new FormData();
    form.append("words", words);
    form.append("box", "Cantina");
    await owner.send("/items/new", form);
  }
}

const chooseItem = (hands: Hands, number: number) =>
  hands.tick(["checkbox", t("items.choose", { number })]);

/** The folded menu of the bar that acts on the chosen ones. */
const unfold = (hands: Hands, name: string) => hands.press(["DisclosureTriangle", name]);

async function undo(hands: Hands, say: T = t): Promise<void> {
  await hands.follow(["button", say("common.undo")]);
  await hands.sees(say("common.undone"));
}

const shown = ({ page }: Hands) => page.$$eval("#chosen [data-row]", (rows) => rows.length);

Deno.test("the wardrobe, kept by hand", async (test) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await fill(owner);
  const hands = withMouse(await stage.page({ owner }), stage.house.url);

  await test.step("a search forgives, and its filters are kept under a name", async () => {
    await hands.open("/items?q=vestto");
    assert.equal(await shown(hands), 1);
    await hands.open("/items?q=felpa");
    await unfold(hands, t("items.filters"));
    await hands.write(["textbox", t("items.view_name")], "Felpe");
    await hands.follow(["button", t("items.save_view")]);
    await hands.sees(t("items.view_saved", { name: "Felpe" }));
    await hands.open("/items");
    assert.equal(await shown(hands), WORDS.length);
    await hands.follow(["link", "Felpe"]);
    assert.equal(await shown(hands), 1);
  });

  await test.step("two are moved at once, and one tap takes it back", async () => {
    await hands.open("/items");
    await chooseItem(hands, 1);
    await chooseItem(hands, 2);
    await unfold(hands, t("items.bulk_box"));
    await hands.write(["textbox", t("items.box")], "Soffitta");
    await hands.follow("button[name=kind][value=box]");
    await hands.sees(t("inventory.bulk_done", { changed: 2, refused: 0 }));
    await hands.sees(t("items.in_box", { box: "Soffitta" }));
    await undo(hands);
    assert.ok(!(await owner.read("/items")).includes(t("items.in_box", { box: "Soffitta" })));
  });

  await test.step("what is thrown away lies in the trash, and comes back", async () => {
    await hands.open("/items/3");
    await hands.follow(["button", t("items.to_trash")]);
    await hands.sees(t("items.trashed", { number: 3 }));
    assert.equal(await shown(hands), WORDS.length - 1);
    await hands.open("/items?trashed=true");
    await chooseItem(hands, 3);
    await hands.follow(["button", t("items.restore")]);
    await hands.open("/items");
    assert.equal(await shown(hands), WORDS.length);
  });

  await test.step("an edit is undone from the history", async () => {
    await hands.open("/items/1");
    await hands.write(["textbox", t("items.say_it")], "verde");
    await hands.follow(["button", t("items.understand")]);
    await hands.sees("Verde");
    await hands.follow(["link", t("items.history")]);
    await undo(hands);
    await hands.sees("Blu");
  });

  await test.step("the app speaks English, and Italian again", async () => {
    await hands.open("/settings/account");
    await hands.tick(["radio", t("auth.language_en")]);
    await hands.follow("#preferences button[type=submit]");
    await hands.sees(en("auth.preferences_saved"));
    await hands.open("/items");
    await hands.sees(en("items.title"));
    assert.equal(await hands.page.$eval("html", ({ lang }) => lang), "en");
    await hands.open("/settings/account");
    await hands.tick(["radio", en("auth.language_it")]);
    await hands.follow("#preferences button[type=submit]");
    await hands.sees(t("auth.preferences_saved"));
  });
});
