import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import { isFailure } from "../../base/errors.ts";
import { SELLER } from "../../inventory/mod.ts";
import { type Draft, draftId, drafts } from "../../listing/draft.ts";
import { albumsCollection, photosCollection, type StoredPhoto } from "../../photos/photo.ts";
import { openTestTransfer, streamOf, type TestTransfer, WORDS } from "../testing.ts";
import { copyLines } from "./write.ts";

/** Not a photo, but bytes that must come back as they were. */
const pictureOf = (seed: number) =>
  Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31 + seed * 7) % 251);

async function addPhoto({ db, needs, clock, newId }: TestTransfer, itemId: string, seed: number) {
  const { sha, bytes } = await needs.photoFiles.put(pictureOf(seed));
  const photo: StoredPhoto = {
    id: newId(),
    itemId,
    name: `IMG_${seed}.JPG`,
    kind: "jpeg",
    original: sha,
    bytes,
    state: "waiting",
    warnings: [],
    takenAt: "2026-01-02T10:00:00",
    createdAt: clock.now(),
  };
  const album = await db.get(albumsCollection, itemId);
  const change = db.change();
  change.insert(photosCollection, photo);
  // The newest first, so that the order is not that of the ids.
  const photoIds = [photo.id, ...album?.value.photoIds ?? []];
  if (album) change.update(albumsCollection, album, { itemId, photoIds });
  else change.insert(albumsCollection, { itemId, photoIds });
  await change.commit();
}

/** Three items that have everything an item can have. */
async function plant(t: TestTransfer): Promise<void> {
  const { inventory, db, clock } = t;
  await t.bring(
    "a.csv",
    `Numero;Titolo;Marca;Taglia;Prezzo;Scatola;Lotto;Stato;Link
3;Felpa blu;Nike;M;12,50;A1;Mercatino;in vendita;https://www.vinted.it/items/55
9;Blazer «nero»;Mango;S;25,00;A2;Mercatino;;
12;Top;Zara;S;5;;;;`,
  );
  const felpa = (await inventory.get(3)).value;
  clock.advance(60_000);
  await inventory.save(felpa.id, { facts: { brand: "Adidas", condition: 2, care: null } }, SELLER);
  await inventory.save(felpa.id, { fields: { note: "Riga uno\nRiga due" } }, SELLER);
  await inventory.trash([(await inventory.get(12)).value.id], SELLER);
  await inventory.views.save({ name: "In vendita", query: { states: ["listed"] } });
  for (const seed of [1, 2, 3]) await addPhoto(t, felpa.id, seed);
  const change = db.change();
  change.insert<Draft>(drafts, {
    itemId: felpa.id,
    language: "it",
    title: "Felpa",
    description: "Bella.",
    hashtags: ["felpa"],
    edited: ["title"],
    basis: "x",
    rev: 4,
    updatedAt: clock.now(),
  });
  await change.commit();
}

async function wholeOf({ needs }: TestTransfer) {
  const lines = await Array.fromAsync(copyLines(needs));
  return lines.map((line) => line.kind === "item" ? { ...line } : line);
}

type Whole = Awaited<ReturnType<typeof wholeOf>>;
const itemsIn = (whole: Whole) => whole.filter((line) => line.kind === "item");
/** What the journey itself may add: its own batch, and that each item came back. */
function withoutArrival(whole: Whole, batchId: string) {
  return whole.filter((line) => line.kind !== "batch" || line.batch.id !== batchId).map((line) =>
    line.kind === "item"
      ? { ...line, history: line.history.filter((entry) => entry.batchId !== batchId) }
      : line
  );
}

const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error) && error.key === key, key);

Deno.test("a ZIP brings the whole wardrobe into an empty house without loss", async () => {
  await using from = await openTestTransfer();
  await plant(from);
  await using to = await openTestTransfer();
  const imported = await to.bring("copia.zip", from.transfer.exports.zip(WORDS));
  assert.deepEqual(imported.outcome, {
    created: 3,
    updated: 0,
    skipped: 0,
    refused: 0,
    photosMissing: 0,
    leftOut: 0,
  });
  const before = await wholeOf(from);
  const after = await wholeOf(to);
  const photoCounts = new Map(itemsIn(before).map(({ item, photos }) => [item.id, photos.length]));
  // The rooms count photos when they come in; here they were planted behind their back.
  const expected = before.map((line) =>
    line.kind === "item"
      ? { ...line, item: { ...line.item, photoCount: photoCounts.get(line.item.id)! } }
      : line
  );
  assert.deepEqual(withoutArrival(after, imported.id), expected);
  const [felpa] = itemsIn(after).filter(({ item }) => item.number === 3);
  for (const [at, seed] of [3, 2, 1].entries()) {
    const bytes = await to.needs.photoFiles.get(felpa!.photos[at]!.photo.original);
    assert.deepEqual(bytes, pictureOf(seed));
  }
  assert.deepEqual(to.prepared.length, 3);
  assert.ok(await to.db.get(drafts, draftId(felpa!.item.id, "it")));
  // Numbers go on after the highest.
  assert.equal((await to.inventory.create({}, SELLER)).value.number, 13);
  assert.ok((await to.inventory.find({ text: "adidas" })).total === 1);
});

Deno.test("a restored wardrobe goes to the trash when its import is taken back", async () => {
  await using from = await openTestTransfer();
  await plant(from);
  await using to = await openTestTransfer();
  const { id } = await to.bring("copia.json", from.transfer.exports.json());
  assert.equal(to.inventory.find({}).total, 2);
  await to.transfer.imports.undo(id);
  await to.settled();
  assert.equal(to.inventory.find({}).total, 0);
  assert.equal(to.inventory.find({ trashed: true }).total, 3);
});

Deno.test("a copy without photos says how many are missing, and takes those that are here", async () => {
  await using from = await openTestTransfer();
  await plant(from);
  await using to = await openTestTransfer();
  await to.needs.photoFiles.put(pictureOf(2));
  const { imports } = to.transfer;
  const { id } = await imports.receive("copia.json", from.transfer.exports.json());
  const report = await imports.copyReport(id);
  assert.deepEqual([report.items, report.trashed, report.photos, report.photosMissing], [
    3,
    1,
    3,
    2,
  ]);
  await imports.start(id);
  await to.settled();
  assert.equal((await imports.get(id)).outcome?.photosMissing, 2);
  const felpa = (await to.inventory.get(3)).value;
  assert.equal((await to.db.get(albumsCollection, felpa.id))?.value.photoIds.length, 1);
});

Deno.test("into a house with things of its own: the same are named, and a number that is given makes way", async () => {
  await using t = await openTestTransfer();
  await plant(t);
  const copy = await new Response(t.transfer.exports.json()).bytes();
  const felpa = (await t.inventory.get(3)).value;
  await t.inventory.save(felpa.id, { fields: { box: "Z9" } }, SELLER);

  const skipped = await t.bring("copia.json", copy);
  assert.equal(skipped.outcome?.skipped, 3);
  assert.equal((await t.inventory.get(3)).value.box, "Z9");

  const { imports } = t.transfer;
  const { id } = await imports.receive("copia.json", ReadableStream.from([copy]));
  assert.equal((await imports.copyReport(id)).same.count, 3);
  await imports.decide(id, { same: "update", number: "new", alike: "skip" });
  await imports.start(id);
  await t.settled();
  assert.equal((await t.inventory.get(3)).value.box, "A1");

  await using other = await openTestTransfer();
  await other.bring("b.csv", "Numero;Titolo\n3;Gonna Zara");
  const merged = await other.bring("copia.json", copy);
  assert.equal(merged.outcome?.created, 3);
  assert.equal((await other.inventory.get(3)).value.facts.brand?.value, "Zara");
  assert.equal((await other.inventory.byId(felpa.id)).value.number, 13);
});

Deno.test("a copy that was cut or comes from a newer home is refused before it is taken in", async () => {
  await using t = await openTestTransfer();
  await plant(t);
  const copy = await new Response(t.transfer.exports.json()).text();
  const before = (await t.transfer.imports.list()).length;
  const receive = (text: string | Uint8Array) =>
    t.transfer.imports.receive("c.json", streamOf(text));
  await refuses(receive(copy.slice(0, copy.length / 2)), "transfer.copy_cut");
  await refuses(receive(copy.split("\n").slice(0, -3).join("\n")), "transfer.copy_cut");
  await refuses(receive(copy.replace('"format":2', '"format":9')), "transfer.newer_copy");
  await refuses(receive(copy.replaceAll("\n", "")), "transfer.foreign_json");
  const cut = makeZip([{ name: "items.json", input: copy.slice(0, copy.length / 2) }]);
  await refuses(receive(await new Response(cut).bytes()), "transfer.copy_cut");
  assert.equal((await t.transfer.imports.list()).length, before);
});

Deno.test("lines that were damaged or edited are left out and counted; all others come in", async () => {
  await using from = await openTestTransfer();
  await plant(from);
  const lines = (await new Response(from.transfer.exports.json()).text()).split("\n");
  const isItem = (text: string, number: number) => text.includes(`"number":${number},`);
  const damaged = lines.map((text) => {
    if (isItem(text, 3)) return text.replace('"number":3', '"number":"tre"');
    if (!isItem(text, 9)) return text;
    const line = JSON.parse(text.replace(/,$/, ""));
    return `${JSON.stringify({ ...line, history: [{ at: null }, ...line.history] })},`;
  });
  damaged.splice(1, 0, "{broken,", '{"kind":"what is this"},');
  await using to = await openTestTransfer();
  const { imports } = to.transfer;
  const bytes = new TextEncoder().encode(damaged.join("\n"));
  const { id } = await imports.receive("copia.json", ReadableStream.from([bytes]));
  const { items, unreadable } = await imports.copyReport(id);
  const lost = damaged.findIndex((text) => text.includes('"number":"tre"')) + 1;
  assert.deepEqual([items, unreadable], [2, { count: 4, lines: [2, 3, lost] }]);
  await imports.start(id);
  await to.settled();
  const { outcome } = await imports.get(id);
  assert.deepEqual([outcome?.created, outcome?.leftOut], [2, 4]);
  assert.deepEqual(to.inventory.find({}).rows.map(({ number }) => number), [9]);
});

Deno.test("a photo that was changed inside the ZIP is missing, not believed", async () => {
  await using from = await openTestTransfer();
  await plant(from);
  const json = await new Response(from.transfer.exports.json()).bytes();
  const zip = makeZip([
    { name: "items.json", input: json },
    { name: "photos/0003/01.jpg", input: pictureOf(99) },
    { name: "photos/0003/02.jpg", input: pictureOf(2) },
  ]);
  await using to = await openTestTransfer();
  const { outcome } = await to.bring("copia.zip", zip);
  assert.equal(outcome?.photosMissing, 2);
  assert.equal(outcome?.created, 3);
});
