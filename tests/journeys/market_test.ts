/** Prices are captured without a request to the site: pasted, from a file, and from an open page. */
import assert from "node:assert/strict";
import { translator } from "../../locales/mod.ts";
import { PHONE } from "../support/browser.ts";
import { type Hands, withFinger, withKeyboard, withMouse } from "../support/hands.ts";
import { moveIn, PASSPHRASE } from "../support/owner.ts";
import { openStage, type Stage } from "../support/stage.ts";

const t = translator("it");
const LINK = "https://www.vinted.it/items/42-felpa-nike-grigia";
const CATALOGUE = "https://www.vinted.it/catalog?search_text=scarpe";
const TABLE =
  "Titolo;Prezzo;Marca;Taglia\nFelpa blu;12,50;Nike;M\nVestito;boh;Zara;S\nTop;9;Zara;S\n";

const fixture = new URL("../../services/market/testdata/live_catalogue.html", import.meta.url);

async function handsIn(
  stage: Stage,
  way: typeof withMouse,
  viewport?: typeof PHONE,
): Promise<Hands> {
  const owner = await moveIn(stage.house);
  return way(await stage.page({ owner, ...(viewport && { viewport }) }), stage.house.url);
}

Deno.test("a pasted link becomes a price, on a phone", async () => {
  await using stage = await openStage();
  const hands = await handsIn(stage, withFinger, PHONE);
  await hands.open("/market");
  await hands.sees(t("market.empty"));
  await hands.follow(["link", t("market.begin_paste_do")]);
  await hands.write(["textbox", t("market.add_links")], `Guarda ${LINK} su Vinted`);
  await hands.follow(["button", t("market.add")]);
  await hands.sees("felpa nike grigia");
  await hands.write(["textbox", t("market.typed_price", { currency: "EUR" })], "18,50");
  await hands.follow(["button", t("market.note_it")]);
  await hands.sees(t("market.summary", { count: 1 }));
  await hands.sees("18,50");
});

Deno.test("a seller's table comes in, is let go and brought back, by keyboard alone", async () => {
  await using stage = await openStage();
  const hands = await handsIn(stage, withKeyboard);
  const path = `${stage.folder}/prezzi.csv`;
  await Deno.writeTextFile(path, TABLE);
  await hands.open("/market/add");
  await hands.give("input[type=file]", path);
  await hands.follow(["button", t("market.add")]);
  await hands.sees(t("market.intake_added", { count: 2 }));
  await hands.sees(t("market.puzzle_no_price", { count: 1 }));
  await hands.follow(["button", t("common.undo")]);
  await hands.sees(t("market.empty"));
  await hands.follow(["button", t("common.undo")]);
  await hands.sees(t("market.summary", { count: 2 }));
});

Deno.test("an open page of the marketplace is collected by the bookmarklet, and taken back", async () => {
  await using stage = await openStage();
  const hands = await handsIn(stage, withMouse);
  await hands.open("/market/capture");
  await hands.follow(["button", t("market.capture_make")]);
  await hands.write(["textbox", t("auth.passphrase")], PASSPHRASE);
  await hands.follow(["button", t("auth.confirm")]);
  const bookmark = await hands.page.$eval("#bookmarklet", (link) => link.getAttribute("href")!);

  const site = await stage.page();
  await site.setRequestInterception(true);
  const body = await Deno.readTextFile(fixture);
  site.on("request", (request) => void request.respond({ contentType: "text/html", body }));
  await site.goto(CATALOGUE);
  const opened = site.browserContext().waitForTarget((one) =>
    one.url().startsWith(stage.house.url)
  );
  await site.evaluate(decodeURIComponent(bookmark.slice("javascript:".length)));
  const answer = withMouse((await (await opened).page())!, stage.house.url);
  await answer.sees(t("market.capture_collected", { count: 4 }));

  await hands.open("/market?q=nike");
  await hands.sees("Scarpe corsa blu, Brand: quasi nuove");
  assert.equal(await hands.page.$("script:not([src])"), null);
  await answer.follow(["button", t("common.undo")]);
  await answer.sees(t("market.forgotten", { count: 4 }));
  await hands.open("/market");
  await hands.sees(t("market.empty"));
});
