/** Disaster drill: home and its replica are compared, home is lost, and is restored from the replica. */
import assert from "node:assert/strict";
import { translator } from "../locales/mod.ts";
import { systemClock } from "../services/base/clock.ts";
import { garment } from "../services/photos/testing.ts";
import { keyToBytes } from "../services/store/mod.ts";
import { tempFolder } from "../services/store/testing.ts";
import { openTestRelay, RELAY_KEY } from "./support/test_relay.ts";
import { startHouse } from "./support/house.ts";
import { runTask } from "./support/task.ts";
import { openTestHouse, PASSPHRASE } from "./support/whole_house.ts";

const t = translator("it");
const SELLER = { kind: "seller" } as const;
const PREFERENCES = { language: "it", site: "it", theme: "dark" };
const ENCRYPTION_KEY = new Uint8Array(32).fill(9).toBase64();

const visitor = { address: "127.0.0.1", userAgent: "", way: "home" } as const;

const hexOf = (...key: string[]) => keyToBytes(["record", ...key]).toHex();
/** An owner with another passphrase, a session whose cookie the attacker has, and an item. */
const PLANTED = [
  {
    key: hexOf("owner", "owner"),
    value: '{"v":1,"d":{"passphrase":"x","createdAt":1,"changedAt":1}}',
  },
  { key: hexOf("session", "planted"), value: '{"v":1,"d":{"id":"planted"}}' },
  { key: hexOf("items", "planted"), value: '{"v":1,"d":{"id":"planted"}}' },
];

/** Somebody lives here: two items, one with a photo, and a secret. Then the app is stopped. */
async function liveIn(dataDir: string): Promise<void> {
  await using house = await openTestHouse({ env: { ENCRYPTION_KEY }, dataDir });
  const { inventory, photos, jobs, ai } = house.services;
  await inventory.create({ box: "A1" }, SELLER);
  const { id } = await inventory.create({ box: "A2" }, SELLER);
  await inventory.save(id, { facts: { brand: "Nike" } }, SELLER);
  await photos.add(id, { name: "1.jpg", body: await garment(1) });
  jobs.start();
  await jobs.settled();
  await ai.saveSettings({ glmKey: "segreto" });
}

Deno.test("a house and its copy are compared by a task, and the first difference has a name", async () => {
  await using folder = await tempFolder();
  await using relay = await openTestRelay(systemClock);
  await liveIn(folder.path);
  const env = { DATA_DIR: folder.path, ENCRYPTION_KEY, RELAY_URL: relay.url, RELAY_KEY };
  const verify = () => runTask(["replica", "verify"], env);
  assert.deepEqual(await verify(), { code: 0, said: t("relay.replica_equal") });
  await relay
    .sql`update store set value = '{"v":1,"d":{}}' where encode(key, 'escape') like '%profile%'`;
  const { code, said } = await verify();
  assert.equal(code, 1);
  assert.match(said, /^Prima differenza: \S+ .*non è uguale/);
  assert.deepEqual(await runTask(["replica", "verify"], { ...env, RELAY_KEY: "x".repeat(40) }), {
    code: 2,
    said: t("relay.wrong_key"),
  });
  assert.deepEqual(await runTask(["replica", "verify"], { DATA_DIR: folder.path }), {
    code: 2,
    said: t("relay.not_configured"),
  });
});

Deno.test("a running app is asked, and what changed last goes when it stops", async () => {
  await using folder = await tempFolder();
  await using relay = await openTestRelay(systemClock);
  await liveIn(folder.path);
  const env = { ENCRYPTION_KEY, RELAY_URL: relay.url, RELAY_KEY };
  const house = await startHouse({ dataDir: folder.path, env });
  const verify = () => runTask(["replica", "verify"], { ...env, DATA_DIR: folder.path });
  assert.deepEqual(await verify(), { code: 0, said: t("relay.replica_equal") });
  const { number } = await relay.replica.cursor();
  const post = (path: string, fields: Record<string, string>, cookie = "") =>
    fetch(house.url + path, {
      ...{ method: "POST", body: new URLSearchParams(fields), redirect: "manual" },
      headers: { origin: house.url, cookie },
    });
  const entered = await post("/login", { passphrase: PASSPHRASE });
  assert.equal(entered.status, 303, await entered.text());
  const cookie = entered.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const chosen = await post("/settings/account/preferences", PREFERENCES, cookie);
  assert.equal(chosen.status, 303, await chosen.text());
  assert.equal((await relay.replica.cursor()).number, number, "it waits for company");
  assert.equal(await house.stop(), 0);
  assert.equal((await relay.replica.cursor()).number, number + 1);
});

Deno.test("a lost house is rebuilt by one command, which says which photos are to be brought", async () => {
  await using relay = await openTestRelay(systemClock);
  const away = { RELAY_URL: relay.url, RELAY_KEY };
  {
    await using lost = await tempFolder();
    await liveIn(lost.path);
    const env = { DATA_DIR: lost.path, ENCRYPTION_KEY, ...away };
    assert.equal((await runTask(["replica", "verify"], env)).code, 0);
    const refused = await runTask(["restore", "--from", "relay"], env);
    assert.deepEqual(refused, { code: 1, said: t("relay.restore_not_empty") });
  }
  await using folder = await tempFolder();
  const env = { DATA_DIR: folder.path, ...away };
  const keyless = await runTask(["restore", "--from", "relay"], env);
  assert.deepEqual(keyless, { code: 1, said: t("relay.restore_no_key") });
  assert.equal(await Deno.stat(`${folder.path}/key`).then(() => true, () => false), false);

  // An attacker who can write to the relay's database tries to gain access to home.
  await relay
    .sql`insert into store (key, value, stamp) select decode(given.key, 'hex'), given.value::json, 1
    from unnest(${PLANTED.map(({ key }) => key)}::text[],
      ${PLANTED.map(({ value }) => value)}::text[]) as given (key, value)`;

  const { code, said } = await runTask(["restore", "--from", "relay"], { ...env, ENCRYPTION_KEY });
  assert.equal(code, 0, said);
  const passphrase = /(\w{4}-){3}\w{4}/.exec(said)![0];
  assert.ok(said.includes(t("relay.restore_left_out", { count: 1 })), said);
  assert.match(said, /^ {2}items planted$/m);
  assert.match(said, /Ripristinati \d+ dati/);
  assert.match(said, /^ {2}2 {2}.*Nike.*: 1 foto$/m);
  assert.doesNotMatch(said, /^ {2}1 {2}/m);

  await using house = await openTestHouse({
    env: { ENCRYPTION_KEY },
    dataDir: folder.path,
    again: true,
  });
  const { inventory, ai, auth } = house.services;
  assert.equal((await inventory.get(2)).value.facts.brand?.value, "Nike");
  assert.equal((await ai.settings()).hasKey, true);
  assert.equal(await auth.setup.issueCode(), null);
  await assert.rejects(auth.login.withPassphrase(PASSPHRASE, visitor));
  assert.ok(await auth.login.withPassphrase(passphrase, visitor));
  assert.deepEqual((await auth.sessions.list()).map(({ how }) => how), ["passphrase"]);
  assert.deepEqual(await auth.tokens.list(), []);
});
