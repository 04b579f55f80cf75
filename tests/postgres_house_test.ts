/** The whole app on PostgreSQL: the seller's first steps, with two apps on one store. */
import assert from "node:assert/strict";
import { garment } from "../services/photos/testing.ts";
import type { RecordChange } from "../services/store/mod.ts";
import { tempFolder } from "../services/store/testing.ts";
import { openTestPostgres } from "./support/postgres.ts";
import { runProgram } from "./support/program.ts";
import { openTestHouse, type TestHouse } from "./support/whole_house.ts";

const ENCRYPTION_KEY = new Uint8Array(32).fill(9).toBase64();

/** Resolves with the first change that this app hears of, its own or another's. */
function hears({ services }: TestHouse, isIt: (change: RecordChange) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = services.db.onChange((changes) => {
    if (changes.some(isIt)) resolve();
  });
  return promise.finally(stop);
}

const isReady = ({ collection, row }: RecordChange): boolean =>
  collection === "photos" && (row?.value as { state?: string } | undefined)?.state === "ready";

Deno.test("two apps on one PostgreSQL are one house: items, search, photos, jobs, secrets", async () => {
  await using database = await openTestPostgres();
  await using files = await tempFolder();
  const env = { STORE_URL: database.url, FILES_DIR: files.path, ENCRYPTION_KEY };
  await using first = await openTestHouse({ env });
  await using second = await openTestHouse({ env, again: true });
  const authorization = `Bearer ${await first.key(["read", "write"])}`;

  const told = hears(second, ({ collection }) => collection === "items");
  const made = await first.fetch("/api/v1/items", {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ box: "A2", facts: { brand: "Nike", category: "men.hoodies" } }),
  });
  assert.equal(made.status, 201);
  await told;
  const found = await second.fetch("/api/v1/items?text=nike", { headers: { authorization } });
  const { items } = await found.json();
  assert.deepEqual(items.map(({ number }: { number: number }) => number), [1]);

  // The first app does no jobs: what it was given is done by the second.
  second.services.jobs.start();
  const prepared = hears(first, isReady);
  const form = new FormData();
  form.append("photos", new File([await garment(1) as BlobPart], "1.jpg"));
  const uploaded = await first.fetch("/api/v1/items/1/photos", {
    method: "POST",
    headers: { authorization },
    body: form,
  });
  assert.equal(uploaded.status, 201, await uploaded.text());
  await prepared;
  const { id } = await first.services.inventory.get(1);
  const [photo] = await first.services.photos.list(id);
  assert.equal(photo?.state, "ready");
  assert.ok(await first.services.blobs.has(photo.thumb!), "both reach the files");
  await second.services.jobs.settled();
});

Deno.test("the next start finds everything, with the same key only", async () => {
  await using database = await openTestPostgres();
  const env = { STORE_URL: database.url, ENCRYPTION_KEY };
  {
    await using house = await openTestHouse({ env });
    await house.services.inventory.create({ box: "A2" }, { kind: "seller" });
    await house.services.ai.saveSettings({ glmKey: "segreto" });
  }
  const other = { ...env, ENCRYPTION_KEY: new Uint8Array(32).fill(8).toBase64() };
  {
    await using stranger = await openTestHouse({ env: other, again: true });
    assert.equal((await stranger.services.ai.settings()).hasKey, false);
    const [named] = stranger.services.db.unreadable.list()
      .filter(({ collection }) => collection === "ai_settings");
    assert.equal(named?.cause, "other_key");
  }
  await using house = await openTestHouse({ env, again: true });
  assert.equal(await house.services.auth.setup.issueCode(), null, "the owner is known");
  assert.equal((await house.services.inventory.get(1)).value.box, "A2");
  assert.equal((await house.services.ai.settings()).hasKey, true);
});

Deno.test("a database that is not there is said in the owner's words", async () => {
  const env = { STORE_URL: "postgres://anna:segreto@127.0.0.1:1/casa", ENCRYPTION_KEY };
  await using folder = await tempFolder();
  const { code, said } = await runProgram({ env: { ...env, DATA_DIR: folder.path } });
  assert.equal(code, 1);
  assert.match(said, /database non risponde/);
  assert.ok(!said.includes("segreto"));
  const keyless = { STORE_URL: env.STORE_URL, DATA_DIR: folder.path };
  assert.match((await runProgram({ env: keyless })).said, /ENCRYPTION_KEY/);
});
