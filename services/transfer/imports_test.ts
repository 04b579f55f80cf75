import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import { isFailure } from "../base/errors.ts";
import { SELLER } from "../inventory/mod.ts";
import { writeWorkbook } from "../tables/testing.ts";
import { openTestTransfer, streamOf, type TestTransfer, WORDS } from "./testing.ts";

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
  assert.deepEqual(report.noted, [
    { reason: "not_understood", header: "Prezzo", count: 1, samples: ["boh"] },
  ]);

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
  const { columns } = await imports.table(first.id);
  assert.deepEqual(
    columns.map(({ header, letter, samples, column }) => [header, letter, samples, column]),
    [
      ["Cosa", "A", ["Felpa"], "title"],
      ["Boh", "B", ["A1"], null],
    ],
  );
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
  assert.deepEqual(report.noted, []);
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
  await refuses(bring(""), "tables.empty_table");
  await refuses(bring("Titolo;Marca\n"), "tables.empty_table");
  await refuses(bring(new Uint8Array([1, 0, 2, 0, 3])), "tables.not_a_table");
  await refuses(bring(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1])), "tables.old_excel");
  await refuses(bring('{"items":[]}'), "transfer.foreign_json");
  await refuses(bring("PK\x03\x04 nonsense"), "files.bad_zip");
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

/** Brings a file and gives its items as they came to be, by their titles. */
async function itemsOf(t: TestTransfer, name: string, content: string | Uint8Array) {
  const value = await t.bring(name, content);
  assert.equal(value.state, "done", name);
  const rows = t.inventory.find({ sort: "number" }).rows;
  return await Promise.all(rows.map(async ({ number }) => (await t.inventory.get(number)).value));
}
const utf16 = (text: string) =>
  Uint8Array.from(
    [...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  );

Deno.test("a sale without a column of states comes in as a sale, with its price and day", async () => {
  await using t = await openTestTransfer();
  const [dress] = await itemsOf(
    t,
    "a.csv",
    'titolo,marca,venduto a,data vendita\nVestito,Zara,"18,50",21/11/2026\n',
  );
  assert.equal(dress?.state, "sold");
  assert.deepEqual(dress?.soldFor, { cents: 18_50, currency: "EUR" });
  assert.equal(dress?.soldAt, Date.UTC(2026, 10, 21, 12));
});

Deno.test("lines above the header and below the table are no items", async () => {
  const files = [
    "Info,Version=1.0.0,Template=x,,,\nCustom label,Title,Brand,Price,Condition,Size\n101,Felpa uno,Nike,25.00,Ottime,M\n102,Jeans due,Levi's,18.50,Buone,L\n",
    'titolo,marca,prezzo\n\nVestito,Zara,10.00\nScarpe,Geox,20.00\n\n\n2,"record(s) downloaded,"," from Nov-01-26"\nSeller ID : qualcuno\n',
  ];
  for (const file of files) {
    await using t = await openTestTransfer();
    assert.equal((await itemsOf(t, "a.csv", file)).length, 2);
  }
});

Deno.test("an export of orders gives titles, sold prices and notes, and no colours or states by guessing", async () => {
  await using t = await openTestTransfer();
  const [hoodie, ...others] = await itemsOf(
    t,
    "orders.csv",
    '\ufeff\r\n"Order Number","Item Title","Custom Label","Sold For","Shipping And Handling","Sale Date","Gift"\r\n\r\n' +
      '"07-1","Felpa grigia M","A-17","€25,00","€4,90","21/11/2026","yes"\r\n\r\n' +
      '"1","record(s) downloaded","from Nov-20-26"\r\n"Seller ID : qualcuno"\r\n',
  );
  assert.deepEqual(others, []);
  assert.equal(hoodie?.facts.details?.value, "Felpa grigia M");
  assert.deepEqual([hoodie?.soldFor?.cents, hoodie?.price, hoodie?.state], [
    25_00,
    undefined,
    "sold",
  ]);
  assert.equal(hoodie?.note, "Custom Label: A-17");
});

Deno.test("tables of Excel for Mac, UTF-16, HTML and XML come in like any other", async () => {
  const files: [string, string | Uint8Array][] = [
    ["mac.csv", Uint8Array.from("titolo;prezzo\rGonna citt\x88;9,50\r", (l) => l.charCodeAt(0))],
    ["unicode.txt", utf16("titolo\tprezzo\r\nGonna città\t9,50\r\n")],
    [
      "a.xls",
      '<html><meta charset="utf-8"><table><tr><td>titolo<td>prezzo<tr><td>Gonna città<td>9,50</table>',
    ],
    [
      "b.xls",
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:x"><Worksheet ss:Name="S"><Table>' +
      "<Row><Cell><Data>titolo</Data></Cell><Cell><Data>prezzo</Data></Cell></Row>" +
      '<Row><Cell><Data>Gonna città</Data></Cell><Cell><Data ss:Type="Number">9.5</Data></Cell></Row></Table></Worksheet></Workbook>',
    ],
  ];
  for (const [name, content] of files) {
    await using t = await openTestTransfer();
    const [skirt] = await itemsOf(t, name, content);
    assert.equal(skirt?.facts.details?.value, "Gonna città", name);
    assert.equal(skirt?.price?.cents, 9_50, name);
  }
});

Deno.test("a workbook is read from the sheet that holds items; merged brands and numbers come in right", async () => {
  await using t = await openTestTransfer();
  const items = await itemsOf(
    t,
    "a.xlsx",
    await writeWorkbook({
      sheets: [
        { name: "Istruzioni", rows: [["Compila il foglio Articoli"], [], ["Versione 2"]] },
        {
          name: "Articoli",
          rows: [
            ["marca", "titolo", "costo", "data acquisto"],
            ["Benetton", "Maglia 1", 12.345, { day: 45_000 }],
            [null, "Maglia 2", 3.125],
          ],
          merges: ["A2:A3"],
          cells: { XFD1048576: 1 },
        },
      ],
    }),
  );
  assert.deepEqual(items.map(({ facts, cost }) => [facts.brand?.value, cost?.cents]), [
    ["Benetton", 12_35],
    ["Benetton", 3_13],
  ]);
  assert.equal(items[0]?.acquiredOn, "2023-03-15");
});

Deno.test("the report says what every column, far cell, merged cell and line becomes", async () => {
  await using t = await openTestTransfer();
  const { imports } = t.transfer;
  const { id } = await imports.receive(
    "a.xlsx",
    streamOf(
      await writeWorkbook({
        sheets: [{
          rows: [
            ["marca", "titolo", "Corriere"],
            ["Zara", "Top", "BRT", "in più"],
            [null, "Gonna", "GLS"],
            [],
            ["Totale", "2"],
          ],
          merges: ["A2:A3"],
          cells: { XFD50000: 1 },
        }],
      }),
    ),
  );
  const { columns, strays, mergedCells, leftOut, noted, rows } = await imports.report(id);
  assert.deepEqual(columns.map(({ header, column }) => [header, column]), [
    ["marca", "brand"],
    ["titolo", "title"],
    ["Corriere", null],
    ["", "note"],
  ]);
  assert.deepEqual(strays, { count: 1, places: ["XFD50000"] });
  assert.equal(mergedCells, 1);
  assert.deepEqual(leftOut, { count: 1, samples: [{ line: 5, text: "Totale · 2" }] });
  assert.deepEqual(noted, [{ reason: "no_header", header: "", count: 1, samples: ["in più"] }]);
  assert.equal(rows, 2);
});

Deno.test("the seller chooses sheet, header line, lines to leave out and cells to repeat", async () => {
  await using t = await openTestTransfer();
  const { imports } = t.transfer;
  const { id } = await imports.receive(
    "a.xlsx",
    streamOf(
      await writeWorkbook({
        sheets: [
          { name: "Venduti", rows: [["titolo", "marca", "prezzo"], ["Top", "Zara", 5]] },
          {
            name: "Tutti",
            rows: [["Elenco", "2026"], ["Cosa", "Firma"], ["Felpa", "Nike"], ["Jeans"], [
              "Borsa",
              "Furla",
            ]],
          },
        ],
      }),
    ),
  );
  assert.equal((await imports.table(id)).sheet, 0);
  await imports.arrange(id, { sheet: 1 });
  const { sheets, headerLine, lines, columns } = await imports.table(id);
  assert.deepEqual(sheets.map(({ name }) => name), ["Venduti", "Tutti"]);
  assert.deepEqual([headerLine, lines.length], [2, 5]);
  assert.deepEqual(columns.map(({ header, column, hasGaps }) => [header, column, hasGaps]), [
    ["Cosa", "title", false],
    ["Firma", "brand", true],
  ]);
  await imports.arrange(id, { repeated: [1], leftOut: [[5, 5]] });
  await imports.start(id);
  await t.settled();
  const brands = [1, 2].map(async (n) => (await t.inventory.get(n)).value.facts.brand?.value);
  assert.deepEqual(await Promise.all(brands), ["Nike", "Nike"]);
  assert.deepEqual(numbersOf(t), [1, 2]);
  await refuses(imports.arrange(id, { sheet: 0 }), "transfer.not_now");
});

Deno.test("without a header line columns have letters, and what is not there is refused", async () => {
  await using t = await openTestTransfer();
  const { imports } = t.transfer;
  const { id } = await imports.receive("a.csv", streamOf("titolo;marca\nFelpa;Nike\n"));
  await imports.arrange(id, { headerLine: null });
  assert.deepEqual((await imports.table(id)).columns.map(({ header }) => header), ["A", "B"]);
  assert.equal((await imports.report(id)).rows, 2);
  await refuses(imports.arrange(id, { sheet: 3 }), "transfer.no_such_sheet");
  await refuses(imports.arrange(id, { headerLine: 9 }), "transfer.no_such_line");
  await refuses(imports.arrange(id, { leftOut: [[1, 9]] }), "tables.empty_table");
  const many = Array.from({ length: 300 }, (_, at): [number, number] => [at * 2 + 1, at * 2 + 1]);
  await refuses(imports.arrange(id, { leftOut: many }), "transfer.too_many_lines");
});

Deno.test("a table beyond the limits is refused by name and leaves nothing behind", async () => {
  await using t = await openTestTransfer();
  const bring = (content: string) => t.transfer.imports.receive("x.csv", streamOf(content));
  await refuses(bring(`titolo;marca\n${"Felpa;Nike\n".repeat(40_001)}`), "tables.too_many_rows");
  await refuses(bring(`${"a;".repeat(300)}\n`.repeat(20)), "tables.too_many_columns");
  assert.deepEqual(await Array.fromAsync(t.needs.files.list()), []);
});
