/** Accessibility (axe) of pages in states: log-in, many items, an item over its life, an import. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { tableOf } from "../bench/transfer.ts";
import { PAGE_ITEMS } from "../services/inventory/mod.ts";
import { axeFindings } from "./support/axe.ts";
import { DESKTOP, PHONE } from "./support/browser.ts";
import { listen } from "./support/events.ts";
import { moveIn, type Owner } from "./support/owner.ts";
import { intakeForm } from "./support/photographs.ts";
import { openStage, type Stage } from "./support/stage.ts";

const LINK = "https://www.vinted.it/items/4455667788";

async function assertClean(page: Page, { house }: Stage, path: string): Promise<void> {
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewport(viewport);
    for (const value of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.goto(house.url + path);
      assert.deepEqual(await axeFindings(page), [], `${path}, ${value}, ${viewport.width} px`);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${path} is ${width} px wide`);
  }
}

/** @returns the page of an import that waits for a decision */
async function imported(owner: Owner, rows: number): Promise<string> {
  const form = new FormData();
  form.append("file", new File([tableOf(rows)], "armadio.csv"));
  return (await owner.send("/import", form)).replace(/\/columns$/, "");
}

Deno.test("the door has nothing for axe to find, nor what is not there", async (t) => {
  await using stage = await openStage();
  const stranger = await stage.page();
  await t.step("the first run", () => assertClean(stranger, stage, "/setup"));
  const owner = await moveIn(stage.house);
  await t.step("the log-in", () => assertClean(stranger, stage, "/login"));
  const page = await stage.page({ owner });
  for (const path of ["/", "/items", "/items/77", "/nowhere"]) {
    await t.step(`${path} of an empty house`, () => assertClean(page, stage, path));
  }
});

Deno.test("an item as it goes, and an import as it goes, have nothing for axe to find", async (t) => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  const page = await stage.page({ owner });
  await using events = await listen(owner);
  await owner.send("/items/new", await intakeForm(1, "CAMICIA NIKE BLU TG M"));
  await events.next(({ state, title }) => state === "done" && /capo/.test(title));

  await t.step("with photos, read by a model", () => assertClean(page, stage, "/items/1"));
  await t.step("ready to copy, with photos", () => assertClean(page, stage, "/items/1/copy"));
  await owner.send("/items/1/listed", { link: LINK });
  await t.step("on sale", () => assertClean(page, stage, "/items/1"));
  await owner.send("/items/1/trash", {});
  await t.step("in the trash", () => assertClean(page, stage, "/items/1"));
  await t.step("the trash", () => assertClean(page, stage, "/items?trashed=true"));

  const path = await imported(owner, PAGE_ITEMS + 1);
  await t.step("the columns of a table", () => assertClean(page, stage, `${path}/columns`));
  await t.step("a table as it is read", () => assertClean(page, stage, path));
  await owner.send(`${path}/start`, {});
  await events.next(({ state, title }) => state === "done" && /Importo/.test(title));
  await t.step("what came of it", () => assertClean(page, stage, path));
  await t.step("a full list", () => assertClean(page, stage, "/items"));
  await t.step("a search with filters", () => assertClean(page, stage, "/items?box=Scatola%201"));
  await t.step("a grid", async () => {
    await page.goto(`${stage.house.url}/items/shape/grid`);
    await assertClean(page, stage, "/items");
  });
});
