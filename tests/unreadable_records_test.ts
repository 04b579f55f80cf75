/** No record that cannot be read closes the app: it opens, its pages answer, and the record is named on one of them. */
import assert from "node:assert/strict";
import type { Hono } from "hono";
import { createApp } from "../routes/mod.ts";
import type { Services } from "../routes/services.ts";
import { isFailure } from "../services/base/errors.ts";
import { observation } from "../services/market/testing.ts";
import { type Json, type Key, openKvStore, type Store } from "../services/store/mod.ts";
import { tempFolder } from "../services/store/testing.ts";
import type { NewWatch } from "../services/watches/mod.ts";
import { logIn, type OwnerPages } from "./support/owner_pages.ts";
import { openTestHouse, PASSPHRASE } from "./support/whole_house.ts";

const SELLER = { kind: "seller" } as const;
const DAMAGE: readonly Json[] = [{ v: 1, d: null }, { v: 999 }, 7, { v: 1, d: { state: "eaten" } }];
const visitor = { address: "127.0.0.1", way: "home", userAgent: "" } as const;

/** One of everything that a page may show. */
async function furnish({ inventory, evidence, watches, shop }: Services): Promise<void> {
  for (const box of ["A1", "A2"]) await inventory.create({ box, state: "listed" }, SELLER);
  await inventory.lots.create({ name: "Lotto di prova" });
  await inventory.views.save({ name: "In vendita", query: { states: ["listed"] } });
  const observations = [observation({ id: "77" }), observation({ id: "78" })];
  await evidence.take({ kind: "table", observations, dropped: {}, notUnderstood: {} });
  await watches.create({ name: "Nike", search: { site: "it" }, wanted: ["runner"] } as NewWatch);
  await shop.saveSettings({ ...shop.settings(), on: true });
}

async function withStore(dataDir: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openKvStore(`${dataDir}/records.kv`);
  await work(store);
  await store.close();
}

/** Every record's key, but for the owner's: who has no passphrase sees no page. */
async function recordKeys(store: Store): Promise<Key[]> {
  const { entries } = await store.list({ prefix: ["record"] }, { limit: 1_000 });
  return entries.map(({ key }) => key).filter(([, collection]) => collection !== "owner");
}

/** Pages of the owner that need nothing but their address. */
function pagesOf(services: Services): string[] {
  const assets = { script: "/a.js", style: "/a.css", files: new Map() };
  const app = createApp(services, assets) as unknown as Hono;
  const paths = app.routes.filter(({ method, path }) =>
    method === "GET" && !/^\/(assets|events|login|setup)\b|[:*]/.test(path)
  ).map(({ path }) => path);
  return [...new Set(paths)];
}

async function assertAnswers({ services }: { services: Services }, owner: OwnerPages) {
  const paths = pagesOf(services);
  assert.ok(paths.length > 30, paths.join(" "));
  for (const path of [...paths, "/items?q=A1", "/items/1", "/items/1/price"]) {
    const answer = await owner.ask(path);
    await answer.bytes();
    assert.ok(answer.status < 500, `${path} answered ${answer.status}`);
  }
}

Deno.test("beside good records there are unreadable ones of every collection: pages show the good ones", async () => {
  await using folder = await tempFolder();
  const dataDir = folder.path;
  {
    await using house = await openTestHouse({ dataDir });
    await furnish(house.services);
  }
  let planted = 0;
  await withStore(dataDir, async (store) => {
    const collections = new Set((await recordKeys(store)).map(([, name]) => String(name)));
    for (const name of collections) {
      const sets = DAMAGE.map((value, at) => ({
        key: ["record", name, `unreadable-${at}`],
        value,
      }));
      await store.atomic({ sets, deletes: [["built", name]] });
      planted += sets.length;
    }
  });
  await using house = await openTestHouse({ dataDir, again: true });
  const owner = await logIn(house);
  assert.equal(house.services.inventory.find({}).total, 2);
  await assertAnswers(house, owner);
  assert.match(await owner.read("/items"), /A1.*A2|A2.*A1/);

  const checked = await owner.post("/settings/unreadable/check", {});
  assert.equal(checked.status, 303);
  const page = await owner.read("/settings/unreadable");
  assert.match(page, /id="damaged"/);
  assert.match(page, /id="newer"/);
  assert.match(page, /items unreadable-0/);
  assert.match(await owner.read("/"), /dati salvati non si leggono/);
  const file = await (await owner.ask("/settings/unreadable/records.json")).json();
  assert.equal(file.records.length, house.services.db.unreadable.list().length);
  assert.ok(file.records.length > planted / 2);
  const items = file.records.filter(({ collection }: { collection: string }) =>
    collection === "items"
  );
  assert.deepEqual(items.map(({ value }: { value: Json }) => value), DAMAGE);
});

for (const damage of DAMAGE) {
  Deno.test(`every record but the owner's is unreadable (${JSON.stringify(damage)}): the app opens and answers`, async () => {
    await using folder = await tempFolder();
    const dataDir = folder.path;
    {
      await using house = await openTestHouse({ dataDir });
      await furnish(house.services);
      await (await logIn(house)).post("/settings/account/preferences", {
        ...{ language: "en", site: "it", theme: "dark" },
      });
    }
    await withStore(dataDir, async (store) => {
      for (const key of await recordKeys(store)) {
        await store.atomic({ sets: [{ key, value: damage }] });
      }
    });
    await using house = await openTestHouse({ dataDir, again: true });
    const owner = await logIn(house);
    await assertAnswers(house, owner);
    assert.equal(house.services.inventory.find({}).total, 0);
  });
}

Deno.test("settings that cannot be read are saved anew, and the unreadable ones are kept aside", async () => {
  await using folder = await tempFolder();
  const dataDir = folder.path;
  {
    await using house = await openTestHouse({ dataDir });
    await house.services.auth.profile.change({ theme: "dark" });
  }
  const key = ["record", "profile", "profile"];
  await withStore(dataDir, async (store) => void await store.atomic({ sets: [{ key, value: 7 }] }));
  await using house = await openTestHouse({ dataDir, again: true });
  const { auth, db } = house.services;
  assert.equal((await auth.profile.get()).theme, "auto");
  await auth.profile.change({ theme: "light" });
  assert.equal((await auth.profile.get()).theme, "light");
  assert.deepEqual((await Array.fromAsync(db.setAside())).map(({ value }) => value), [7]);
  const owner = await logIn(house);
  assert.match(await owner.read("/settings/unreadable"), /sostituito quando hai salvato di nuovo/);
});

Deno.test("an owner who cannot be read is an owner: nobody else moves in, and reset-passphrase helps", async () => {
  await using folder = await tempFolder();
  const dataDir = folder.path;
  {
    await using _house = await openTestHouse({ dataDir });
  }
  const key = ["record", "owner", "owner"];
  await withStore(dataDir, async (store) => {
    await store.atomic({ sets: [{ key, value: { v: 1, d: null } }] });
  });
  await using house = await openTestHouse({ dataDir, again: true });
  const { setup, login } = house.services.auth;
  assert.equal(await setup.issueCode(), null);
  assert.notEqual((await house.fetch("/setup")).status, 200);
  await assert.rejects(
    login.withPassphrase(PASSPHRASE, visitor),
    (error) => isFailure(error, "unavailable") && error.key === "auth.passphrase_unreadable",
  );
  const passphrase = await login.recover();
  assert.ok(await login.withPassphrase(passphrase, visitor));
});

Deno.test("numbers go on after the highest one when the counter cannot be read", async () => {
  await using folder = await tempFolder();
  const dataDir = folder.path;
  {
    await using house = await openTestHouse({ dataDir });
    for (let n = 0; n < 3; n++) await house.services.inventory.create({}, SELLER);
  }
  await withStore(dataDir, async (store) => {
    await store.atomic({ sets: [{ key: ["record", "counters", "item_number"], value: null }] });
  });
  await using house = await openTestHouse({ dataDir, again: true });
  const { value } = await house.services.inventory.create({}, SELLER);
  assert.equal(value.number, 4);
});

Deno.test("an item of words that this program does not know is shown like any other", async () => {
  await using house = await openTestHouse();
  const { inventory, db } = house.services;
  const { id } = (await inventory.create({ state: "listed" }, SELLER)).value;
  const entry = (await db.store.get(["record", "items", id]))!;
  const fact = (value: Json) => ({ value, source: "seller", confidence: 1, at: 1 });
  const { d } = entry.value as { d: Record<string, Json> };
  const facts = {
    ...{ category: fact("women.nothing"), size: fact(999_999), colours: fact([9_999]) },
    ...{ material: fact([{ fibre: "unobtainium" }]), care: fact(["never"]) },
  };
  await db.store.atomic({ sets: [{ key: entry.key, value: { v: 1, d: { ...d, facts } } }] });
  await assertAnswers(house, await logIn(house));
});
