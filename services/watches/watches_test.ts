import assert from "node:assert/strict";
import { isFailure, unavailable } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { observation } from "../market/testing.ts";
import { SCHEDULE } from "../jobs/mod.ts";
import { tempFolder } from "../store/testing.ts";
import { hitsCollection } from "./collections.ts";
import { HITS_MAX, RESTORABLE_MS, searchOf } from "./mod.ts";
import { MUTED_MAX } from "./watch.ts";
import { newWatch, openTestWatches, searchFor, type TestWatches } from "./testing.ts";

const ROUND_MS = SCHEDULE.refreshWatches.everyMs;

const shoe = (id: string, cents = 20_00, title = `Nike ${id}`) =>
  observation({ id, title, price: { cents, currency: "EUR" } });
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

/** A watch that has had its first, silent feed. */
async function awake(t: TestWatches, changes: Parameters<typeof newWatch>[0] = {}) {
  const { id } = await t.watches.create(newWatch(changes));
  await t.see([shoe("old")]);
  assert.deepEqual(t.alerts, []);
  return id;
}
const keysTold = (t: TestWatches) => t.alerts.map(({ key }) => key);

Deno.test("the first feed raises nothing and is shown as what was there; the next one is told", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  const [known] = await t.watches.hits(id);
  assert.deepEqual([known?.event, known?.seen], ["known", true]);
  await t.see([shoe("old"), shoe("a")]);
  assert.deepEqual(keysTold(t), [`watch:${id}:it:a:new`]);
  assert.equal((await t.watches.list())[0]?.unseen, 1);
  await t.watches.markAllSeen(id);
  assert.equal((await t.watches.list())[0]?.unseen, 0);
});

Deno.test("what was known before the watch was made is no news, and is told when its price falls", async () => {
  await using t = await openTestWatches();
  await t.see([shoe("a", 20_00)]);
  const id = await awake(t, { dropPercent: 10 });
  await t.see([shoe("a", 20_00)]);
  assert.deepEqual(t.alerts, []);
  await t.see([shoe("a", 15_00)]);
  assert.deepEqual(keysTold(t), [`watch:${id}:it:a:drop:1500`]);
});

Deno.test("small steps add up to a drop; a price that was raised first does not fall", async () => {
  await using t = await openTestWatches();
  const id = await awake(t, { dropPercent: 10 });
  for (const cents of [19_00, 18_50, 18_00]) await t.see([shoe("old", cents)]);
  assert.deepEqual(keysTold(t), [`watch:${id}:it:old:drop:1800`]);
  for (const cents of [30_00, 18_00, 16_21]) await t.see([shoe("old", cents)]);
  assert.equal(t.alerts.length, 1);
  await t.see([shoe("old", 16_20)]);
  assert.deepEqual(keysTold(t).at(-1), `watch:${id}:it:old:drop:1620`);
  const [hit] = await t.watches.hits(id);
  assert.deepEqual([hit?.event, hit?.price.cents, hit?.before?.cents], ["drop", 16_20, 18_00]);
});

Deno.test("a watch that listens to drops alone says nothing of what is new, and the other way round", async () => {
  await using t = await openTestWatches();
  await awake(t, { name: "Cali", news: false, dropPercent: 5 });
  await t.watches.create(newWatch({ name: "Novità" }));
  await t.see([shoe("old")]);
  await t.see([shoe("a"), shoe("old", 10_00)]);
  assert.deepEqual(keysTold(t).map((key) => key.split(":").slice(2).join(":")).sort(), [
    "it:a:new",
    "it:old:drop:1000",
  ]);
});

Deno.test("one feed makes one alert, with the count and the three that cost least in all", async () => {
  await using t = await openTestWatches();
  const id = await awake(t, { channels: ["ntfy"] });
  await t.see([shoe("a", 40_00), shoe("b", 10_00), shoe("c", 30_00), shoe("d", 20_00)]);
  assert.deepEqual(t.alerts, [{
    key: `watch:${id}:it:b:new+3`,
    topic: "watch",
    title: { key: "watches.alert_title", params: { name: "Nike", count: 4 } },
    body: {
      key: "watches.alert_body",
      params: {
        lines: "Nike b · 11.20 EUR\nNike d · 21.70 EUR\nNike c · 32.20 EUR",
        more: 1,
      },
    },
    link: `/watches/${id}`,
    channels: ["ntfy"],
  }]);
});

Deno.test("a watch that may wait tells in the evening, in one alert, what nobody has seen yet", async () => {
  await using t = await openTestWatches();
  const id = await awake(t, { delivery: "digest", dropPercent: 5 });
  await t.see([shoe("a")]);
  await t.watches.markAllSeen(id);
  t.advance(60_000);
  await t.see([shoe("b", 30_00), shoe("c", 10_00)]);
  await t.see([shoe("d"), shoe("old", 15_00)]);
  await t.watches.mute(id, "it:d");
  assert.deepEqual(t.alerts, []);
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.deepEqual(keysTold(t), [`watch:${id}:it:c:new+2`]);
  await t.see([shoe("e")]);
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.deepEqual(keysTold(t).slice(1), [`watch:${id}:it:e:new`]);
});

Deno.test("one hit leads to its listing; whatever else a page calls a link leads to the watch", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  const links = [
    "https://www.vinted.it/items/7-felpa?referrer=catalog",
    "/items/8-felpa",
    "https://example.com/items/9",
    "//www.vinted.it/items/9",
    "javascript:alert(1)",
    undefined,
  ];
  for (const [i, link] of links.entries()) await t.see([{ ...shoe(`n${i}`), link }]);
  assert.deepEqual(t.alerts.map(({ link }) => link), [
    "https://www.vinted.it/items/7",
    "https://www.vinted.it/items/8",
    ...Array.from({ length: 4 }, () => `/watches/${id}`),
  ]);
});

Deno.test("nothing is told twice, also by a house that was opened anew", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/kv`;
  const first = await openTestWatches({ path });
  const id = await awake(first);
  await first.see([shoe("a")]);
  assert.equal(first.alerts.length, 1);
  await first.close();
  // It remembers no listing: everything is seen for the first time again.
  await using second = await openTestWatches({ path, takeOver: true });
  await second.see([shoe("old"), shoe("a")]);
  assert.deepEqual(second.alerts, []);
  await second.see([shoe("b")]);
  assert.deepEqual(keysTold(second), [`watch:${id}:it:b:new`]);
});

Deno.test("an answer to its own search is trusted where the listing is silent, another's is not", async () => {
  await using t = await openTestWatches();
  const search = searchFor("", { brandIds: [53] });
  const id = await awake(t, { search });
  assert.equal((await t.watches.hits(id)).length, 0);
  const asked = searchOf(await t.watches.get(id));
  await t.see([shoe("a")], { search: searchFor("nike") });
  assert.equal((await t.watches.get(id)).fedAt, undefined);
  await t.see([], { search: asked });
  assert.equal((await t.watches.get(id)).fedAt, t.clock.now());
  await t.see([shoe("b")], { search: asked });
  assert.deepEqual(keysTold(t), [`watch:${id}:it:b:new`]);
});

Deno.test("a paused watch hears nothing, and begins again in silence", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  await t.watches.pause(id);
  await t.see([shoe("a")]);
  await t.watches.resume(id);
  await t.see([shoe("b")]);
  assert.deepEqual(t.alerts, []);
  await t.see([shoe("c")]);
  assert.deepEqual(keysTold(t), [`watch:${id}:it:c:new`]);
});

Deno.test("a muted listing is not spoken of, until it may again", async () => {
  await using t = await openTestWatches();
  const id = await awake(t, { dropPercent: 5 });
  await t.watches.mute(id, "it:old");
  await t.see([shoe("old", 10_00)]);
  assert.deepEqual(t.alerts, []);
  await t.watches.unmute(id, "it:old");
  await t.see([shoe("old", 9_00)]);
  assert.deepEqual(keysTold(t), [`watch:${id}:it:old:drop:900`]);
});

Deno.test("of the muted the oldest are forgotten first", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  for (let i = 0; i <= MUTED_MAX; i++) await t.watches.mute(id, String(i));
  const { muted } = await t.watches.mute(id, "1");
  assert.deepEqual([muted.length, muted[0], muted.at(-1)], [MUTED_MAX, "2", "1"]);
});

Deno.test("the newest hits are kept, and no more", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  const many = Array.from({ length: HITS_MAX + 30 }, (_, i) => shoe(`n${i}`, 1_000 + i));
  t.clock.advance(1_000);
  await t.see(many.slice(0, 150));
  t.clock.advance(1_000);
  await t.see(many.slice(150));
  const hits = await t.watches.hits(id);
  assert.equal(hits.length, HITS_MAX);
  assert.ok(hits.some(({ key }) => key === `it:n${HITS_MAX + 29}`));
  assert.ok(!hits.some(({ key }) => key === "it:old"));
  let stored = 0;
  for await (const _ of t.db.each(hitsCollection)) stored += 1;
  assert.equal(stored, HITS_MAX);
  assert.deepEqual(t.alerts.map(({ title }) => title.params?.count), [150, HITS_MAX - 120]);
});

Deno.test("looking for something else begins anew; another name or another channel does not", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  await t.watches.edit(id, newWatch({ name: "Ginnastica", channels: ["email"] }));
  await t.see([shoe("a")]);
  assert.equal(t.alerts.length, 1);
  await t.watches.edit(id, newWatch({ avoided: ["replica"] }));
  await t.see([shoe("a"), shoe("b")]);
  assert.equal(t.alerts.length, 1);
  await t.see([shoe("c"), shoe("d", 20_00, "Nike replica")]);
  assert.deepEqual(keysTold(t).at(-1), `watch:${id}:it:c:new`);
  const unseen = (await t.watches.hits(id)).filter(({ seen }) => !seen);
  assert.deepEqual(unseen.map(({ key }) => key).sort(), ["it:a", "it:c"]);
});

Deno.test("what was deleted comes back with all it found, and after a while no more", async () => {
  await using t = await openTestWatches();
  const id = await awake(t);
  await t.watches.remove(id);
  await t.see([shoe("a")]);
  await assert.rejects(t.watches.get(id), refusedWith("watches.not_found"));
  await t.watches.restore(id);
  assert.equal((await t.watches.hits(id)).length, 1);
  assert.deepEqual(t.alerts, []);
  await t.watches.remove(id);
  t.advance(RESTORABLE_MS + DAY_MS);
  await t.jobs.settled();
  await assert.rejects(t.watches.restore(id), refusedWith("watches.not_found"));
  assert.deepEqual(await t.watches.hits(id), []);
});

Deno.test("a watch that could not be used is refused", async () => {
  await using t = await openTestWatches();
  const watch = newWatch();
  const { create } = t.watches;
  const long = { ...watch, name: "x".repeat(61) };
  await assert.rejects(create(long), refusedWith("watches.bad_field"));
  await assert.rejects(create({ ...watch, news: false }), refusedWith("watches.speaks_of_nothing"));
  const anything = newWatch({ search: searchFor(""), avoided: ["replica"], countries: ["it"] });
  await assert.rejects(create(anything), refusedWith("watches.asks_nothing"));
  const foreign = newWatch({ limit: { cents: 20_00, currency: "GBP" } });
  await assert.rejects(create(foreign), refusedWith("watches.limit_wrong"));
  const { id } = await create(watch);
  await assert.rejects(t.watches.edit(id, anything), refusedWith("watches.asks_nothing"));
  assert.deepEqual((await t.watches.get(id)).search, watch.search);
});

Deno.test("the trial counts what is at hand, and keeps nothing", async () => {
  await using t = await openTestWatches();
  const other = observation({ id: "c", title: "Geox", brand: "Geox" });
  await t.see([shoe("a", 30_00), shoe("b", 20_00), shoe("e"), other]);
  t.gone.add("it:e");
  t.evidence.push(observation({ id: "d", kind: "sold" }));
  const { looked, found, best } = await t.watches.tryOut(newWatch({ wanted: ["nike"] }));
  assert.deepEqual([looked, found, best.map(({ id }) => id)], [4, 2, ["b", "a"]]);
});

Deno.test("each watch is asked for at once, then daily, the longest waiting first, with half the budget", async () => {
  await using t = await openTestWatches();
  t.lookups.budget = 8;
  for (const text of ["uno", "due", "tre"]) {
    await t.watches.create(newWatch({ name: text, search: searchFor(text) }));
    await t.jobs.settled();
    t.clock.advance(1);
  }
  await t.watches.create(newWatch({ name: "mai", lookedUp: false }));
  const askedAfter = async (ms: number) => {
    for (let past = 0; past < ms; past += ROUND_MS) {
      t.advance(ROUND_MS);
      await t.jobs.settled();
    }
    return t.asked.map(({ text }) => text);
  };
  assert.deepEqual(await askedAfter(DAY_MS - ROUND_MS), ["uno", "due"]);
  assert.deepEqual(await askedAfter(2 * ROUND_MS), ["uno", "due", "tre", "uno"]);
  assert.ok(t.asked.every(({ order }) => order === "newest_first"));
});

Deno.test("nothing is asked while look-ups are off, used up or refuse; then it is", async () => {
  await using t = await openTestWatches();
  t.lookups.on = false;
  await t.watches.create(newWatch());
  const round = async () => {
    t.advance(ROUND_MS);
    await t.jobs.settled();
    return t.asked.length;
  };
  assert.equal(await round(), 0);
  t.lookups.on = true;
  t.lookups.usedToday = t.lookups.budget;
  assert.equal(await round(), 0);
  t.lookups.usedToday = 0;
  t.lookups.refuse = unavailable("lookups.paused");
  assert.equal(await round(), 0);
  delete t.lookups.refuse;
  assert.equal(await round(), 1);
  assert.deepEqual(await t.jobs.list({ state: "dead" }), []);
});

Deno.test("one that looks for something else is asked anew, one with another name is not", async () => {
  await using t = await openTestWatches();
  const { id } = await t.watches.create(newWatch());
  await t.jobs.settled();
  await t.watches.edit(id, newWatch({ name: "Altro" }));
  await t.jobs.settled();
  assert.equal(t.asked.length, 1);
  await t.watches.edit(id, newWatch({ brand: "Puma", limit: { cents: 30_00, currency: "EUR" } }));
  await t.jobs.settled();
  assert.deepEqual(t.asked.map(({ text, priceTo }) => [text, priceTo]), [
    ["nike", undefined],
    ["Puma nike", 30_00],
  ]);
  assert.equal(searchOf(newWatch({ brand: "Nike" })).text, "nike");
});
