/** A price with its evidence, from a table of listings to a row struck out, with a finger. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { translator } from "../../locales/mod.ts";
import { DAY_MS } from "../../services/base/time.ts";
import { axeFindings } from "../support/axe.ts";
import { DESKTOP, PHONE } from "../support/browser.ts";
import { withFinger } from "../support/hands.ts";
import { moveIn } from "../support/owner.ts";
import { openStage, type Stage } from "../support/stage.ts";

const t = translator("it");
const PATH = "/items/1/price";
const MODELS = ["Air Force", "Air Max", "Dunk Low", "Blazer Mid", "Cortez"];
const COLOURS = ["bianche", "nere", "rosse", "verdi"];
const HEADER = "Titolo;Marca;Categoria;Condizioni;Prezzo;Visto";

/** Seen at this many days before today: the courses of prices begin somewhere. */
function table(daysAgo: number, cut = 0): string {
  const seen = new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  const rows = MODELS.flatMap((model, at) =>
    COLOURS.map((colour, more) =>
      `Nike ${model} ${colour};Nike;Sneakers;Ottime;${35 + 3 * at + 2 * more - cut};${seen}`
    )
  );
  return [HEADER, ...rows].join("\n");
}

async function furnish(stage: Stage) {
  const owner = await moveIn(stage.house);
  const item = new FormData();
  item.append("words", "sneakers donna Nike Air Force bianche ottime");
  item.append("price", "60");
  await owner.send("/items/new", item);
  for (const content of [table(6), table(1, 2)]) {
    const form = new FormData();
    form.append("text", "");
    form.append("site", "it");
    form.append("files", new File([content], "prezzi.csv"));
    await owner.send("/market/add", form);
  }
  return owner;
}

async function assertClean(page: Page, url: string): Promise<void> {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewport(viewport);
    for (const value of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.goto(url);
      assert.deepEqual(await axeFindings(page), [], `${value}, ${viewport.width} px`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${width} px wide`);
  }
}

Deno.test("a price is read, followed to its evidence and corrected by hand", async (test) => {
  await using stage = await openStage();
  const owner = await furnish(stage);
  const page = await stage.page({ owner, viewport: PHONE });
  const shown = await owner.read(PATH);
  for (const part of ["price.three", "price.rows_title", "price.over_time"] as const) {
    assert.ok(shown.includes(t(part)), part);
  }
  await test.step("nothing for axe to find, on a phone and a desk, in both themes", () =>
    assertClean(page, `${stage.house.url}${PATH}?rows=all`));

  await test.step("nor on the report of how far off the prices are", () =>
    assertClean(page, `${stage.house.url}/market/report`));

  await test.step("a row is struck out with a finger, and put back", async () => {
    const phone = await stage.page({ owner, viewport: PHONE });
    const hands = withFinger(phone, stage.house.url);
    await hands.open("/items/1");
    await hands.follow(["link", t("price.link")]);
    await hands.sees(t("price.pace_fair"));
    const rows = () => phone.$$eval(".evidence-rows tbody tr", (found) => found.length);
    const before = await rows();
    const [first] = await phone.$$(".evidence-act button");
    await Promise.all([phone.waitForNavigation(), first!.tap()]);
    await hands.sees(t("price.struck_by_you"));
    assert.equal(await rows(), before + 1, "the next one moves up");
    await hands.follow(["button", t("common.undo")]);
    assert.equal(await rows(), before);
  });
});
