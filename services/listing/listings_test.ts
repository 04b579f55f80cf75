import assert from "node:assert/strict";
import type { Item } from "../inventory/item.ts";
import { openTestDatabase } from "../store/testing.ts";
import { createListing, type ListingNeeds } from "./listings.ts";
import { factsOf, WARDROBE } from "./testing.ts";
import { PLAIN_VOICE } from "./voice.ts";

const item: Item = {
  id: "01ITEM",
  number: 231,
  state: "ready",
  facts: WARDROBE.blazer!.facts,
  origin: "own",
  photoCount: 0,
  createdAt: 0,
  updatedAt: 0,
};
const black: Item = { ...item, facts: { ...item.facts, ...factsOf({ colours: [1] }) } };

async function open(deps: Partial<ListingNeeds> = {}) {
  const opened = await openTestDatabase();
  const listing = createListing({
    db: opened.db,
    clock: opened.clock,
    photosOf: () => Promise.resolve([]),
    onSale: () => Promise.resolve([]),
    itemsSharingPhotos: () => Promise.resolve(new Set<string>()),
    evidenceFor: () => Promise.resolve(null),
    ownPages: [],
    ...deps,
  });
  return { listing, [Symbol.asyncDispose]: () => opened.close() };
}

Deno.test("draft() of a new item is composed from the facts and follows them", async () => {
  await using opened = await open();
  const first = await opened.listing.draft(item, "it");
  assert.equal(first.rev, 0);
  assert.equal(first.text.title, "Blazer Mango beige in misto lino, taglia M / 38");
  const second = await opened.listing.draft(black, "it");
  assert.equal(second.text.title, "Blazer Mango nero in misto lino, taglia M / 38");
});

Deno.test("save() keeps the seller's words when the facts change, and shows what they would say now", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  await opened.listing.save(item, "it", { ...text, title: "Il mio blazer" }, 0);
  const draft = await opened.listing.draft(black, "it");
  assert.equal(draft.text.title, "Il mio blazer");
  assert.match(draft.text.description, /nero/);
  assert.deepEqual(draft.differing, ["title"]);
  assert.equal(draft.composed.title, "Blazer Mango nero in misto lino, taglia M / 38");
  assert.equal(draft.outdated, true);
});

Deno.test("save() lets a field follow the facts again once its text equals the composed one", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  await opened.listing.save(item, "it", { ...text, title: "Il mio blazer" }, 0);
  await opened.listing.save(item, "it", text, 1);
  const draft = await opened.listing.draft(black, "it");
  assert.deepEqual(draft.edited, []);
  assert.match(draft.text.title, /nero/);
});

Deno.test("save() writes nothing over a newer version and returns that version", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  await opened.listing.save(item, "it", { ...text, title: "Dal telefono" }, 0);
  const result = await opened.listing.save(item, "it", { ...text, title: "Dal computer" }, 0);
  assert.equal(result.saved, false);
  assert.equal(!result.saved && result.theirs.text.title, "Dal telefono");
  assert.equal((await opened.listing.draft(item, "it")).text.title, "Dal telefono");
});

Deno.test("save() treats a repeated save as done", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  const mine = { ...text, title: "Il mio blazer" };
  await opened.listing.save(item, "it", mine, 0);
  const again = await opened.listing.save(item, "it", mine, 0);
  assert.equal(again.saved && again.draft.rev, 1);
});

Deno.test("of two concurrent saves one wins and the other gets the winner's draft", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  const results = await Promise.all(
    ["uno", "due"].map((title) => opened.listing.save(item, "it", { ...text, title }, 0)),
  );
  assert.deepEqual(results.map(({ saved }) => saved).toSorted(), [false, true]);
});

Deno.test("drafts of different languages are independent", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "it");
  await opened.listing.save(item, "it", { ...text, title: "Il mio blazer" }, 0);
  assert.equal((await opened.listing.draft(item, "de")).rev, 0);
});

Deno.test("saveVoice() changes the texts that are composed afterwards", async () => {
  await using opened = await open();
  assert.deepEqual(await opened.listing.voice(), PLAIN_VOICE);
  const signature = { ...PLAIN_VOICE.signature, it: "Anna" };
  await opened.listing.saveVoice({ ...PLAIN_VOICE, signature });
  await opened.listing.saveVoice({ ...PLAIN_VOICE, signature, hashtags: false });
  const { text } = await opened.listing.draft(item, "it");
  assert.match(text.description, /\nAnna$/);
  assert.deepEqual(text.hashtags, []);
});

Deno.test("review() combines draft, findings and next steps", async () => {
  const duplicate = { id: "other", number: 7, title: "Blazer", facts: {} };
  await using opened = await open({
    onSale: () => Promise.resolve([duplicate]),
    itemsSharingPhotos: () => Promise.resolve(new Set(["other"])),
    photosOf: () => Promise.resolve([{ warnings: ["blurred"] }]),
  });
  const { findings, completeness } = await opened.listing.review(item, "it", "it");
  assert.deepEqual(findings.map(({ rule }) => rule), [
    "duplicate",
    "photos_few",
    "photo_first_blurred",
  ]);
  assert.deepEqual(completeness.missing.map(({ key }) => key), [
    "listing.step_photos",
    "listing.step_price",
  ]);
});

Deno.test("review() stops asking for a translation once the seller wrote the text", async () => {
  await using opened = await open();
  const { text } = await opened.listing.draft(item, "de");
  const before = await opened.listing.review(item, "de", "it");
  assert.ok(before.findings.some(({ rule }) => rule === "untranslated_details"));
  await opened.listing.save(item, "de", {
    ...text,
    description: `${text.description} Ungefüttert.`,
  }, 0);
  const after = await opened.listing.review(item, "de", "it");
  assert.equal(after.findings.some(({ rule }) => rule === "untranslated_details"), false);
});
