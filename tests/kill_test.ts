/** `kill -9` of the whole program while a seller works: what was acknowledged is there after the next start. */
import assert from "node:assert/strict";
import { translator } from "../locales/mod.ts";
import { garment } from "../services/photos/testing.ts";
import { tempFolder } from "../services/store/testing.ts";
import { asProposed, tableOf } from "../bench/transfer.ts";
import { startFakeOllama } from "./fakes/ollama.ts";
import { listen } from "./support/events.ts";
import { startHouse } from "./support/house.ts";
import { comeBack, moveIn, type Owner } from "./support/owner.ts";
import { intakeForm } from "./support/photographs.ts";

const t = translator("it");
/** Enough that some are being prepared and some on their way at any moment. */
const PHOTOS = 12;
const ROWS = 1_500;

/** The same data, the same browser, another process. */
async function startAgain(
  { house, cookie }: Owner,
  env: Record<string, string> = {},
): Promise<Owner> {
  return comeBack(await startHouse({ dataDir: house.dataDir, env }), cookie);
}

interface Shot {
  readonly id: string;
  readonly state: string;
}

async function photosOf({ ask }: Owner): Promise<Shot[]> {
  const answer = await ask("/items/1/photos", { headers: { accept: "application/json" } });
  return (await answer.json()).photos;
}

/** @returns the photo's id once the app has said that it has it; `null` when the app died before */
async function upload({ ask }: Owner, bytes: Uint8Array): Promise<string | null> {
  const body = new FormData();
  body.append("photos", new File([bytes as BlobPart], "a.jpg"));
  try {
    const headers = { accept: "application/json" };
    const answer = await ask("/items/1/photos", { method: "POST", body, headers });
    return (await answer.json()).files[0].id;
  } catch {
    return null;
  }
}

async function allReady(owner: Owner): Promise<Shot[]> {
  await using events = await listen(owner);
  while (true) {
    const photos = await photosOf(owner);
    if (photos.every(({ state }) => state !== "waiting")) return photos;
    await events.next(({ state }) => state === "done");
  }
}

for (const acknowledged of [1, 5, 9]) {
  Deno.test(`kill -9 after ${acknowledged} uploads loses none, and all become ready`, async () => {
    await using folder = await tempFolder();
    const owner = await moveIn(await startHouse({ dataDir: folder.path }));
    const intake = new FormData();
    intake.append("words", "felpa nike blu");
    await owner.send("/items/new", intake);
    const files = await Promise.all(Array.from({ length: PHOTOS }, (_, i) => garment(i)));
    const ids: string[] = [];
    const sending = files.map(async (bytes) => {
      const id = await upload(owner, bytes);
      if (id && ids.push(id) === acknowledged) await owner.house.kill();
    });
    await Promise.all(sending);

    const again = await startAgain(owner);
    const photos = await allReady(again);
    const known = new Set(photos.map(({ id }) => id));
    assert.deepEqual(ids.filter((id) => !known.has(id)), []);
    assert.deepEqual(photos.filter(({ state }) => state !== "ready"), []);
    for (const { id } of photos) {
      const display = await again.ask(`/photos/${id}/display`);
      assert.equal(display.status, 200);
      await display.body?.cancel();
    }
    await again.house.stop();
  });
}

Deno.test("kill -9 while a model looks: after the next start the item is read", async () => {
  await using folder = await tempFolder();
  await using ollama = startFakeOllama();
  ollama.answers = [{ silentAfter: "{" }];
  const env = { OLLAMA_URL: ollama.url };
  const owner = await moveIn(await startHouse({ dataDir: folder.path, env }));
  const events = await listen(owner);
  await owner.send("/items/new", await intakeForm(1));
  const looks = ({ title, done }: { title: string; done: number }) =>
    title === t("ai.job_item") && done > 0;
  await events.next(looks);
  await owner.house.kill();
  await events.ended();

  const seen = { audience: "men", kind: "shirt", colours: ["blue"], pattern: "plain" };
  ollama.answers = [{ text: JSON.stringify({ ...seen, condition: "good", flaws: [] }) }];
  const again = await startAgain(owner, env);
  await using news = await listen(again);
  await news.next(({ title, state }) => title === t("ai.job_item") && state === "done");
  assert.match(await again.read("/items/1"), /Camici/);
  await again.house.stop();
});

Deno.test("kill -9 in an import: after the next start it goes on, nothing twice", async () => {
  await using folder = await tempFolder();
  const owner = await moveIn(await startHouse({ dataDir: folder.path }));
  const form = new FormData();
  form.append("file", new File([tableOf(ROWS)], "armadio.csv"));
  const columns = await owner.send("/import", form);
  const page = columns.replace(/\/columns$/, "");
  await owner.send(columns, asProposed(await owner.read(columns)));
  const events = await listen(owner);
  await owner.send(`${page}/start`, {});
  await events.next(({ title, done }) => title === t("transfer.job_import") && done > 0);
  await owner.house.kill();
  await events.ended();

  const again = await startAgain(owner);
  await using news = await listen(again);
  while (!(await again.read(page)).includes(t("transfer.result_title"))) {
    await news.next(({ state }) => state === "done");
  }
  const done = t("transfer.result_created", { count: ROWS });
  assert.ok((await again.read(page)).includes(done));
  assert.match(await again.read("/items"), new RegExp(`${ROWS.toLocaleString("it-IT")}`));
  await again.house.stop();
});
