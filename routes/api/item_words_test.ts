import assert from "node:assert/strict";
import { CreatedBody, HistoryBody, ItemBody, ReadWordsBody } from "./items_bodies.ts";
import { given, openTestApi, refused } from "./testing.ts";

Deno.test("the API reads words", async (t) => {
  await using api = await openTestApi();
  const { call } = api;

  await t.step("words make an item, and say what of them was understood", async () => {
    const words =
      "blazer Mango beige 42 ottime petto 50 lungo 51 macchia piccola sulla manica 18 euro pagato 3 lotto mercatino, da stirare";
    const body = { words, box: "A2", note: "di Anna", facts: { brand: "Zara" } };
    const made = await given(await call("POST", "/items", { body }), 201, CreatedBody.strict());
    const { facts, price, cost, box, note } = made;
    assert.equal(facts.category?.value, "women.blazers");
    assert.equal(facts.brand?.value, "Zara");
    assert.deepEqual(facts.measures?.value, { chest: 500, length: 510 });
    assert.deepEqual([price?.cents, cost?.cents, box], [1_800, 300, "A2"]);
    assert.equal(note, "di Anna\nda stirare");
    assert.equal(made.words?.note, "da stirare");
    const fields = made.words!.understood.map(({ field, words }) => `${field}: ${words}`);
    assert.ok(fields.includes("measures: petto 50, lungo 51"), fields.join("; "));
    assert.ok(fields.includes("lot: lotto mercatino"), fields.join("; "));
  });

  await t.step(
    "words are read into an item in one change, and the rest is added to its note",
    async () => {
      const item = await given(
        await call("POST", "/items", { body: { note: "a" } }),
        201,
        ItemBody,
      );
      const path = `/items/${item.number}`;
      const answer = await call("POST", `${path}/words`, {
        body: { words: "tods 38 lotto MERCATINO profuma di lavanda" },
      });
      const read = await given(answer, 200, ReadWordsBody.strict());
      assert.equal(read.item.facts.brand?.value, "Tod's");
      assert.equal(read.item.note, "a\nprofuma di lavanda");
      assert.equal(read.note, "profuma di lavanda");
      assert.deepEqual(read.understood, [
        { field: "brand", words: "tods" },
        { field: "size", words: "38" },
        { field: "lot", words: "lotto MERCATINO" },
      ]);
      const { entries } = await given(await call("GET", `${path}/history`), 200, HistoryBody);
      assert.equal(entries.length, 2);
      const headers = { "if-match": '"0"' };
      await refused(await call("POST", `${path}/words`, { body: { words: "blu" }, headers }), 409);
      await refused(await call("POST", `${path}/words`, { body: { words: " " } }), 400);
      await refused(await call("POST", `${path}/words`, { body: { words: "x".repeat(501) } }), 400);
    },
  );
});
