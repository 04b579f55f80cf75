import assert from "node:assert/strict";
import { DAY_MS } from "../../base/time.ts";
import { keyOf, type Observation } from "../observation.ts";
import { NOW, observation, syntheticMarket } from "../testing.ts";
import type { Seen } from "./evidence.ts";
import { EVIDENCE_KEPT_MS, FORGOTTEN_KEPT_MS } from "./letting_go.ts";
import { openTestEvidence, readingOf, searchFor } from "./testing.ts";

const euros = (amount: number) => ({ cents: amount * 100, currency: "EUR" });
const at = (day: number, changes: Partial<Observation> = {}) =>
  observation({ seenAt: NOW + day * DAY_MS, ...changes });
const wanted = { title: "Nike runner", brand: "Nike", category: "shoes", currency: "EUR" };

Deno.test("take() keeps one sighting a listing, with each of its prices from when it was first seen", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(at(0, { price: euros(30) }));
  await take(at(1, { price: euros(30) }));
  const cheaper = await take(at(2, { price: euros(25) }));
  assert.deepEqual(
    [cheaper.added, cheaper.again, cheaper.priceChanged, cheaper.ids],
    [0, 1, 1, ["it:1"]],
  );
  const sighting = await evidence.get("it:1");
  assert.equal(sighting?.firstSeen, NOW);
  assert.equal(sighting?.lastSeen, NOW + 2 * DAY_MS);
  assert.deepEqual(sighting?.prices, [
    { at: NOW, price: euros(30) },
    { at: NOW + 2 * DAY_MS, price: euros(25) },
  ]);
  assert.equal(evidence.summary().total, 1);
});

Deno.test("take() puts an older file into the past, and leaves what is known of today", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(at(0, { price: euros(25), size: "40" }));
  await take(at(-9, { price: euros(30), size: "41" }));
  const sighting = await evidence.get("it:1");
  assert.equal(sighting?.observation.size, "40");
  assert.equal(sighting?.firstSeen, NOW - 9 * DAY_MS);
  assert.deepEqual(sighting?.prices.map(({ price }) => price.cents), [3000, 2500]);
});

Deno.test("take() lets a source that says less not make the house forget what it knew", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(at(0, { materials: ["leather"], size: "40" }));
  const { size: _size, ...bare } = at(1);
  await take(bare);
  const known = (await evidence.get("it:1"))?.observation;
  assert.deepEqual([known?.materials, known?.size], [["leather"], "40"]);
});

Deno.test("the same file taken twice changes nothing, and does not grow the evidence", async () => {
  await using house = await openTestEvidence();
  const { db, evidence, take } = house;
  const listings = syntheticMarket(250, 0.3);
  assert.equal((await take(...listings)).added, 250);
  const before = evidence.appraise(wanted);
  const written: number[] = [];
  db.onChange((changes) => void written.push(changes.length));
  const again = await take(...listings);
  assert.deepEqual([again.added, again.again, written], [0, 250, []]);
  assert.deepEqual(evidence.appraise(wanted), before);
});

Deno.test("onSeen() tells what is new and what it cost before, and nothing that is older than what is known", async () => {
  await using house = await openTestEvidence();
  const told: Seen[][] = [];
  house.evidence.onSeen(() => Promise.reject(new Error("stumbles")));
  const stop = house.evidence.onSeen((seen) => void told.push([...seen]));
  await house.take(at(0, { price: euros(30) }));
  await house.take(at(1, { price: euros(20) }), at(1, { id: "2" }));
  await house.take(at(-3, { price: euros(50) }));
  stop();
  await house.take(at(4));
  const brief = told.map((seen) =>
    seen.map(({ key, before, first }) => [key, before?.cents, first])
  );
  assert.deepEqual(brief, [
    [["it:1", undefined, true]],
    [["it:1", 3000, false], ["it:2", undefined, true]],
  ]);
});

Deno.test("what a whole search holds no longer is gone at the second absence, and back when it is seen", async () => {
  await using house = await openTestEvidence();
  const { evidence, clock } = house;
  const source = { search: searchFor("nike"), complete: true };
  const look = async (...ids: string[]) => {
    clock.advance(DAY_MS);
    const seen = ids.map((id) => observation({ id, seenAt: clock.now() }));
    await evidence.take(readingOf(seen), source);
  };
  const goneOf = async (id: string) => (await evidence.get(`it:${id}`))?.gone;
  await look("1", "2");
  await look("1");
  assert.equal(await goneOf("2"), undefined);
  // What may be missing for another reason counts for nothing.
  await evidence.take(readingOf([]), { ...source, complete: false });
  await evidence.take({ ...readingOf([]), notUnderstood: { no_price: 1 } }, source);
  await evidence.take({ ...readingOf([]), promoted: ["it:1", "it:2"] }, source);
  await look("1");
  assert.equal(await goneOf("2"), undefined);
  await look("1");
  assert.deepEqual(await goneOf("2"), { at: clock.now(), how: "gone" });
  assert.equal(await goneOf("1"), undefined);
  await look("1", "2");
  assert.equal(await goneOf("2"), undefined);
});

Deno.test("only a source that says so makes a listing sold", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(at(0), at(0, { id: "2" }));
  await take(at(3, { kind: "sold" }));
  await evidence.recordGone("it:2", "gone", NOW + DAY_MS);
  await evidence.recordGone("it:2", "sold", NOW + 2 * DAY_MS);
  await evidence.recordGone("it:2", "gone", NOW + 3 * DAY_MS);
  await evidence.recordGone("it:nobody", "gone", NOW);
  assert.deepEqual((await evidence.get("it:1"))?.gone, { at: NOW + 3 * DAY_MS, how: "sold" });
  assert.deepEqual((await evidence.get("it:2"))?.gone, { at: NOW + 2 * DAY_MS, how: "sold" });
  assert.deepEqual([evidence.summary().asking, evidence.summary().sold], [1, 1]);
});

Deno.test("sightings() pages by what was seen last, and finds by words, mode, kind and country", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  const days = [3, 1, 4, 2, 0];
  await take(...days.map((day) => at(day, { id: String(day), mode: day > 2 ? "link" : "file" })));
  await take(at(9, { id: "9", title: "Gonna plissé", brand: "Zara", country: "fr" }));
  const ids = async (filter: Parameters<typeof evidence.sightings>[0]) =>
    (await evidence.sightings(filter)).sightings.map(({ observation }) => observation.id);
  assert.deepEqual(await ids({ limit: 2 }), ["9", "4"]);
  assert.deepEqual(await ids({ offset: 2, limit: 2 }), ["3", "2"]);
  assert.deepEqual(await ids({ mode: "link" }), ["4", "3"]);
  assert.deepEqual(await ids({ text: "zara plisse" }), ["9"]);
  assert.deepEqual(await ids({ country: "fr", kind: "sold" }), []);
  assert.equal((await evidence.sightings({ mode: "file", limit: 1 })).total, 4);
  const { byMode, byCountry, newest, oldest } = evidence.summary();
  assert.deepEqual([byMode.link, byMode.file, byCountry], [2, 4, { it: 5, fr: 1 }]);
  assert.deepEqual([newest, oldest], [NOW + 9 * DAY_MS, NOW]);
});

Deno.test("forget() takes away what was meant and nothing else, and remember() brings it back", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  const listings = syntheticMarket(300, 0.3);
  await take(...listings.slice(0, 150));
  const before = evidence.appraise(wanted);
  const { ids } = await take(
    ...listings.slice(150).map((one) => ({ ...one, mode: "link" as const })),
  );
  const both = evidence.appraise(wanted);
  const gone = await evidence.forget({ mode: "link" });
  assert.equal(gone.count, 150);
  assert.deepEqual(evidence.appraise(wanted), before);
  assert.equal(await evidence.get(ids[0]!), null);
  assert.equal(await evidence.remember(gone.id), 150);
  const back = evidence.appraise(wanted);
  assert.ok(back.enough && both.enough);
  assert.equal(back.count, both.count);
  assert.equal((await evidence.forget({ keys: ids.slice(0, 3) })).count, 3);
  assert.equal(evidence.summary().total, 297);
});

Deno.test("purge() lets go of what is too old and of what was forgotten a day ago", async () => {
  await using house = await openTestEvidence();
  const { evidence, clock, take } = house;
  await take(at(0), at(0, { id: "2" }));
  clock.advance(EVIDENCE_KEPT_MS - DAY_MS);
  // An old file that was brought in lately stays as long as any other.
  await take(observation({ id: "3", seenAt: NOW - 5 * EVIDENCE_KEPT_MS }));
  const forgotten = await evidence.forget({ keys: ["it:2"] });
  assert.equal(await evidence.purge(), 0);
  clock.advance(FORGOTTEN_KEPT_MS + DAY_MS);
  assert.equal(await evidence.purge(), 2);
  assert.equal(await evidence.remember(forgotten.id), 0);
  assert.deepEqual((await evidence.sightings()).sightings.map(({ key }) => key), ["it:3"]);
});

Deno.test("a struck-out listing is left out of one item's price, and comes back", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(...syntheticMarket(120, 0.3));
  const whole = evidence.appraise(wanted);
  assert.ok(whole.enough);
  const key = keyOf(whole.rows[0]!.observation);
  await evidence.strike("item", key);
  await evidence.strike("item", key);
  const answer = evidence.appraise(wanted, await evidence.struckOut("item"));
  assert.ok(answer.enough && answer.rows.every(({ observation }) => keyOf(observation) !== key));
  assert.deepEqual([...await evidence.struckOut("another")], []);
  await evidence.unstrike("item", key);
  assert.deepEqual(evidence.appraise(wanted, await evidence.struckOut("item")), whole);
  await evidence.strike("item", key);
  await evidence.forgetStrikes("item");
  assert.equal((await evidence.struckOut("item")).size, 0);
});

Deno.test("an item is no evidence for its own price", async () => {
  await using house = await openTestEvidence();
  const { evidence, take } = house;
  await take(
    ...syntheticMarket(120, 0.3),
    at(0, { id: "mine", price: euros(500), title: "Nike runner" }),
  );
  const answer = evidence.appraise({ ...wanted, itself: ["mine"] });
  assert.ok(answer.enough && answer.rows.every(({ observation }) => observation.id !== "mine"));
});
