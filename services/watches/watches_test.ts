import assert from "node:assert/strict";
import { isFailure, unavailable } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { observation } from "../market/testing.ts";
import { SCHEDULE } from "../jobs/mod.ts";
import { tempFolder } from "../store/testing.ts";
import { hitsCollection } from "./hits.ts";
import { buildWatchSearch, HITS_MAX, RESTORABLE_MS } from "./mod.ts";
import { MUTED_MAX } from "./watch.ts";
import { newWatch, openTestWatches, searchFor, type TestWatches } from "./testing.ts";

const ROUND_MS = SCHEDULE.refreshWatches.everyMs;

const shoe = (id: string, cents = 20_00, title = `Nike ${id}`) =>
  observation({ id, title, price: { cents, currency: "EUR" } });
const refusedWith = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

/** Creates a watch that has received its first listings, so that it now sends alerts. */
async function createActiveWatch(t: TestWatches, changes: Parameters<typeof newWatch>[0] = {}) {
  const { id } = await t.watches.create(newWatch(changes));
  await t.capture([shoe("old")]);
  assert.deepEqual(t.alerts, []);
  return id;
}
const alertKeys = (t: TestWatches) => t.alerts.map(({ key }) => key);

Deno.test("the first listings are stored without an alert; the next ones send one", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  const [known] = await t.watches.hits(id);
  assert.deepEqual([known?.event, known?.seen], ["known", true]);
  await t.capture([shoe("old"), shoe("a")]);
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:a:new`]);
  assert.equal((await t.watches.list())[0]?.unseen, 1);
  await t.watches.markAllSeen(id);
  assert.equal((await t.watches.list())[0]?.unseen, 0);
});

Deno.test("a listing captured before the watch was created sends no alert until its price falls", async () => {
  await using t = await openTestWatches();
  await t.capture([shoe("a", 20_00)]);
  const id = await createActiveWatch(t, { dropPercent: 10 });
  await t.capture([shoe("a", 20_00)]);
  assert.deepEqual(t.alerts, []);
  await t.capture([shoe("a", 15_00)]);
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:a:drop:1500`]);
});

Deno.test("small price drops add up; a drop after a rise does not count", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t, { dropPercent: 10 });
  for (const cents of [19_00, 18_50, 18_00]) await t.capture([shoe("old", cents)]);
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:old:drop:1800`]);
  for (const cents of [30_00, 18_00, 16_21]) await t.capture([shoe("old", cents)]);
  assert.equal(t.alerts.length, 1);
  await t.capture([shoe("old", 16_20)]);
  assert.deepEqual(alertKeys(t).at(-1), `watch:${id}:it:old:drop:1620`);
  const [hit] = await t.watches.hits(id);
  assert.deepEqual([hit?.event, hit?.price.cents, hit?.before?.cents], ["drop", 16_20, 18_00]);
});

Deno.test("a watch for price drops sends no alert for new listings, and the other way round", async () => {
  await using t = await openTestWatches();
  await createActiveWatch(t, { name: "Cali", news: false, dropPercent: 5 });
  await t.watches.create(newWatch({ name: "Novità" }));
  await t.capture([shoe("old")]);
  await t.capture([shoe("a"), shoe("old", 10_00)]);
  assert.deepEqual(alertKeys(t).map((key) => key.split(":").slice(2).join(":")).sort(), [
    "it:a:new",
    "it:old:drop:1000",
  ]);
});

Deno.test("one batch of listings makes one alert with the count and the three cheapest totals", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t, { channels: ["ntfy"] });
  await t.capture([shoe("a", 40_00), shoe("b", 10_00), shoe("c", 30_00), shoe("d", 20_00)]);
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

Deno.test("a digest in the evening lists in one alert the hits that the owner has not seen", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t, { delivery: "digest", dropPercent: 5 });
  await t.capture([shoe("a")]);
  await t.watches.markAllSeen(id);
  t.advance(60_000);
  await t.capture([shoe("b", 30_00), shoe("c", 10_00)]);
  await t.capture([shoe("d"), shoe("old", 15_00)]);
  await t.watches.mute(id, "it:d");
  assert.deepEqual(t.alerts, []);
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:c:new+2`]);
  await t.capture([shoe("e")]);
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.deepEqual(alertKeys(t).slice(1), [`watch:${id}:it:e:new`]);
});

Deno.test("an alert for one hit links to its listing, or to the watch when the link is not a listing's", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  const links = [
    "https://www.vinted.it/items/7-felpa?referrer=catalog",
    "/items/8-felpa",
    "https://example.com/items/9",
    "//www.vinted.it/items/9",
    "javascript:alert(1)",
    undefined,
  ];
  for (const [i, link] of links.entries()) await t.capture([{ ...shoe(`n${i}`), link }]);
  assert.deepEqual(t.alerts.map(({ link }) => link), [
    "https://www.vinted.it/items/7",
    "https://www.vinted.it/items/8",
    ...Array.from({ length: 4 }, () => `/watches/${id}`),
  ]);
});

Deno.test("no alert is sent twice, also after a restart", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/kv`;
  const first = await openTestWatches({ path });
  const id = await createActiveWatch(first);
  await first.capture([shoe("a")]);
  assert.equal(first.alerts.length, 1);
  await first.close();
  // The second instance has no evidence, so every listing counts as new again.
  await using second = await openTestWatches({ path, takeOver: true });
  await second.capture([shoe("old"), shoe("a")]);
  assert.deepEqual(second.alerts, []);
  await second.capture([shoe("b")]);
  assert.deepEqual(alertKeys(second), [`watch:${id}:it:b:new`]);
});

Deno.test("results of the watch's own search may lack facts, results of another search may not", async () => {
  await using t = await openTestWatches();
  const search = searchFor("", { brandIds: [53] });
  const id = await createActiveWatch(t, { search });
  assert.equal((await t.watches.hits(id)).length, 0);
  const asked = buildWatchSearch(await t.watches.get(id));
  await t.capture([shoe("a")], { search: searchFor("nike") });
  assert.equal((await t.watches.get(id)).fedAt, undefined);
  await t.capture([], { search: asked });
  assert.equal((await t.watches.get(id)).fedAt, t.clock.now());
  await t.capture([shoe("b")], { search: asked });
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:b:new`]);
});

Deno.test("a paused watch ignores listings, and stores the first ones after the pause without an alert", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  await t.watches.pause(id);
  await t.capture([shoe("a")]);
  await t.watches.resume(id);
  await t.capture([shoe("b")]);
  assert.deepEqual(t.alerts, []);
  await t.capture([shoe("c")]);
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:c:new`]);
});

Deno.test("a muted listing sends no alerts until it is unmuted", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t, { dropPercent: 5 });
  await t.watches.mute(id, "it:old");
  await t.capture([shoe("old", 10_00)]);
  assert.deepEqual(t.alerts, []);
  await t.watches.unmute(id, "it:old");
  await t.capture([shoe("old", 9_00)]);
  assert.deepEqual(alertKeys(t), [`watch:${id}:it:old:drop:900`]);
});

Deno.test("the oldest muted listings are forgotten first", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  for (let i = 0; i <= MUTED_MAX; i++) await t.watches.mute(id, String(i));
  const { muted } = await t.watches.mute(id, "1");
  assert.deepEqual([muted.length, muted[0], muted.at(-1)], [MUTED_MAX, "2", "1"]);
});

Deno.test("only the newest hits are kept", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  const many = Array.from({ length: HITS_MAX + 30 }, (_, i) => shoe(`n${i}`, 1_000 + i));
  t.clock.advance(1_000);
  await t.capture(many.slice(0, 150));
  t.clock.advance(1_000);
  await t.capture(many.slice(150));
  const hits = await t.watches.hits(id);
  assert.equal(hits.length, HITS_MAX);
  assert.ok(hits.some(({ key }) => key === `it:n${HITS_MAX + 29}`));
  assert.ok(!hits.some(({ key }) => key === "it:old"));
  let stored = 0;
  for await (const _ of t.db.each(hitsCollection)) stored += 1;
  assert.equal(stored, HITS_MAX);
  assert.deepEqual(t.alerts.map(({ title }) => title.params?.count), [150, HITS_MAX - 120]);
});

Deno.test("changed criteria start the watch anew; a new name or channel does not", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  await t.watches.edit(id, newWatch({ name: "Ginnastica", channels: ["email"] }));
  await t.capture([shoe("a")]);
  assert.equal(t.alerts.length, 1);
  await t.watches.edit(id, newWatch({ avoided: ["replica"] }));
  await t.capture([shoe("a"), shoe("b")]);
  assert.equal(t.alerts.length, 1);
  await t.capture([shoe("c"), shoe("d", 20_00, "Nike replica")]);
  assert.deepEqual(alertKeys(t).at(-1), `watch:${id}:it:c:new`);
  const unseen = (await t.watches.hits(id)).filter(({ seen }) => !seen);
  assert.deepEqual(unseen.map(({ key }) => key).sort(), ["it:a", "it:c"]);
});

Deno.test("a deleted watch can be restored with its hits for a limited time", async () => {
  await using t = await openTestWatches();
  const id = await createActiveWatch(t);
  await t.watches.remove(id);
  await t.capture([shoe("a")]);
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

Deno.test("an unusable watch is refused", async () => {
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

Deno.test("runTrial() counts the captured listings and stores nothing", async () => {
  await using t = await openTestWatches();
  const other = observation({ id: "c", title: "Geox", brand: "Geox" });
  await t.capture([shoe("a", 30_00), shoe("b", 20_00), shoe("e"), other]);
  t.gone.add("it:e");
  t.evidence.push(observation({ id: "d", kind: "sold" }));
  const { looked, found, best } = await t.watches.runTrial(newWatch({ wanted: ["nike"] }));
  assert.deepEqual([looked, found, best.map(({ id }) => id)], [4, 2, ["b", "a"]]);
});

Deno.test("each watch is looked up at once, then daily, longest waiting first, with half the budget", async () => {
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

Deno.test("no watch is looked up while look-ups are off, spent or refused", async () => {
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

Deno.test("changed criteria are looked up again, a new name is not", async () => {
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
  assert.equal(buildWatchSearch(newWatch({ brand: "Nike" })).text, "nike");
});
