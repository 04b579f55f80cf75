/** The main journey, from the first start to a listing that is on sale: with a mouse, a finger, the keyboard alone. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { translator } from "../../locales/mod.ts";
import { DESKTOP, PHONE } from "../support/browser.ts";
import { type Hands, withFinger, withKeyboard, withMouse } from "../support/hands.ts";
import { type Events, listen } from "../support/events.ts";
import { PASSPHRASE } from "../support/owner.ts";
import { LABELLED, photographs } from "../support/photographs.ts";
import { openStage, ownerOf, type Stage } from "../support/stage.ts";

const t = translator("it");
const PHOTOS = 3;
const LISTING = "4455667788";
const LINK = `https://www.vinted.it/items/${LISTING}-camicia?referrer=catalog`;

/** Hears both passes of the reading out, whatever the page does meanwhile. */
async function read(events: Events): Promise<void> {
  const passes = new Set([t("ai.job_tags"), t("ai.job_item")]);
  while (passes.size > 0) {
    passes.delete((await events.next(({ state }) => state === "done")).title);
  }
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function moveIn(hands: Hands, { house }: Stage): Promise<void> {
  await hands.open("/");
  assert.equal(new URL(hands.page.url()).pathname, "/setup");
  await hands.write(["textbox", t("auth.code")], house.setupCode!);
  await hands.write(["textbox", t("auth.passphrase")], PASSPHRASE);
  await hands.press(["checkbox", t("auth.demo")]);
  await hands.follow(["button", t("auth.create_owner")]);
  await hands.sees(t("items.empty"));
}

async function takeIn(hands: Hands, { folder, house }: Stage): Promise<void> {
  await using events = await listen(await ownerOf(hands.page, house));
  await hands.open("/items/new");
  await hands.write(["combobox", t("items.box")], "Scatola 7");
  await hands.give("input[type=file][multiple]", ...await photographs(folder, PHOTOS - 1));
  await hands.follow(["button", t("items.create")]);
  await read(events);
}

async function checkReading(hands: Hands, { ollama }: Stage): Promise<void> {
  await hands.sees(LABELLED.material);
  await hands.open("/items/1");
  assert.equal((await hands.page.$$("#photos li img")).length, PHOTOS);
  await hands.sees(LABELLED.article);
  await hands.sees(t("inventory.source_tag"));
  await hands.sees("Camici");
  assert.ok(ollama.chats.length > 0);
}

async function sayAndEdit(hands: Hands): Promise<void> {
  await hands.write(["textbox", t("items.say_it")], "Mango");
  await hands.follow(["button", t("items.understand")]);
  await hands.sees("Mango");
  await hands.sees(t("inventory.source_seller"));

  await hands.follow("#facts a[href$='/edit']");
  await hands.write("#measures input", "51,5");
  await hands.tick(["checkbox", t("items.no_flaws_seen")]);
  await hands.write(["textbox", t("items.price")], "18,50");
  await hands.follow(["button", t("common.save")]);
  await hands.sees(t("common.saved"));
  await hands.sees(t("items.no_flaws"));
}

async function writeListing(hands: Hands): Promise<string> {
  const { page } = hands;
  await hands.follow("a[href$='/listing']");
  await hands.write(["textbox", t("listing.field_title")], "CAMICIA DI LINO BELLISSIMA MANGO");
  await hands.sees(t("listing.lint_shouting"));
  await hands.press(["button", t("listing.fix_calm")]);
  await hands.until(
    (sentence) => !document.body.innerText.includes(sentence),
    t("listing.lint_shouting"),
  );
  await hands.sees(t("listing.saved"));
  const title = await page.$eval("#title", (field) => (field as HTMLInputElement).value);
  assert.notEqual(title, title.toUpperCase());
  return title;
}

async function copyAndList(hands: Hands, title: string): Promise<void> {
  const { page } = hands;
  await hands.follow("a[href*='/copy']");
  await hands.press(["button", t("listing.copy_title")]);
  await hands.sees(t("listing.copied"));
  assert.equal(await clipboard(page), title);
  await hands.press(["button", t("listing.copy_price")]);
  await hands.until(async () => (await navigator.clipboard.readText()).includes("18"));

  await hands.write(["textbox", t("listing.listed_link")], LINK);
  await hands.follow(["button", t("listing.listed_button")]);
  await hands.sees(t("inventory.state_listed"));
  assert.ok(await page.$(`a[href^="https://www.vinted.it/items/${LISTING}"]`));
}

const WAYS = [
  { with: "a mouse", viewport: DESKTOP, hands: withMouse },
  { with: "the keyboard alone", viewport: DESKTOP, hands: withKeyboard },
  { with: "a finger at 390 pixels", viewport: PHONE, hands: withFinger },
];

for (const way of WAYS) {
  Deno.test(`from the first start to a listing on sale, with ${way.with}`, async () => {
    await using stage = await openStage();
    const page = await stage.page({ viewport: way.viewport });
    await page.browserContext().overridePermissions(stage.house.url, [
      "clipboard-read",
      "clipboard-write",
      "clipboard-sanitized-write",
    ]);
    const hands = way.hands(page, stage.house.url);
    await moveIn(hands, stage);
    await takeIn(hands, stage);
    await checkReading(hands, stage);
    await sayAndEdit(hands);
    const title = await writeListing(hands);
    await copyAndList(hands, title);
  });
}
