import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Locale, translator } from "../../locales/mod.ts";
import { createInventory, type Facts, type Item, SELLER } from "../../services/inventory/mod.ts";
import { createListing } from "../../services/listing/mod.ts";
import type { Photo } from "../../services/photos/mod.ts";
import { openTestDatabase } from "../../services/store/testing.ts";
import type { Env } from "../env.ts";
import { listingRoutes } from "./listing.tsx";
import { copyRoutes } from "./copy.tsx";
import { listingSettingsRoutes } from "../settings/listing.tsx";
import { answerProblem } from "../frame/problems.tsx";

const said = <V,>(value: V) => ({ value, source: "seller" as const, confidence: 1, at: 0 });
const FACTS: Facts = {
  category: said("women.blazers"),
  brand: said("Mango"),
  sizeLabel: said("M"),
  colours: said([4]),
  condition: said(2 as const),
};
const PHOTO = { id: "p1", itemId: "x", state: "ready", createdAt: 0, warnings: [] };

/** The pages of one item, on a real store. */
async function open(facts: Facts = FACTS) {
  const { db, clock, newId, close } = await openTestDatabase();
  const inventory = createInventory({ db, clock, newId });
  await inventory.ready;
  const listing = createListing({
    db,
    clock,
    photosOf: () => Promise.resolve([]),
    onSale: () => Promise.resolve([]),
    itemsSharingPhotos: () => Promise.resolve(new Set<string>()),
    evidenceFor: () => Promise.resolve(null),
    ownPages: [],
  });
  const photos = {
    list: () => Promise.resolve([PHOTO as unknown as Photo]),
    file: () =>
      Promise.resolve({
        sha: "",
        type: "image/jpeg",
        stream: () => Promise.resolve(new Blob(["jpeg"]).stream()),
      }),
  };
  const { value: item } = await inventory.create({ facts, origin: "own" }, SELLER);
  const app = new Hono<Env>();
  app.onError(answerProblem({ error: () => {}, warn: () => {}, info: () => {} } as never));
  app.use(async (c, next) => {
    const locale: Locale = "it";
    c.set("locale", locale);
    c.set("t", translator(locale));
    c.set("theme", "auto");
    c.set("assets", { script: "/assets/a.js", style: "/assets/a.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  const ai = { kept: () => Promise.resolve() };
  const services = { ai, inventory, listing, photos } as unknown as Parameters<
    typeof copyRoutes
  >[0];
  app.route("/items", listingRoutes(services));
  app.route("/items", copyRoutes(services));
  app.route("/settings/listing", listingSettingsRoutes(services));
  return {
    app,
    inventory,
    listing,
    item,
    at: (page: string) => `/items/${item.number}/${page}`,
    async [Symbol.asyncDispose]() {
      inventory.close();
      await close();
    },
  };
}

const form = (fields: Record<string, string>) => ({
  method: "POST",
  body: new URLSearchParams(fields),
});
const json = (body: unknown) => ({
  method: "PUT",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

async function edited(item: Item, listing: ReturnType<typeof createListing>) {
  const { text, rev } = await listing.draft(item, "it");
  return {
    language: "it",
    rev,
    title: text.title,
    description: text.description,
    hashtags: "#mango",
  };
}

Deno.test("the listing's page shows the text, what is missing, and findings with their fix", async () => {
  await using house = await open();
  const response = await house.app.request(house.at("listing"));
  assert.equal(response.status, 200);
  const html = await response.text();
  assert.match(html, /Blazer Mango beige, taglia M/);
  assert.match(html, /aggiungi 2 misure/);
  assert.match(html, /Non c’è nessuna foto/);
  assert.doesNotMatch(html, /listing\.\w+|style=/);
});

Deno.test("a save by JSON answers with the next revision and fresh findings", async () => {
  await using house = await open();
  const body = {
    ...await edited(house.item, house.listing),
    description: "Scrivimi a anna@example.com",
  };
  const response = await house.app.request(house.at("listing"), json(body));
  assert.equal(response.status, 200);
  const { saved, rev, extra } = await response.json();
  assert.deepEqual([saved, rev], [true, 1]);
  assert.deepEqual(
    extra.findings.map(({ at, fix }: { at: string; fix: { label: string } }) => [at, fix.label]),
    [
      ["description", "Togli"],
    ],
  );
});

Deno.test("a save by JSON on an old revision answers 409 with the other version", async () => {
  await using house = await open();
  const body = await edited(house.item, house.listing);
  await house.app.request(house.at("listing"), json({ ...body, title: "Dal telefono" }));
  const response = await house.app.request(
    house.at("listing"),
    json({ ...body, title: "Dal computer" }),
  );
  assert.equal(response.status, 409);
  const { saved, rev, theirs } = await response.json();
  assert.deepEqual([saved, rev, theirs.title], [false, 1, "Dal telefono"]);
});

Deno.test("without scripts the form saves, and a conflict shows both versions to choose from", async () => {
  await using house = await open();
  const { rev: _, ...body } = await edited(house.item, house.listing);
  const first = await house.app.request(
    house.at("listing"),
    form({ ...body, rev: "0", title: "Loro" }),
  );
  assert.equal(first.status, 303);
  const second = await house.app.request(
    house.at("listing"),
    form({ ...body, rev: "0", title: "Mio" }),
  );
  assert.equal(second.status, 409);
  const html = await second.text();
  assert.match(html, /name="mine_title" value="Mio"/);
  assert.match(html, />Loro</);
  const choice = { language: "it", rev: "1", mine_title: "Mio", choose_title: "mine" };
  const chosen = await house.app.request(house.at("listing/choice"), form(choice));
  assert.equal(chosen.status, 303);
  const { text } = await house.listing.draft(house.item, "it");
  assert.equal(text.title, "Mio");
  assert.equal(text.description, body.description);
});

Deno.test("without scripts a text that is too long comes back beside its sentence, unsaved", async () => {
  await using house = await open();
  const body = await edited(house.item, house.listing);
  const title = "t".repeat(501);
  const hashtags = Array.from({ length: 51 }, (_, at) => `#tag${at}`).join(" ");
  const response = await house.app.request(
    house.at("listing"),
    form({ ...body, rev: "0", title, hashtags, description: "Due bottoni di ricambio" }),
  );
  assert.equal(response.status, 422);
  const html = await response.text();
  assert.ok(html.includes(title));
  assert.match(html, />Due bottoni di ricambio</);
  assert.match(html, /#tag50/);
  assert.match(html, /id="title-error">Questo testo è troppo lungo/);
  assert.match(html, /id="hashtags-error">Al massimo 50 hashtag/);
  assert.doesNotMatch(html, /id="description-error"/);
  const { text } = await house.listing.draft(house.item, "it");
  assert.equal(text.title, body.title);
});

Deno.test("without scripts line ends come back as they were typed", async () => {
  await using house = await open();
  const { rev: _, ...body } = await edited(house.item, house.listing);
  const description = body.description.replaceAll("\n", "\r\n");
  await house.app.request(house.at("listing"), form({ ...body, rev: "0", description }));
  const { edited: own } = await house.listing.draft(house.item, "it");
  assert.equal(own.includes("description"), false);
});

Deno.test("a fix of the facts changes the item's condition", async () => {
  const flawed = { ...FACTS, condition: said(6 as const), flaws: said(["macchia"]) };
  await using house = await open(flawed);
  const id = "facts.new_with_flaws.";
  const response = await house.app.request(house.at("listing/fix?language=it"), form({ id }));
  assert.equal(response.status, 303);
  assert.equal((await house.inventory.get(house.item.number)).value.facts.condition?.value, 2);
});

Deno.test("the composed text is taken back at one tap", async () => {
  await using house = await open();
  const { rev: _, ...body } = await edited(house.item, house.listing);
  await house.app.request(house.at("listing"), form({ ...body, rev: "0", title: "Mio" }));
  await house.app.request(
    house.at("listing"),
    form({ ...body, rev: "1", title: "Mio", act: "take:title" }),
  );
  assert.equal(
    (await house.listing.draft(house.item, "it")).text.title,
    "Blazer Mango beige, taglia M / 38",
  );
});

Deno.test("the copy page has the fields in the form's order and warns of errors", async () => {
  await using house = await open();
  const html = await (await house.app.request(house.at("copy"))).text();
  const labels = [
    "Foto",
    "Titolo",
    "Descrizione",
    "Categoria",
    "Marca",
    "Taglia",
    "Condizioni",
    "Colori",
    "Materiale",
    "Prezzo",
    "Pacco",
  ];
  const places = labels.map((label) => html.indexOf(`>${label}<`));
  assert.deepEqual(places, places.toSorted((a, b) => a - b));
  assert.ok(places[0]! > 0);
  assert.match(html, /da correggere/);
  assert.doesNotMatch(html, /listing\.\w+|style=/);
});

Deno.test("the photos come as a ZIP named after the item", async () => {
  await using house = await open();
  const response = await house.app.request(house.at("photos.zip"));
  assert.equal(response.headers.get("content-type"), "application/zip");
  assert.match(response.headers.get("content-disposition")!, /"0001\.zip"/);
  assert.match(new TextDecoder().decode(await response.arrayBuffer()), /^PK.*01\.jpg.*jpeg/s);
});

Deno.test("an item is put on sale with its link, and not with another", async () => {
  await using house = await open();
  const wrong = await house.app.request(
    house.at("listed"),
    form({ link: "https://example.com/items/1" }),
  );
  assert.equal(wrong.status, 422);
  const link = "https://www.vinted.it/items/123-blazer?ref=share";
  const right = await house.app.request(house.at("listed"), form({ link }));
  assert.equal(right.status, 303);
  const { value } = await house.inventory.get(house.item.number);
  assert.deepEqual([value.state, value.listingUrl], ["listed", "https://www.vinted.it/items/123"]);
});

Deno.test("phrases and signature are saved and read back", async () => {
  await using house = await open();
  const fields = {
    seen: "hashtags=on",
    language: "it",
    phrases_it: "Spedisco domani.\r\n\r\nChiedi pure.",
    signature_it: "Anna",
  };
  assert.equal((await house.app.request("/settings/listing", form(fields))).status, 303);
  const voice = await house.listing.voice();
  assert.deepEqual(voice.phrases.it, ["Spedisco domani.", "Chiedi pure."]);
  assert.equal(voice.hashtags, false);
  assert.match(await (await house.app.request("/settings/listing")).text(), /Chiedi pure\./);
});

Deno.test("too many phrases are refused with a sentence", async () => {
  await using house = await open();
  const fields = { language: "it", phrases_it: "a\n".repeat(7) };
  const response = await house.app.request("/settings/listing", form(fields));
  assert.equal(response.status, 422);
});

Deno.test("an address without an item's number is not found", async () => {
  await using house = await open();
  assert.equal((await house.app.request("/items/abc/listing")).status, 404);
  assert.equal((await house.app.request("/items/99/copy")).status, 404);
});
