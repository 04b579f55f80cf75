import assert from "node:assert/strict";
import { makeKey, type MarketHouse, openMarketHouse } from "../../tests/support/market_house.ts";
import { openTestHouse } from "../../tests/support/whole_house.ts";

const SITE = "https://www.vinted.it";
const CATALOGUE = `${SITE}/catalog?search_text=scarpe`;
const MEGABYTE = 1024 * 1024;

const fixture = (name: string): string =>
  Deno.readTextFileSync(new URL(`../../services/market/testdata/${name}`, import.meta.url));

function handOver(house: MarketHouse, fields: Record<string, string>, headers: HeadersInit = {}) {
  return house.stranger("/capture", {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: SITE, "sec-fetch-site": "cross-site", ...headers },
  });
}

Deno.test("an open page hands over its prices with the key alone, and may take them back", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const [token] = await house.auth.tokens.list();
  assert.deepEqual(token?.scopes, ["capture"]);

  const page = fixture("open_catalogue.json");
  const answer = await handOver(house, { key, url: CATALOGUE, page });
  assert.equal(answer.status, 200);
  const html = await answer.text();
  assert.match(html, /4 prezzi raccolti/);
  assert.match(html, /Uno in vetrina a pagamento/);
  assert.equal(house.evidence.summary().byMode.capture, 4);

  const again = await handOver(house, { key, url: CATALOGUE, page }, {
    accept: "application/json",
  });
  assert.deepEqual(await again.json(), { said: "4 prezzi raccolti" });

  const [, intake] = /name="intake" value="(\w+)"/.exec(html)!;
  const undone = await house.stranger("/capture/undo", {
    method: "POST",
    body: new URLSearchParams({ key, intake: intake! }),
  });
  assert.match(await undone.text(), /4 prezzi dimenticati/);
  assert.equal(house.evidence.summary().total, 0);
});

Deno.test("the key of a button opens nothing else, and nothing else opens this door", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const page = fixture("open_catalogue.json");
  const reader = await house.auth.tokens.create({ name: "r", scopes: ["read", "write", "import"] });
  for (const wrong of ["", "vo_x", reader, "x".repeat(10_000)]) {
    assert.equal((await handOver(house, { key: wrong, url: CATALOGUE, page })).status, 401);
  }
  assert.equal((await house.visit("/capture", { url: CATALOGUE, page })).status, 401, "a session");
  const file = await house.intakes.receive("a.csv", new Blob(["title,price\na,1\n"]).stream(), {
    country: "it",
    currency: "EUR",
  });
  const undo = new URLSearchParams({ key, intake: file.id });
  const refused = await house.stranger("/capture/undo", { method: "POST", body: undo });
  assert.equal(refused.status, 403);
  assert.equal(house.evidence.summary().total, 1);
});

Deno.test("pages of other places, and what is too much or too often, are refused with a sentence", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const page = fixture("open_catalogue.json");
  const places = ["", "https://www.vinted.it.example.com/catalog", "http://10.0.0.1/", "file:///x"];
  for (const url of places) {
    const answer = await handOver(house, { key, url, page });
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /solo le pagine di Vinted/);
  }
  const deep = `{"items":${"[".repeat(MEGABYTE)}${"]".repeat(MEGABYTE)}}`;
  assert.match(
    await (await handOver(house, { key, url: CATALOGUE, page: deep })).text(),
    /annidato oltre ogni misura/,
  );
  const huge = new FormData();
  huge.append("key", key);
  huge.append("page", "x".repeat(9 * MEGABYTE));
  const answer = await house.stranger("/capture", { method: "POST", body: huge });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /troppo grande/);
  const extra = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f${n}`, ""]));
  const crowded = await handOver(house, { key, url: CATALOGUE, page, ...extra });
  assert.equal(crowded.status, 400);
  assert.match(await crowded.text(), /più di 200 campi/);
  assert.equal(house.evidence.summary().total, 0);

  let last = answer;
  for (let times = 0; times < 60 && last.status !== 429; times += 1) {
    last = await handOver(house, { key: "x", url: CATALOGUE, page: "" });
  }
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers.get("retry-after")) > 0);
  house.clock.advance(60_000);
  assert.equal((await handOver(house, { key, url: CATALOGUE, page })).status, 200);
});

/** The beginning of a body whose rest never comes; any attempt to read past it stays pending. */
function unfinished(text: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
  });
}

const MULTIPART = { "content-type": "multipart/form-data; boundary=b" };
const URLENCODED = { "content-type": "application/x-www-form-urlencoded" };
const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

Deno.test("a wrong or missing key is refused before the rest of the form is read", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const wrong = `vo_${"a".repeat(43)}`;
  const bodies: [HeadersInit, string][] = [
    [MULTIPART, part("key", wrong)],
    [MULTIPART, part("page", "x".repeat(2_000)) + part("key", key)],
    [MULTIPART, part("", "").repeat(100)],
    [URLENCODED, `key=${wrong}&page=x`],
    [URLENCODED, "=&".repeat(1_000) + `key=${key}&`],
  ];
  for (const path of ["/capture", "/capture/undo"]) {
    for (const [headers, text] of bodies) {
      const answer = await house.stranger(path, {
        method: "POST",
        headers,
        body: unfinished(text),
      });
      assert.equal(answer.status, 401, text.slice(0, 60));
    }
  }
});

Deno.test("a right key that comes in pieces lets the whole form in", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const page = fixture("open_catalogue.json");
  const fields = Object.entries({ key, url: CATALOGUE, page });
  const bodies: [HeadersInit, string][] = [
    [MULTIPART, fields.map(([name, value]) => part(name, value)).join("") + "--b--\r\n"],
    [URLENCODED, String(new URLSearchParams(fields))],
  ];
  for (const [headers, text] of bodies) {
    const bytes = new TextEncoder().encode(text);
    const pieces = [bytes.subarray(0, 7), bytes.subarray(7, 70), bytes.subarray(70)];
    const body = ReadableStream.from(pieces);
    const answer = await house.stranger("/capture", { method: "POST", headers, body });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /4 prezzi raccolti/);
  }
});

Deno.test("the userscript is given to who holds a key, with the key and this house's address in it", async () => {
  await using house = await openMarketHouse();
  const { key } = await makeKey(house);
  const path = "/capture/vinted-optimizer.user.js";
  const none = await house.stranger(path);
  assert.equal(none.headers.get("location"), "/market/capture");
  assert.equal((await house.stranger(`${path}?key=vo_x`)).status, 401);
  const answer = await house.stranger(`${path}?key=${key}`);
  assert.match(answer.headers.get("content-type")!, /javascript/);
  const script = await answer.text();
  assert.match(script, /^\/\/ ==UserScript==/);
  assert.equal(script.match(/\/\/ @match https:\/\/www\.vinted\.[a-z.]+\/\*/g)?.length, 27);
  assert.match(script, /\/\/ @connect 192\.168\.1\.7\n/);
  assert.ok(script.includes(`"base":"http://192.168.1.7:8000","key":"${key}"`));
});

Deno.test("in the whole app the key passes this door and no other", async () => {
  await using house = await openTestHouse();
  const key = await house.key(["capture"]);
  const page = fixture("open_catalogue.json");
  const answer = await house.fetch("/capture", {
    method: "POST",
    body: new URLSearchParams({ key, url: CATALOGUE, page }),
    headers: { origin: SITE, "sec-fetch-site": "cross-site", accept: "text/html" },
  });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /4 prezzi raccolti/);
  const headers = { authorization: `Bearer ${key}` };
  for (const path of ["/api/v1/items", "/market", "/settings/account"]) {
    assert.equal((await house.fetch(path, { headers })).status, 403, path);
  }
});
