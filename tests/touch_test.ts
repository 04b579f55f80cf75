/** On a phone every control of every page is large enough to press and never under a fixed bar. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { PHONE } from "./support/browser.ts";
import { withFinger } from "./support/hands.ts";
import { moveIn } from "./support/owner.ts";
import { isPage, pageAddresses } from "./support/page_addresses.ts";
import { reachOf } from "./support/reachable.ts";
import { openStage } from "./support/stage.ts";

/** Sample items in several states: draft, ready, listed, sold. */
const SAMPLE_ITEMS = ["/items/2", "/items/5", "/items/6", "/items/8", "/items/10"];
/** An API reference made by a library. */
const NOT_OURS = new Set(["/api/v1/docs"]);

async function assertAllInReach(page: Page): Promise<void> {
  assert.deepEqual(await reachOf(page), { covered: [], small: [], sideways: 0 });
}

/** The boxes of two elements in the window. */
const overlaps = (page: Page, one: string, other: string) =>
  page.evaluate(
    (one, other) => {
      const [a, b] = [one, other].map((selector) =>
        document.querySelector(selector)!.getBoundingClientRect()
      );
      return a!.top < b!.bottom && b!.top < a!.bottom && a!.left < b!.right && b!.left < a!.right;
    },
    one,
    other,
  );

Deno.test("on a phone, every control of every page can be pressed, and no page scrolls sideways", async (t) => {
  const paths = (await pageAddresses()).filter((path) => !NOT_OURS.has(path));
  assert.ok(paths.length > 15, paths.join(" "));
  await using stage = await openStage();
  const owner = await moveIn(stage.house, { demo: true });
  const hands = withFinger(await stage.page({ viewport: PHONE, owner }), stage.house.url);
  const { page } = hands;
  for (const path of [...paths, ...SAMPLE_ITEMS]) {
    if (!await isPage(owner, path)) continue;
    await t.step(path, async () => {
      await hands.open(path);
      await assertAllInReach(page);
    });
  }

  await t.step("the bar for chosen items hides none of the others", async () => {
    await hands.open("/items");
    await hands.tick(".items li:first-child .choose");
    await assertAllInReach(page);
  });

  await t.step("what says that an action is done hides neither its button nor others", async () => {
    await hands.open("/items/5");
    await hands.write("#ask-price", "21");
    await hands.follow("#price button[type=submit]");
    assert.ok(await page.$("#flash"));
    assert.equal(await overlaps(page, "#flash", "#price button[type=submit]"), false);
    await assertAllInReach(page);
  });

  await t.step("the last words of the bar keep away from the edge of the screen", async () => {
    const right = await page.$eval(
      ".nav a:last-of-type span",
      (words) => words.getBoundingClientRect().right,
    );
    assert.ok(right <= PHONE.width - 8, `ends at ${right} px`);
  });

  await t.step("the tab key brings no control under the bar", async () => {
    await hands.open("/settings/alerts");
    const controls = await page.$$eval("main :is(a, button, input, select)", (all) => all.length);
    for (let tabs = 0; tabs < controls; tabs++) {
      await page.keyboard.press("Tab");
      const under = await page.evaluate(() => {
        const { activeElement: focused } = document;
        if (!focused?.closest("main")) return null;
        const bar = document.querySelector(".nav")!.getBoundingClientRect();
        const { bottom } = focused.getBoundingClientRect();
        return bottom > bar.top ? focused.outerHTML : null;
      });
      assert.equal(under, null);
    }
  });
});
