/** From what is seen on the market to what rings: evidence, watches and alerts together, on a real store. */
import assert from "node:assert/strict";
import { heldClock } from "../services/base/clock.ts";
import { openTestAlerts } from "../services/alerts/testing.ts";
import { silentLogger } from "../services/base/log.ts";
import { createEvidence } from "../services/market/mod.ts";
import { readCaptured } from "../services/market/parsers/captured.ts";
import { tempFolder } from "../services/store/testing.ts";
import { buildWatchSearch, createWatches, NewWatchSchema } from "../services/watches/mod.ts";
import { MarketSearchSchema } from "../services/marketplace/mod.ts";
import { startFakeNtfy } from "./fakes/ntfy.ts";

const WATCH = NewWatchSchema.parse({
  name: "Giacche",
  search: MarketSearchSchema.parse({ site: "it", text: "giacca", brandIds: [12] }),
  avoided: ["replica"],
  limit: { cents: 40_00, currency: "EUR" },
  dropPercent: 10,
});
const NEVER_LOOKED_UP = { on: false, budget: 0, usedToday: 0 };

const item = (id: number, title: string, amount: string) => ({
  id,
  title,
  price: { amount, currency_code: "EUR" },
  item_box: { first_line: "Barbour", second_line: "M · Ottime" },
  url: `/items/${id}-x`,
});

type Options = Parameters<typeof openTestAlerts>[0];

async function open(options: Options = {}) {
  const test = await openTestAlerts(options);
  const { db, clock, newId, jobs, alerts } = test;
  const evidence = createEvidence({ db, clock, log: silentLogger });
  await evidence.ready;
  const watches = createWatches({
    db,
    clock,
    newId,
    jobs,
    knownListings: evidence.all,
    alert: alerts.send,
    formatMoney: ({ cents }) => Promise.resolve(`${cents / 100} EUR`),
    lookupBudget: () => Promise.resolve(NEVER_LOOKED_UP),
    startLookup: () => Promise.reject(new Error("No look-up may start.")),
  });
  evidence.onSeen(watches.feed);
  return {
    ...test,
    watches,
    /** Captures a page of results of the watch's own search. */
    async capture(...items: ReturnType<typeof item>[]) {
      const around = {
        seenAt: clock.now(),
        mode: "capture",
        country: "it",
        currency: "EUR",
      } as const;
      const reading = readCaptured(JSON.stringify({ items }), around);
      await evidence.take(reading, { search: buildWatchSearch(WATCH) });
      await jobs.settled();
      clock.advance(60_000);
    },
    async [Symbol.asyncDispose]() {
      await evidence.close();
      await test.close();
    },
  };
}

Deno.test("the first capture sends no alert, each later one sends a single alert, also after a restart", async () => {
  await using folder = await tempFolder();
  await using ntfy = startFakeNtfy();
  const options = { path: `${folder.path}/records.kv`, clock: heldClock(), takeOver: true };
  const old = item(1, "Giacca cerata", "30.00");
  const said = () => ntfy.messages.map(({ title, message, click }) => ({ title, message, click }));
  let id: string;
  {
    await using house = await open(options);
    await house.alerts.saveNtfy({ server: ntfy.url, topic: "watches", token: "" });
    await house.capture(item(2, "Giacca vista prima", "38.00"));
    ({ id } = await house.watches.create(WATCH));
    await house.capture(old);
    assert.deepEqual(said(), []);
    await house.capture(
      old,
      item(3, "Veste", "20.00"),
      item(4, "Giacca replica", "9.00"),
      item(5, "Giacca cara", "39.00"),
      item(2, "Giacca vista prima", "30.00"),
    );
    assert.equal(ntfy.messages.length, 1);
    const [first] = said();
    assert.equal(first?.title, "Giacche: 2 new hits");
    assert.match(
      first!.message,
      /^Veste · 21\.7 EUR\nGiacca vista prima · 32\.2 EUR \(40\.6 EUR\)/,
    );
  }
  await using house = await open(options);
  await house.capture(old, item(3, "Veste", "20.00"), item(2, "Giacca vista prima", "30.00"));
  assert.equal(ntfy.messages.length, 1);
  await house.capture(item(6, "Giacca nuova", "10.00"));
  assert.equal(said().at(-1)?.click, "https://www.vinted.it/items/6");
  const keys = (await house.watches.hits(id)).map(({ key }) => key);
  assert.deepEqual(keys, ["it:6", "it:3", "it:2", "it:1"]);
  assert.deepEqual((await house.watches.runTrial(WATCH)).looked, 6);
});
