import assert from "node:assert/strict";
import { silentLogger } from "../base/log.ts";
import { openTestDatabase } from "../store/testing.ts";
import type { ItemChange, SourceItem } from "./item_source.ts";
import { createShop } from "./shop.ts";

const listed: SourceItem = {
  item: {
    id: "a",
    number: 1,
    state: "listed",
    facts: { category: { value: "women.blazers", source: "seller", confidence: 1, at: 1 } },
    price: { cents: 2_500, currency: "EUR" },
    listedAt: 1,
  },
  names: { it: "Blazer", en: "Blazer" },
  photos: [],
};
const sold: SourceItem = { ...listed, item: { ...listed.item, state: "sold" } };

/** A shop whose items are read slowly, as slowly as the test wants. */
async function open(stock: SourceItem | null = listed) {
  const database = await openTestDatabase();
  let tell: (news: readonly ItemChange[]) => void = () => {};
  const place = {
    stock,
    reads: 0,
    gate: null as Promise<void> | null,
    tell: (news: ItemChange) => tell([news]),
  };
  const shop = createShop({
    ...database,
    log: silentLogger,
    goods: {
      async read() {
        place.reads++;
        const read = place.stock;
        await place.gate;
        return read;
      },
      onNews(listener) {
        tell = listener;
        return () => tell = () => {};
      },
    },
  });
  await shop.ready;
  return {
    ...database,
    shop,
    place,
    numbers: () => shop.shelf().goods.map(({ number }) => number),
    async [Symbol.asyncDispose]() {
      await shop.close();
      await database.close();
    },
  };
}

Deno.test("what is sold while it is being read does not come back with what was read", async () => {
  await using room = await open();
  await room.shop.choose(["a"], true);
  assert.deepEqual(room.numbers(), [1]);
  const slow = Promise.withResolvers<void>();
  room.place.gate = slow.promise;
  // A change of its price is being read; before it is through, it is sold.
  room.place.tell({ itemId: "a", item: listed.item });
  room.place.stock = sold;
  room.place.tell({ itemId: "a", item: sold.item });
  assert.deepEqual(room.numbers(), [], "at once");
  slow.resolve();
  await room.shop.choose(["a"], true);
  assert.deepEqual(room.numbers(), []);
});

Deno.test("what is taken out while it is being read for the first time never stands in the shop", async () => {
  await using room = await open();
  const slow = Promise.withResolvers<void>();
  const seen: number[][] = [];
  room.shop.onChange(() => seen.push(room.numbers()));
  const written = () => new Promise<void>((done) => room.db.onChange(() => done()));
  const put = room.shop.choose(["a"], true);
  // The question whether it may be shown is through; what is slow is the reading of what to show.
  room.place.gate = slow.promise;
  await written();
  const [taken] = [room.shop.choose(["a"], false), await written()];
  slow.resolve();
  await Promise.all([put, taken]);
  assert.deepEqual(seen, []);
});

Deno.test("what cannot be read is not shown, rather than shown as it was", async () => {
  await using room = await open();
  await room.shop.choose(["a"], true);
  const broken = Promise.withResolvers<void>();
  room.place.gate = broken.promise;
  room.place.tell({ itemId: "a" });
  broken.reject(new Error("disk"));
  await room.shop.choose([], true);
  assert.deepEqual(room.numbers(), []);
});

Deno.test("what has no price or no category, and what is a sample, is refused with the reasons", async () => {
  const { price: _price, ...unpriced } = listed.item;
  const bare = { ...unpriced, facts: {} };
  for (
    const [stock, obstacles] of [
      [{ ...listed, item: unpriced }, ["no_price"]],
      [{ ...listed, item: { ...unpriced, price: { cents: 0, currency: "EUR" } } }, ["no_price"]],
      [{ ...listed, item: { ...listed.item, facts: {} } }, ["no_category"]],
      [{ ...listed, item: bare }, ["no_price", "no_category"]],
      [null, ["sample"]],
    ] as const
  ) {
    await using room = await open(stock);
    const chosen = await room.shop.choose(["a"], true);
    assert.deepEqual(chosen, { changed: [], refused: [{ itemId: "a", obstacles }] });
    assert.deepEqual([room.numbers(), room.shop.isChosen("a")], [[], false]);
  }
});

Deno.test("what loses its price leaves the shop at once, and is back with the next one", async () => {
  await using room = await open();
  assert.deepEqual(await room.shop.choose(["a"], true), { changed: ["a"], refused: [] });
  const { price: _, ...item } = listed.item;
  room.place.stock = { ...listed, item };
  room.place.tell({ itemId: "a", item });
  assert.deepEqual(room.numbers(), []);
  room.place.stock = listed;
  room.place.tell({ itemId: "a", item: listed.item });
  await room.shop.choose([], true);
  assert.deepEqual(room.numbers(), [1]);
});

Deno.test("an item that is gone for good is forgotten; one that is back on sale is back", async () => {
  await using room = await open();
  await room.shop.choose(["a"], true);
  room.place.stock = sold;
  room.place.tell({ itemId: "a", item: sold.item });
  assert.deepEqual(room.numbers(), []);
  room.place.stock = listed;
  room.place.tell({ itemId: "a", item: listed.item });
  await room.shop.choose(["a"], true);
  assert.deepEqual(room.numbers(), [1]);
  room.place.stock = null;
  room.place.tell({ itemId: "a", item: null });
  await room.shop.choose([], true);
  assert.deepEqual([room.numbers(), room.shop.isChosen("a")], [[], false]);
});

Deno.test("a restart finds the same shop, and an item that nobody chose is never even read", async () => {
  await using room = await open();
  await room.shop.saveSettings({ on: true, name: "Anna", words: { it: "", en: "" } });
  await room.shop.choose(["a"], true);
  const again = createShop({
    db: room.db,
    clock: room.clock,
    log: silentLogger,
    goods: { read: () => Promise.resolve(listed), onNews: () => () => {} },
  });
  await again.ready;
  assert.deepEqual(again.shelf().goods, room.shop.shelf().goods);
  assert.equal(again.settings().name, "Anna");
  await again.close();
  const { reads } = room.place;
  room.place.tell({ itemId: "b", item: { ...listed.item, id: "b", number: 2 } });
  await room.shop.choose([], true);
  assert.equal(room.place.reads, reads);
});

Deno.test("the profile's link leads to the marketplace or is refused", async () => {
  await using room = await open();
  const settings = { on: true, name: "", words: { it: "", en: "" } };
  for (
    const profileUrl of [
      "https://evil.example/member/1",
      "http://www.vinted.it/member/1",
      "https://www.vinted.it.evil.example/",
      "https://user@www.vinted.it/",
      "javascript:alert(1)",
    ]
  ) {
    const saving = room.shop.saveSettings({ ...settings, profileUrl });
    await assert.rejects(saving, /bad_settings/, profileUrl);
  }
  const profileUrl = "https://www.vinted.co.uk/member/1-anna";
  await room.shop.saveSettings({ ...settings, profileUrl });
  assert.equal(room.shop.settings().profileUrl, profileUrl);
});
