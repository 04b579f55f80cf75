/** What prices stand on and what the seller follows travels with the copy. */
import assert from "node:assert/strict";
import { DAY_MS } from "../../base/time.ts";
import { DEFAULT_RULE, defaultRules, plans } from "../../cuts/mod.ts";
import { type Item, SELLER } from "../../inventory/mod.ts";
import { silentLogger } from "../../base/log.ts";
import { createEvidence, type Evidence, keyOf, sightings, strikes } from "../../market/mod.ts";
import { readingOf } from "../../market/evidence/testing.ts";
import { NOW, observation, syntheticMarket } from "../../market/testing.ts";
import { MarketSearchSchema } from "../../marketplace/mod.ts";
import { writeInChunks } from "../../store/mod.ts";
import { type Watch, watchesCollection } from "../../watches/mod.ts";
import { openTestTransfer, type TestTransfer } from "../testing.ts";

const wanted = { title: "Nike runner", brand: "Nike", category: "shoes", currency: "EUR" };
const euros = (amount: number) => ({ cents: amount * 100, currency: "EUR" });
const at = (day: number, amount: number) =>
  observation({ seenAt: NOW + day * DAY_MS, price: euros(amount) });

interface Opened extends AsyncDisposable {
  readonly t: TestTransfer;
  readonly evidence: Evidence;
}

async function openHome(): Promise<Opened> {
  const t = await openTestTransfer();
  const evidence = createEvidence({ db: t.db, clock: t.clock, log: silentLogger });
  await evidence.ready;
  return {
    ...{ t, evidence },
    async [Symbol.asyncDispose]() {
      await evidence.close();
      await t[Symbol.asyncDispose]();
    },
  };
}

/** An item with a plan of cuts and a listing struck out, what was seen of others, and a watch. */
async function plant({ t, evidence }: Opened): Promise<Item> {
  const { value: item } = await t.inventory.create({ price: euros(30) }, SELLER);
  await evidence.take(readingOf(syntheticMarket(150, 0.3)));
  await evidence.take(readingOf([at(0, 30)]));
  await evidence.take(readingOf([at(2, 25)]));
  const { ids } = await evidence.take(readingOf([observation({ id: "unwanted" })]));
  await evidence.forget({ keys: ids });
  const before = evidence.appraise(wanted);
  assert.ok(before.enough);
  await evidence.strike(item.id, keyOf(before.rows[0]!.observation));
  const change = t.db.change();
  change.insert<Watch>(watchesCollection, {
    ...{ id: "w1", name: "Nike", createdAt: NOW, brand: "Nike", muted: [] },
    search: MarketSearchSchema.parse({ site: "it", text: "nike" }),
    ...{ wanted: [], avoided: [], sizes: [], countries: [] },
    ...{ news: true, delivery: "now", lookedUp: true },
  });
  change.insert(plans, {
    ...{ itemId: item.id, rule: DEFAULT_RULE, since: NOW, turn: 0 },
    course: { marks: [{ at: NOW, count: 4 }] },
  });
  change.insert(defaultRules, { ...DEFAULT_RULE, stepPercent: 7 });
  await change.commit();
  return item;
}

const copyOf = ({ t }: Opened) => new Response(t.transfer.exports.json()).text();

async function keptIn({ t: { db } }: Opened) {
  const valuesOf = async <T>(rows: AsyncIterable<{ value: T }>) =>
    (await Array.fromAsync(rows)).map(({ value }) => value);
  return {
    sightings: (await valuesOf(db.each(sightings))).filter(({ forgotten }) => !forgotten),
    strikes: await valuesOf(db.each(strikes)),
    watches: await valuesOf(db.each(watchesCollection)),
    plans: await valuesOf(db.each(plans)),
    usualRules: await valuesOf(db.each(defaultRules)),
  };
}

Deno.test("a copy brings what prices stand on and what is followed, and the prices are the same", async () => {
  await using from = await openHome();
  const { id } = await plant(from);
  await using to = await openHome();
  const copy = await copyOf(from);
  const { id: importId } = await to.t.transfer.imports.receive("c.json", new Blob([copy]).stream());
  const { others } = await to.t.transfer.imports.copyReport(importId);
  assert.deepEqual(others, { sightings: 151, strikes: 1, watches: 1, plans: 1, usualRules: 1 });

  await to.t.bring("copia.json", copy);
  assert.deepEqual(await keptIn(to), await keptIn(from));
  const struckOut = await to.evidence.struckOut(id);
  assert.equal(struckOut.size, 1);
  // At once, without another start.
  assert.deepEqual(
    to.evidence.appraise(wanted, struckOut),
    from.evidence.appraise(wanted, await from.evidence.struckOut(id)),
  );
  assert.deepEqual((await to.evidence.get("it:1"))?.prices.map(({ price }) => price.cents), [
    30_00,
    25_00,
  ]);
});

Deno.test("brought in twice a copy changes nothing; of a listing the later news stay, and no price is lost", async () => {
  await using from = await openHome();
  await plant(from);
  const copy = await copyOf(from);
  await using to = await openHome();
  await to.t.bring("copia.json", copy);
  await to.evidence.take(readingOf([at(5, 20)]));
  const before = await keptIn(to);
  await to.t.bring("copia.json", copy);
  assert.deepEqual(await keptIn(to), before);

  await from.evidence.take(readingOf([at(9, 15)]));
  await to.t.bring("copia.json", await copyOf(from));
  const both = await to.evidence.get("it:1");
  assert.equal(both?.observation.price.cents, 15_00);
  assert.deepEqual(both.prices.map(({ price }) => price.cents), [30_00, 25_00, 20_00, 15_00]);
});

Deno.test("records so long that one commit does not take them come in too", async () => {
  await using from = await openHome();
  const long = Array.from({ length: 40 }, (_, item) => ({
    itemId: `item${item}`.padEnd(10),
    keys: Array.from({ length: 500 }, (_, key) => `it:${item}-${key}`.padEnd(60, "0")),
  }));
  await writeInChunks(from.t.db, long, (change, one) => change.insert(strikes, one));
  await using to = await openHome();
  await to.t.bring("copia.json", await copyOf(from));
  assert.deepEqual(await keptIn(to), await keptIn(from));
  assert.equal((await keptIn(to)).strikes.length, 40);
});

Deno.test("a copy of an earlier version, which had none of it, still comes in", async () => {
  await using from = await openHome();
  await plant(from);
  const earlier = (await copyOf(from)).replace('"format":2', '"format":1').split("\n")
    .filter((line) => !line.startsWith('{"kind":"other"')).join("\n");
  await using to = await openHome();
  assert.equal((await to.t.bring("copia.json", earlier)).outcome?.created, 1);
  const empty = { sightings: [], strikes: [], watches: [], plans: [], usualRules: [] };
  assert.deepEqual(await keptIn(to), empty);
});
