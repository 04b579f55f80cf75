import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import { isFailure } from "../errors.ts";
import { SELLER } from "../inventory/mod.ts";
import { openTestTransfer, streamOf, WORDS } from "./testing.ts";

const TABLE = `Numero;Titolo;Marca;Taglia;Prezzo;Scatola;Lotto
1;Felpa blu;Nike;M;12,50;A1;Mercatino
2;Blazer nero;Mango;S;25,00;A2;Mercatino
;;;;;;
7;Gonna a fiori;Zara;S;boh;A2;
;;;;;;Vuoto`;

const numbersOf = (t: Awaited<ReturnType<typeof openTestTransfer>>) =>
  t.inventory.find({ sort: "number" }).rows.map(({ number }) => number);
const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error) && error.key === key);

Deno.test("a table is read, reported on, imported with its numbers and lots, and taken back", async () => {
  await using t = await openTestTransfer();
  const { imports } = t.transfer;
  const { id, kind } = await imports.receive("armadio.csv", streamOf(TABLE));
  assert.equal(kind, "csv");
  const report = await imports.report(id);
  assert.deepEqual(report.actions, { new: 3, update: 0, skip: 0, refuse: 1 });
  assert.deepEqual(report.unread, [{ header: "Prezzo", count: 1, samples: ["boh"] }]);

  await imports.start(id);
  await t.settled();
  const done = await imports.get(id);
  assert.equal(done.state, "done");
  assert.deepEqual(done.outcome, {
    created: 3,
    updated: 0,
    skipped: 0,
    refused: 1,
    photosMissing: 0,
  });
  assert.deepEqual(numbersOf(t), [1, 2, 7]);
  const { value: felpa } = await t.inventory.get(1);
  assert.equal(felpa.facts.brand?.source, "imported");
  const [lot] = await t.inventory.lots.list();
  assert.equal(lot?.name, "Mercatino");
  assert.equal(felpa.lotId, lot?.id);
  assert.match((await t.inventory.get(7)).value.note!, /Prezzo: boh/);

  const refused = await imports.refused(id, (key) => key);
  assert.match(refused, /Vuoto;6;transfer\.row_says_nothing/);

  await imports.undo(id);
  await t.settled();
  assert.equal((await imports.get(id)).state, "undone");
  assert.deepEqual(numbersOf(t), []);
});

Deno.test("the same table again is known row by row; what to do with it is the seller's choice", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", TABLE);
  const again = await t.bring("a.csv", TABLE);
  assert.equal(again.outcome?.skipped, 3);
  assert.deepEqual(numbersOf(t), [1, 2, 7]);

  const { imports } = t.transfer;
  const { id } = await imports.receive("a.csv", streamOf(TABLE));
  await imports.decide(id, { same: "new", number: "new", alike: "new" });
  await imports.start(id);
  await t.settled();
  assert.deepEqual(numbersOf(t), [1, 2, 7, 8, 9, 10]);
});

Deno.test("the report names a number that is given, and an item that looks the same", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", "Numero;Titolo;Marca;Taglia\n5;Felpa blu;Nike;M\n6;Gonna;Zara;S");
  const { imports } = t.transfer;
  const { id } = await imports.receive(
    "b.csv",
    streamOf("Numero;Titolo;Marca;Taglia\n5;Jeans;Levi's;32\n3;Top;Zara;M\n;FELPA  Blu;nike;M"),
  );
  const { conflicts } = await imports.report(id);
  assert.equal(conflicts.number.count, 2);
  assert.equal(conflicts.number.samples[0]?.known?.number, 5);
  assert.equal(conflicts.alike.count, 1);
  assert.equal(conflicts.alike.samples[0]?.known?.number, 5);
  await imports.start(id);
  await t.settled();
  assert.deepEqual((await imports.get(id)).outcome, {
    created: 2,
    updated: 0,
    skipped: 1,
    refused: 0,
    photosMissing: 0,
  });
  assert.deepEqual(numbersOf(t), [5, 6, 7, 8]);
});

Deno.test("an update fills and changes fields, never over what the seller said, and is taken back with the rest", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", "Numero;Titolo;Marca;Scatola\n1;Felpa;Nike;A1\n2;Top;Zara;A1");
  const felpa = (await t.inventory.get(1)).value;
  await t.inventory.save(felpa.id, { facts: { brand: "Adidas" } }, SELLER);
  const { imports } = t.transfer;
  const { id } = await imports.receive(
    "b.csv",
    streamOf("Numero;Titolo;Marca;Scatola;Prezzo\n1;Felpa;Puma;B9;30\n2;Top;Zara;B9;"),
  );
  await imports.decide(id, { same: "update", number: "update", alike: "skip" });
  await imports.start(id);
  await t.settled();
  const updated = (await t.inventory.get(1)).value;
  assert.equal(updated.box, "B9");
  assert.deepEqual(updated.price, { cents: 3_000, currency: "EUR" });
  assert.equal(updated.facts.brand?.value, "Adidas");
  assert.equal((await imports.get(id)).outcome?.updated, 2);
  await imports.undo(id);
  await t.settled();
  assert.equal((await t.inventory.get(1)).value.box, "A1");
  assert.equal((await t.inventory.get(1)).value.price, undefined);
  assert.equal((await t.inventory.get(2)).value.box, "A1");
});

Deno.test("what an import cannot update is refused by name, and its row can be downloaded", async () => {
  await using t = await openTestTransfer();
  await t.bring("a.csv", "Numero;Titolo\n1;Felpa Nike");
  await t.inventory.trash([(await t.inventory.get(1)).value.id], SELLER);
  const { imports } = t.transfer;
  const { id } = await imports.receive("b.csv", streamOf("Numero;Titolo\n1;Felpa Puma"));
  await imports.decide(id, { same: "skip", number: "update", alike: "skip" });
  await imports.start(id);
  await t.settled();
  assert.equal((await imports.get(id)).outcome?.refused, 1);
  assert.match(await imports.refused(id, (key) => key), /1;Felpa Puma;2;inventory\.in_trash/);
});

Deno.test("the columns that the seller corrected are remembered for the next table like it", async () => {
  await using t = await openTestTransfer();
  const { imports } = t.transfer;
  const first = await imports.receive("a.csv", streamOf("Cosa;Boh\nFelpa;A1"));
  assert.deepEqual(first.mapping, ["title", null]);
  assert.deepEqual(await imports.columns(first.id), [
    { header: "Cosa", samples: ["Felpa"] },
    { header: "Boh", samples: ["A1"] },
  ]);
  await imports.map(first.id, ["title", "box"]);
  const second = await imports.receive("b.csv", streamOf("COSA;boh\nTop;B2"));
  assert.deepEqual(second.mapping, ["title", "box"]);
  await refuses(imports.map(first.id, ["box", "box"]), "transfer.column_twice");
  await refuses(imports.map(first.id, [null, null]), "transfer.no_columns");
});

Deno.test("our own table updates the items it came from, and says in each language the same", async () => {
  await using t = await openTestTransfer();
  await t.bring(
    "a.csv",
    "Titolo;Marca;Materiale;Misure\nFelpa blu;Nike;80% cotone 20% lana;Petto 50 cm",
  );
  const before = (await t.inventory.get(1)).value;
  const csv = await new Response(t.transfer.exports.csv(WORDS)).text();
  const { imports } = t.transfer;
  const { id, own } = await imports.receive(
    "armadio.csv",
    streamOf(csv.replace(";Nike;", ";Puma;")),
  );
  assert.ok(own);
  const report = await imports.report(id);
  assert.deepEqual(report.actions, { new: 0, update: 1, skip: 0, refuse: 0 });
  assert.deepEqual(report.unread, []);
  t.clock.advance(1_000);
  await imports.start(id);
  await t.settled();
  const after = (await t.inventory.get(1)).value;
  assert.equal(after.facts.brand?.value, "Puma");
  assert.deepEqual(after.facts.material?.value, before.facts.material?.value);
  assert.deepEqual(after.facts.measures?.value, before.facts.measures?.value);
});

Deno.test("a file that cannot be imported is refused with its sentence, and not kept", async () => {
  await using t = await openTestTransfer();
  const bring = (content: string | Uint8Array | ReadableStream<Uint8Array>) =>
    t.transfer.imports.receive("x", streamOf(content));
  await refuses(bring(""), "transfer.empty_table");
  await refuses(bring("Titolo;Marca\n"), "transfer.empty_table");
  await refuses(bring(new Uint8Array([1, 0, 2, 0, 3])), "transfer.not_a_table");
  await refuses(bring(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1])), "transfer.old_excel");
  await refuses(bring('{"items":[]}'), "transfer.foreign_json");
  await refuses(bring("PK\x03\x04 nonsense"), "transfer.bad_zip");
  await refuses(bring(makeZip([{ name: "a.txt", input: "ciao" }])), "transfer.foreign_zip");
  assert.deepEqual(await Array.fromAsync(t.needs.files.list()), []);
  assert.deepEqual(await t.transfer.imports.list(), []);
});

Deno.test("an import that was let go of leaves no file", async () => {
  await using t = await openTestTransfer();
  const { id } = await t.transfer.imports.receive("a.csv", streamOf(TABLE));
  await t.transfer.imports.discard(id);
  assert.deepEqual(await Array.fromAsync(t.needs.files.list()), []);
  await refuses(t.transfer.imports.get(id), "transfer.no_such_import");
});

Deno.test("an import is started once", async () => {
  await using t = await openTestTransfer({ work: false });
  const { id } = await t.transfer.imports.receive("a.csv", streamOf(TABLE));
  await t.transfer.imports.start(id);
  await refuses(t.transfer.imports.start(id), "transfer.not_now");
  await refuses(t.transfer.imports.undo(id), "transfer.not_now");
  await refuses(t.transfer.imports.discard(id), "transfer.not_now");
});
