/** One sentence on a phone: read into an item, shown as what it was understood, taken back with one tap. */
import assert from "node:assert/strict";
import { translator } from "../../locales/mod.ts";
import { axeFindings } from "../support/axe.ts";
import { PHONE } from "../support/browser.ts";
import { type Hands, withFinger } from "../support/hands.ts";
import { moveIn } from "../support/owner.ts";
import { openStage } from "../support/stage.ts";

const t = translator("it");
const SENTENCE =
  "blazer Mango beige 42 ottime petto 50 lungo 51 macchia piccola sulla manica 18 euro pagato 3 scatola B profuma di lavanda";

const marked = ({ page }: Hands) =>
  page.$$eval(".marked-words mark", (marks) => marks.map(({ textContent }) => textContent));

async function isOnTheScreen({ page }: Hands): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "nothing reaches beyond the screen");
  assert.deepEqual(await axeFindings(page), []);
}

Deno.test("a sentence on a phone", async (test) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  const hands = withFinger(await stage.page({ owner, viewport: PHONE }), stage.house.url);

  await test.step("makes an item, and its page marks what was understood", async () => {
    await hands.open("/items/new");
    await hands.write(["textbox", t("items.say_it")], SENTENCE);
    await hands.follow(["button", t("items.create")]);
    await hands.sees(t("items.words_kept", { words: "profuma di lavanda" }));
    const words = await marked(hands);
    for (const one of ["Mango", "petto 50, lungo 51", "18 euro", "pagato 3", "scatola B"]) {
      assert.ok(words.includes(one), `${one} in ${words.join(" | ")}`);
    }
    await isOnTheScreen(hands);
  });

  await test.step("is added to an item that is known, and one tap takes it back", async () => {
    await hands.open("/items/1");
    assert.deepEqual(await marked(hands), []);
    await hands.write(["textbox", t("items.say_it")], "spalle 42 buco in tasca a 25");
    await hands.follow(["button", t("items.understand")]);
    await hands.sees(t("items.words_read", { count: 3, kept: "none" }));
    assert.deepEqual(await marked(hands), ["spalle 42", "buco in tasca", "a 25"]);
    await hands.sees("macchia piccola sulla manica; buco in tasca");
    await isOnTheScreen(hands);
    await hands.follow(["button", t("common.undo")]);
    await hands.sees(t("common.undone"));
    assert.ok(!(await owner.read("/items/1")).includes("buco in tasca"));
  });
});
