/** Limits of every page: no axe violation in either theme, no horizontal scroll on a phone, a bounded weight. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { pageKb } from "../bench/page_js.ts";
import { axeFindings } from "./support/axe.ts";
import { PHONE } from "./support/browser.ts";
import { moveIn, type Owner } from "./support/owner.ts";
import { isPage, pageAddresses } from "./support/page_addresses.ts";
import { openStage, type Stage } from "./support/stage.ts";

/** Markup, styles and scripts unpacked; photos and the face of the titles not counted. */
const PAGE_KB_MAX = 100;
/** Most JavaScript of a page, loader included, gzipped. */
const SCRIPT_KB_MAX = 20;

async function furnish(owner: Owner): Promise<void> {
  const form = new FormData();
  form.append("words", "blazer donna mango beige tg 42 ottime");
  form.append("box", "Scatola 1");
  await owner.send("/items/new", form);
}

async function visit(page: Page, { house }: Stage, path: string): Promise<void> {
  const answer = await page.goto(house.url + path);
  assert.equal(answer?.status(), 200, path);
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>("is-land")].every(({ dataset }) =>
      "awake" in dataset
    )
  );
}

async function weightKb(page: Page): Promise<number> {
  const bytes = await page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter(({ initiatorType, name }) =>
        /script|link|css|other/.test(initiatorType) && !/woff2|png|svg|manifest/.test(name)
      )
      .reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0) +
    (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).decodedBodySize
  );
  return bytes / 1000;
}

Deno.test("every page", async (t) => {
  const paths = await pageAddresses();
  assert.ok(paths.length > 15, paths.join(" "));
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await furnish(owner);
  const page = await stage.page({ viewport: PHONE, owner });
  for (const path of paths) {
    if (!await isPage(owner, path)) continue;
    await t.step(path, async () => {
      for (const scheme of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await visit(page, stage, path);
        assert.deepEqual(await axeFindings(page), [], `${path}, ${scheme}`);
      }
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= PHONE.width, `${path} is ${width} px wide`);
      const scriptKb = await pageKb(await owner.read(path));
      assert.ok(scriptKb < SCRIPT_KB_MAX, `${path} has ${scriptKb.toFixed(1)} KB of scripts`);
      const kb = await weightKb(page);
      assert.ok(kb < PAGE_KB_MAX, `${path} weighs ${kb.toFixed(0)} KB`);
    });
  }
});
