/** A label that could be read in part only: what its item's page shows, and how the seller confirms it. */
import assert from "node:assert/strict";
import sharp from "sharp";
import { axeFindings } from "./support/axe.ts";
import { PHONE } from "./support/browser.ts";
import { listen } from "./support/events.ts";
import { moveIn } from "./support/owner.ts";
import { openStage } from "./support/stage.ts";

const LABEL = new URL("../services/ai/testdata/folded_composition.png", import.meta.url);
const CLOTH = "#3b5568";

/** The folded label on its side, on a cloth. */
async function photo(): Promise<Uint8Array<ArrayBuffer>> {
  const label = await sharp(await Deno.readFile(LABEL)).rotate(90, { background: CLOTH })
    .toBuffer();
  const cloth = sharp({ create: { width: 1_400, height: 1_050, channels: 3, background: CLOTH } });
  return new Uint8Array(await cloth.composite([{ input: label }]).jpeg().toBuffer());
}

Deno.test("a composition read in part is shown with its piece of the photo until it is confirmed", async () => {
  await using stage = await openStage();
  const owner = await moveIn(stage.house);
  await using events = await listen(owner);
  const form = new FormData();
  form.append("words", "camicia donna");
  form.append("photos", new File([await photo()], "etichetta.jpg"));
  await owner.send("/items/new", form);
  await events.next(({ state, title }) => state === "done" && /etichett/i.test(title));

  const page = await stage.page({ owner, viewport: PHONE });
  const sources = () =>
    page.$$eval(".fact-source", (marks) => marks.map((mark) => mark.textContent));
  await page.goto(`${stage.house.url}/items/1`);
  assert.ok((await sources()).includes("letta in parte: guarda"));
  const crop = await page.$eval(".photo-crop", (svg) => ({
    href: svg.querySelector("image")!.getAttribute("href"),
    isWiderThanHigh: svg.clientWidth > svg.clientHeight,
  }));
  assert.match(crop.href!, /^\/photos\/[^/]+\/display$/);
  assert.equal(crop.isWiderThanHigh, true);
  assert.deepEqual(await axeFindings(page), []);

  await owner.send("/items/1/confirm", { fact: "material" });
  await page.goto(`${stage.house.url}/items/1`);
  assert.equal((await sources()).includes("letta in parte: guarda"), false);
  assert.equal(await page.$(".photo-crop"), null);
});
