import assert from "node:assert/strict";
import type { Facts, NewItem } from "../../services/inventory/mod.ts";
import { SELLER } from "../../services/inventory/mod.ts";
import { garment } from "../../services/photos/testing.ts";
import { openTestHouse, type TestHouse } from "../../tests/support/whole_house.ts";

const said = <V>(value: V) => ({
  value,
  source: "tag" as const,
  confidence: 0.4,
  at: 77_001,
  by: "ocr-reader",
});

/** Words that no stranger may ever read. */
const SECRETS = ["scatola-segreta", "nota-segreta", "12,34", "1234", "ocr-reader", "77001", "0.4,"];

const BLAZER: Facts = {
  category: said("women.blazers"),
  brand: said("Mango"),
  sizeLabel: said("M"),
  colours: said([4]),
  condition: said(2 as const),
  flaws: said(["un filo tirato"]),
};

interface OpenShop extends TestHouse {
  add(item?: NewItem): Promise<{ id: string; number: number }>;
  show(...ids: string[]): Promise<void>;
  text(path: string, init?: RequestInit): Promise<string>;
}

async function openShop(): Promise<OpenShop> {
  const house = await openTestHouse();
  const { inventory, shop } = house.services;
  await shop.saveSettings({
    on: true,
    name: "Armadio di Anna",
    words: { it: "Spedisco ogni giorno", en: "" },
    profileUrl: "https://www.vinted.it/member/1-anna",
  });
  return {
    ...house,
    async add(item = {}) {
      const { id, value } = await inventory.create({
        state: "listed",
        facts: BLAZER,
        price: { cents: 2_500, currency: "EUR" },
        cost: { cents: 1_234, currency: "EUR" },
        box: "scatola-segreta",
        note: "nota-segreta",
        listingUrl: "https://www.vinted.it/items/42-blazer",
        ...item,
      }, SELLER);
      return { id, number: value.number };
    },
    show: async (...ids) => void await shop.choose(ids, true),
    async text(path, init) {
      return await (await house.fetch(path, init)).text();
    },
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  };
}

Deno.test("the shop is 404 to the public until the seller opens it, and does not say whose it is", async () => {
  await using shop = await openShop();
  const { id } = await shop.add();
  await shop.show(id);
  const settings = shop.services.shop.settings();
  await shop.services.shop.saveSettings({ ...settings, on: false });
  for (const path of ["/shop", "/shop/1-blazer-mango-beige", "/shop/sitemap.xml"]) {
    const answer = await shop.fetch(path);
    assert.equal(answer.status, 404, path);
    assert.doesNotMatch(await answer.text(), /Anna|Mango|member/);
  }
  assert.equal(await shop.text("/robots.txt"), "User-agent: *\nDisallow: /\n");
});

Deno.test("an item is private until it is chosen, and then only while it is ready or listed", async () => {
  await using shop = await openShop();
  const { inventory } = shop.services;
  const { id } = await shop.add();
  const page = "/shop/1-blazer-mango-beige";
  const seen = async () =>
    (await shop.text("/shop")).includes("Mango") && (await shop.fetch(page)).status === 200;
  assert.equal(await seen(), false);
  await shop.show(id);
  assert.equal(await seen(), true);
  const leaving: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      "reserved",
      () => inventory.move(id, "reserved", SELLER),
      () => inventory.move(id, "listed", SELLER),
    ],
    ["sold", () => inventory.move(id, "sold", SELLER), () => inventory.move(id, "listed", SELLER)],
    [
      "in the trash",
      () => inventory.trash([id], SELLER),
      () => inventory.restore([id], SELLER),
    ],
    [
      "not chosen any more",
      () => shop.services.shop.choose([id], false),
      () => shop.services.shop.choose([id], true),
    ],
  ];
  for (const [why, leave, comeBack] of leaving) {
    await leave();
    // Not one more look at the store: the next answer is without it.
    assert.equal(shop.services.shop.shelf().goods.length, 0, why);
    assert.equal((await shop.fetch(page)).status, 404, why);
    assert.doesNotMatch(await shop.text("/shop") + await shop.text("/shop/sitemap.xml"), /ango/);
    await comeBack();
    await shop.services.shop.choose([id], true);
  }
  assert.equal(await seen(), true);
});

Deno.test("a private item is in no public byte, nor is what only the seller knows of a public one", async () => {
  await using shop = await openShop();
  const { photos, jobs } = shop.services;
  jobs.start();
  const shown = await shop.add({ facts: { ...BLAZER, brand: said("Zara") } });
  const hidden = await shop.add({ facts: { ...BLAZER, brand: said("Privatissima") } });
  for (const [{ id }, garb] of [[shown, 1], [hidden, 2]] as const) {
    const file = {
      name: "IMG_1.jpg",
      body: new Blob([Uint8Array.from(await garment(garb))]).stream(),
    };
    await photos.add(id, file);
  }
  await jobs.settled();
  await shop.show(shown.id);
  const [[photo], [secret]] = await Promise.all([photos.list(shown.id), photos.list(hidden.id)]);
  assert.ok(photo?.display && secret?.display && secret.thumb);

  const pages = ["/robots.txt"];
  for (const path of new Set(shop.services.shop.addresses().map(({ path }) => path))) {
    if (path !== "/robots.txt") pages.push(`/shop${path}`);
  }
  assert.ok(pages.includes(`/shop/images/${photo.display}.jpg`), pages.join(" "));
  let bytes = "";
  for (const path of pages) {
    for (const lang of ["it", "en"]) {
      const answer = await shop.fetch(`${path}?lang=${lang}`);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get("set-cookie"), null, path);
      const isImage = answer.headers.get("content-type")!.startsWith("image/");
      if (isImage) await answer.body?.cancel();
      else bytes += await answer.text();
    }
  }
  assert.match(bytes, /Zara/);
  assert.match(bytes, /un filo tirato/);
  const never = [...SECRETS, "Privatissima", secret.display, secret.thumb, photo.original, "IMG_1"];
  for (const word of [...never, shown.id, hidden.id]) {
    assert.ok(!bytes.includes(word), `${word} is public`);
  }
  for (const path of [`images/${secret.display}.jpg`, `images/${photo.original}.jpg`, "2", "2-x"]) {
    assert.equal((await shop.fetch(`/shop/${path}`)).status, 404, path);
  }
  await photos.remove(photo.id);
  assert.equal((await shop.fetch(`/shop/images/${photo.display}.jpg`)).status, 404);
});

Deno.test("what is answered depends on address and language alone; nobody is looked up, nothing is set", async () => {
  await using shop = await openShop();
  await shop.show((await shop.add()).id);
  const plain = await shop.fetch("/shop", { headers: { "accept-language": "en" } });
  const text = await plain.text();
  assert.match(text, /lang="en"/);
  assert.equal(plain.headers.get("vary"), "accept-language");
  assert.match(plain.headers.get("cache-control")!, /^public, max-age=\d\d$/);
  const variants: Record<string, string>[] = [
    { cookie: "session=x; flash=y" },
    { authorization: "Bearer vo_wrong" },
    { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  ];
  for (const more of variants) {
    const headers = { "accept-language": "en", ...more };
    const answer = await shop.fetch("/shop", { headers });
    assert.equal(answer.status, 200, JSON.stringify(more));
    assert.equal(answer.headers.get("set-cookie"), null);
    assert.equal(answer.headers.get("etag"), plain.headers.get("etag"));
    assert.equal(await answer.text(), text);
  }
  const etag = plain.headers.get("etag")!;
  const again = await shop.fetch("/shop?lang=en", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  for (const method of ["POST", "PUT", "DELETE"]) {
    const answer = await shop.fetch("/shop", { method });
    await answer.body?.cancel();
    assert.ok([303, 401, 403].includes(answer.status), `${method} ${answer.status}`);
  }
});

Deno.test("an item's page says to machines what it says to people, and what the seller wrote stays words", async () => {
  await using shop = await openShop();
  const brand = said("</script><script>alert(1)</script>");
  await shop.show((await shop.add({ facts: { ...BLAZER, brand } })).id);
  const [good] = shop.services.shop.shelf().goods;
  const text = await shop.text(`/shop/${good!.slug}?lang=en`);
  assert.doesNotMatch(text, /<script>/);
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(text)!;
  const data = JSON.parse(json!);
  assert.equal(data["@type"], "Product");
  assert.equal(data.brand.name, brand.value);
  assert.deepEqual(
    [data.offers.price, data.offers.priceCurrency, data.offers.availability, data.offers.url],
    ["25.00", "EUR", "https://schema.org/InStock", "https://www.vinted.it/items/42"],
  );
  assert.match(text, /<a[^>]+href="https:\/\/www\.vinted\.it\/items\/42"[^>]*>.*Buy on Vinted/);
  assert.match(text, /hreflang="it" href="http:\/\/localhost:8000\/shop\/[^"]+\?lang=it"/);
  assert.match(text, /<dd lang="it">un filo tirato/);
  assert.match(text, /property="og:title"/);

  const old = await shop.fetch("/shop/1-another-name?lang=en");
  await old.body?.cancel();
  assert.equal(old.status, 301);
  assert.equal(old.headers.get("location"), `/shop/${good!.slug}?lang=en`);
});

Deno.test("the closet is paged, and filtered by kind and size with addresses of their own", async () => {
  await using shop = await openShop();
  const ids = [];
  for (let at = 0; at < 26; at++) ids.push((await shop.add()).id);
  const jeans = {
    ...BLAZER,
    category: said("men.jeans"),
    sizeLabel: said("W32 L34"),
    size: said(1640),
  };
  ids.push((await shop.add({ facts: jeans })).id);
  await shop.show(...ids);
  const count = (text: string) => text.match(/<li><a href="\/shop\/\d/g)?.length ?? 0;
  assert.equal(count(await shop.text("/shop")), 24);
  assert.equal(count(await shop.text("/shop/page/2")), 3);
  assert.equal(count(await shop.text("/shop/kind/men.jeans")), 1);
  assert.equal(count(await shop.text("/shop/kind/women.blazers/size/m-38/page/2")), 2);
  assert.equal(count(await shop.text("/shop/size/w32-l34")), 1);
  for (
    const path of ["/shop/page/3", "/shop/page/1", "/shop/kind/women.dresses", "/shop/size/xs"]
  ) {
    assert.equal((await shop.fetch(path)).status, 404, path);
  }
  const sitemap = await shop.text("/shop/sitemap.xml");
  assert.equal(sitemap.match(/<url>/g)?.length, (2 + 27) * 2);
  const robots = await shop.text("/robots.txt");
  assert.match(robots, /Allow: \/shop\nDisallow: \/\n\nSitemap: http:\/\/localhost:8000\/shop\/s/);
});

Deno.test("the preview of a closed shop is the owner's alone", async () => {
  await using shop = await openShop();
  await shop.show((await shop.add()).id);
  const settings = shop.services.shop.settings();
  await shop.services.shop.saveSettings({ ...settings, on: false });
  const stranger = await shop.fetch("/settings/shop/preview/1-blazer-mango-beige");
  assert.equal(stranger.status, 303);
  assert.match(stranger.headers.get("location")!, /^\/login/);
});

Deno.test("the private note and the box change no page and no mark; a price changes its page and the lists", async () => {
  await using shop = await openShop();
  const { id } = await shop.add();
  await shop.show(id);
  const { shop: room, inventory } = shop.services;
  const before = { revision: room.revision(), addresses: room.addresses() };
  await inventory.save(id, { fields: { note: "un’altra nota", box: "B9" } }, SELLER);
  await room.choose([id], true);
  assert.deepEqual({ revision: room.revision(), addresses: room.addresses() }, before);
  await inventory.save(id, { fields: { price: { cents: 1_900, currency: "EUR" } } }, SELLER);
  await room.choose([id], true);
  assert.match(await shop.text("/shop"), /19,00/);
  const marks = new Map(before.addresses.map(({ path, mark }) => [path, mark]));
  const changed = room.addresses().filter(({ path, mark }) => marks.get(path) !== mark);
  assert.deepEqual(new Set(changed.map(({ sort }) => sort)), new Set(["list", "item"]));
});

Deno.test("a sample of the newcomer's wardrobe never stands in the shop", async () => {
  await using shop = await openShop();
  const { id } = await shop.add({ importKey: "sample-1" });
  await shop.show(id);
  assert.deepEqual(shop.services.shop.shelf().goods, []);
  assert.equal(shop.services.shop.isChosen(id), false);
});
