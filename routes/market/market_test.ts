import assert from "node:assert/strict";
import { unavailable } from "../../services/base/errors.ts";
import { readCaptured } from "../../services/market/parsers/captured.ts";
import { type MarketHouse, openMarketHouse } from "../../tests/support/market_house.ts";

const MEGABYTE = 1024 * 1024;
const ITEM = "https://www.vinted.it/items/42-felpa-nike-grigia";
const SEARCH = "https://www.vinted.it/catalog?search_text=felpa&brand_ids[]=53";

const fixture = (name: string): string =>
  Deno.readTextFileSync(new URL(`../../services/market/testdata/${name}`, import.meta.url));

function form(text: string, ...files: readonly (readonly [string, BlobPart])[]): FormData {
  const body = new FormData();
  body.append("text", text);
  body.append("site", "it");
  for (const [name, content] of files) body.append("files", new File([content], name));
  return body;
}

/** Sends a form, and reads the page that it leads to. */
async function sent(house: MarketHouse, path: string, body: FormData | Record<string, string>) {
  const answer = await house.visit(path, body);
  assert.equal(answer.status, 303, await answer.clone().text());
  const next = answer.headers.get("location")!;
  return { next, text: await house.text(next) };
}

Deno.test("an empty market names three ways to begin, and files of all kinds come in at once", async () => {
  await using house = await openMarketHouse();
  const empty = await house.text("/market");
  for (const way of ["/market/capture", "/market/add", "/market/add#files"]) {
    assert.ok(empty.includes(`href="${way}"`), way);
  }
  const { text } = await sent(
    house,
    "/market/add",
    form(
      "",
      ["a.json", fixture("search_new.json")],
      ["b.html", fixture("catalogue_page.html")],
      ["c.csv", fixture("listings.csv")],
      ["d.txt", "just words"],
    ),
  );
  assert.match(text, /a\.json.*2 prezzi nuovi.*Uno in vetrina a pagamento.*Uno ripetuto/s);
  assert.match(text, /b\.html.*2 prezzi nuovi.*2 senza prezzo/s);
  assert.match(text, /d\.txt.*Qui dentro non ci sono annunci/s);
  const page = await house.text("/market");
  assert.match(page, /7 prezzi in casa/);
  assert.match(page, /Da file 7/);
  assert.match(await house.text("/market?q=scarpe"), /Scarpe corsa blu/);
  assert.doesNotMatch(await house.text("/market?q=gonna"), /Scarpe corsa blu/);
  assert.match(await house.text("/market?q=zzz"), /Nessun prezzo con queste parole/);
  assert.match(await house.text("/market?q=coat"), /30,00\sUSD.*circa [\d,]+\s€, cambio del/s);
});

Deno.test("fifty megabytes are refused in one sentence, and the files beside them come in", async () => {
  await using house = await openMarketHouse();
  const huge = new Blob(Array<string>(50).fill("[".repeat(MEGABYTE)));
  const files = [["a.csv", "title,price\na,1\n"], ["b.json", huge], [
    "c.csv",
    "title,price\nc,3\n",
  ]] as const;
  const { text } = await sent(house, "/market/add", form("", ...files));
  assert.match(text, /b\.json.*Il file supera i 32 MB: non l’ho letto/s);
  assert.equal(house.evidence.summary().total, 2);
});

Deno.test("what came in is let go in one tap and brought back in another; so is a whole way in", async () => {
  await using house = await openMarketHouse();
  await sent(house, "/market/add", form("", ["a.json", fixture("search_new.json")]));
  const [, forget] = /action="(\/market\/intakes\/\w+\/forget)"/.exec(await house.text("/market"))!;
  await sent(house, forget!, {});
  assert.equal(house.evidence.summary().total, 0);
  await sent(house, forget!.replace("forget", "remember"), {});
  assert.equal(house.evidence.summary().total, 2);

  const answer = await house.visit("/market/forget", { mode: "file" });
  assert.equal(house.evidence.summary().total, 0);
  const flash = decodeURIComponent(answer.headers.getSetCookie().join());
  const [, id] = /"action":"\/market\/remember","fields":\{"id":"([^"]+)"/.exec(flash)!;
  await sent(house, "/market/remember", { id: id! });
  assert.equal(house.evidence.summary().total, 2);
});

Deno.test("filters of a search that cannot be followed are named, and the link stays whole", async () => {
  await using house = await openMarketHouse();
  const pasted = "https://www.vinted.it/catalog?catalog[]=5&amp;material_ids[]=44";
  const { text } = await sent(house, "/market/add", form(pasted));
  assert.match(text, /Questo filtro del link non lo so seguire: materiale\./);
  assert.match(
    text,
    /href="https:\/\/www\.vinted\.it\/catalog\?catalog\[\]=5&amp;material_ids\[\]=44"/,
  );
  assert.match(text, /\/watches\/new\?link=[^"]*material_ids/);
  const known = await sent(house, "/market/add", form(SEARCH));
  assert.doesNotMatch(known.text, /non lo so seguire/);
});

Deno.test("a link of an item is noted as it was typed, and waits for the others", async () => {
  await using house = await openMarketHouse();
  const { next, text } = await sent(house, "/market/add", form(`Guarda ${ITEM} e ${SEARCH}`));
  assert.match(text, /value="felpa nike grigia"/);
  assert.doesNotMatch(text, /Cercalo su Vinted/);
  assert.match(text, /\/watches\/new\?link=https%3A%2F%2Fwww\.vinted\.it%2Fcatalog/);

  const typed = {
    link: ITEM,
    title: "Felpa Nike",
    brand: "nike",
    size: "M",
    condition: "2",
    rest: SEARCH,
  };
  const refused = await house.visit("/market/add/link", { ...typed, price: "boh" });
  assert.equal(refused.status, 422);
  const again = await refused.text();
  assert.match(again, /Manca il prezzo/);
  assert.match(again, /value="Felpa Nike"/);
  const noted = await sent(house, "/market/add/link", { ...typed, price: "18,50", kind: "sold" });
  assert.match(noted.next, /search_text/);
  const { sightings: [hoodie] } = await house.evidence.sightings();
  assert.deepEqual(hoodie?.observation.price, { cents: 18_50, currency: "EUR" });
  const { id, brand, condition, kind, mode, link } = hoodie!.observation;
  assert.deepEqual([id, brand, condition, kind, mode, link], [
    "42",
    "Nike",
    2,
    "sold",
    "link",
    "https://www.vinted.it/items/42",
  ]);
  assert.ok(next.startsWith("/market/add?text="));
});

Deno.test("links of other places are refused where they were pasted, and nothing is opened", async () => {
  await using house = await openMarketHouse();
  for (const link of ["http://192.168.1.1/items/42", "https://www.vinted.it@10.0.0.1/items/42"]) {
    const answer = await house.visit("/market/add", form(link));
    assert.equal(answer.status, 422);
    const text = await answer.text();
    assert.match(text, /Un link non è di un articolo o di una ricerca su Vinted/);
    assert.ok(text.includes(link), "it stands in the field to be mended");
  }
  const nothing = await house.visit("/market/add", form(""));
  assert.match(await nothing.text(), /Incolla un link o scegli un file/);
});

Deno.test("values typed for a link of another place come back, with the reason beside the link", async () => {
  await using house = await openMarketHouse();
  const answer = await house.visit("/market/add/link", {
    link: "https://example.com/items/42",
    title: "Felpa Nike",
    brand: "Nike",
    size: "M",
    condition: "2",
    price: "18,50",
    kind: "sold",
    rest: SEARCH,
  });
  assert.equal(answer.status, 422);
  const text = await answer.text();
  assert.match(text, /id="link-refused-error">Un link non è di un articolo/);
  for (const value of ["https://example.com/items/42", "Felpa Nike", "18,50"]) {
    assert.ok(text.includes(`value="${value}"`), value);
  }
  assert.match(text, /value="sold" checked/);
  assert.match(text, /search_text=felpa/, "the other links wait");
  assert.equal((await house.evidence.sightings()).sightings.length, 0);
});

Deno.test("what a phone shares lands on the page with its link found", async () => {
  await using house = await openMarketHouse();
  const shared: Record<string, string>[] = [
    { url: ITEM },
    { title: "Vinted", text: `Dai un'occhiata: ${ITEM}` },
  ];
  for (const given of shared) {
    const answer = await house.visit(`/market/share?${new URLSearchParams(given)}`);
    assert.equal(answer.status, 303);
    assert.match(await house.text(answer.headers.get("location")!), /felpa nike grigia/);
  }
  assert.match((await sent(house, "/market/share", { text: ITEM })).text, /felpa nike grigia/);
  const manifest = JSON.parse(
    await Deno.readTextFile(new URL("../../static/root/manifest-it.webmanifest", import.meta.url)),
  );
  assert.equal(manifest.share_target.action, "/market/share");
});

Deno.test("with look-ups on, a link is asked for; a refusal is said beside it", async () => {
  const asked: unknown[] = [];
  const state = {
    accepted: { at: 0, termsVersion: "1" },
    termsChanged: false,
    stopped: false,
    on: true,
    pausedUntil: null,
    usedToday: 0,
    budget: 60,
    browser: null,
    canary: null,
  };
  await using house = await openMarketHouse({
    state: () => Promise.resolve(state),
    startItem: (link) => Promise.resolve(void asked.push(link.url)).then(() => ({ jobId: "1" })),
    startSearch: () => Promise.reject(unavailable("market.not_forgotten")),
  });
  assert.match((await sent(house, "/market/add", form(ITEM))).text, /Cercalo su Vinted/);
  await sent(house, "/market/add/lookup", { link: ITEM, rest: "" });
  assert.deepEqual(asked, ["https://www.vinted.it/items/42"]);
  const refused = await house.visit("/market/add/lookup", { link: SEARCH, rest: "" });
  assert.equal(refused.status, 503);
  assert.match(await refused.text(), /role="alert"/);
});

Deno.test("a script in a title is only words on the page, and a link to elsewhere is no link", async () => {
  await using house = await openMarketHouse();
  const title = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`;
  const table = `title,price,link,brand\n"${
    title.replaceAll('"', '""')
  }",5,http://10.0.0.1/items/9,<b>\n`;
  const { text } = await sent(house, "/market/add", form("", [`${title}.csv`, table]));
  const page = await house.text("/market");
  for (const html of [text, page, await house.text(`/market?q=${encodeURIComponent(title)}`)]) {
    assert.doesNotMatch(html, /<script>alert|<img src=x|href="http:\/\/10\./);
  }
  assert.match(page, /&lt;script>alert\(1\)/);
});

Deno.test("the export runs in no spreadsheet and is read back as it was", async () => {
  await using house = await openMarketHouse();
  const titles = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", '"quoted"; felpa'];
  const rows = titles.map((title, i) =>
    `"${title.replaceAll('"', '""')}",${i + 1}.50,${i + 1},Rosso`
  );
  await sent(
    house,
    "/market/add",
    form("", ["a.csv", `title,price,id,color\n${rows.join("\n")}\n`]),
  );
  const answer = await house.visit("/market/export.csv");
  assert.match(answer.headers.get("content-disposition")!, /attachment/);
  const csv = await answer.text();
  for (const cell of csv.split(/[\r\n,]+/)) assert.doesNotMatch(cell, /^"?[=+@-]/, cell);
  const { observations } = readCaptured(csv, {
    seenAt: 0,
    mode: "file",
    country: "it",
    currency: "EUR",
  });
  const before = (await house.evidence.sightings()).sightings.map(({ observation }) => observation);
  const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
  assert.deepEqual(observations.toSorted(byId), before.toSorted(byId));
});

Deno.test("no stranger and no key sees the market", async () => {
  await using house = await openMarketHouse();
  const answer = await house.stranger("/market");
  assert.equal(answer.headers.get("location"), "/login?next=%2Fmarket");
  const key = await house.auth.tokens.create({ name: "x", scopes: ["capture"] });
  const headers = { authorization: `Bearer ${key}` };
  assert.equal((await house.stranger("/market", { headers })).status, 403);
  const forged = await house.stranger("/market/forget", {
    method: "POST",
    body: new URLSearchParams({ mode: "file" }),
    headers: { origin: "https://www.vinted.it" },
  });
  assert.equal(forged.status, 403);
});
