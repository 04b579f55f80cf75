import assert from "node:assert/strict";
import { writeWorkbook, type WrittenCell, zipOf } from "../../tables/testing.ts";
import { readCaptured } from "./captured.ts";
import { readCapturedFile } from "./captured_file.ts";
import type { Circumstances } from "./reading.ts";

const around: Circumstances = {
  seenAt: Date.UTC(2026, 8, 19),
  mode: "file",
  country: "it",
  currency: "EUR",
};

Deno.test("a table may be kept in Italian, with semicolons", () => {
  const { observations: [shoes], notUnderstood } = readCaptured(
    'Titolo;Prezzo;Marca;Taglia;Condizioni;Tipo\n"Scarpe; belle";12,50 €;Nike;41;Buone;venduto\n;3;;;;\n',
    around,
  );
  assert.equal(shoes?.title, "Scarpe; belle");
  assert.equal(shoes?.brand, "Nike");
  assert.equal(shoes?.condition, 3);
  assert.equal(shoes?.kind, "sold");
  assert.deepEqual(notUnderstood, { no_title: 1 });
});

Deno.test("a column named status is the condition, unless it says that the item is sold", () => {
  const read = (table: string) =>
    readCaptured(table, around).observations.map(({ condition, kind }) => [condition, kind]);
  assert.deepEqual(
    read("title,price,status\nFelpa,5,Very good\nGonna,6,Sold\nMaglia,7,Ottime\n"),
    [[2, "asking"], [undefined, "sold"], [2, "asking"]],
  );
  assert.deepEqual(read("titolo;prezzo;stato\nFelpa;5;Buone\n"), [[3, "asking"]]);
  assert.deepEqual(
    read("title,price,status,condition\nFelpa,5,active,Good\nGonna,6,Good,\n"),
    [[3, "asking"], [3, "asking"]],
  );
});

Deno.test("the mark that keeps a spreadsheet from running a title is taken off again", () => {
  const { observations } = readCaptured("title,price\n'=1+1,5\n'Ndrangheta libro,6\n", around);
  assert.deepEqual(observations.map(({ title }) => title), ["=1+1", "'Ndrangheta libro"]);
});

const read = async (rows: readonly (readonly WrittenCell[])[]) =>
  await readCapturedFile(
    await writeWorkbook({ sheets: [{ rows: [["Guida"]] }, { rows }] }),
    around,
  );

Deno.test("a workbook is read by its header, whichever sheet and line it stands in", async () => {
  const { kind, observations, notUnderstood } = await read([
    ["Annunci di maggio"],
    ["Titolo", "Prezzo", "Altro", "Captured"],
    ["Felpa blu", "12,5", "x", "2026-05-14"],
    ["", "", "", ""],
    ["Senza prezzo"],
  ]);
  assert.equal(kind, "table");
  assert.deepEqual(notUnderstood, { no_price: 1 });
  assert.equal(observations[0]?.price.cents, 12_50);
  assert.equal(observations[0]?.seenAt, Date.UTC(2026, 4, 14));
});

Deno.test("a price that is a number of a workbook has no thousands", async () => {
  const { observations } = await read([
    ["title", "price"],
    ["A", 12.345],
    ["B", 3.125],
    ["C", 14.2405],
    ["D", 1_400],
  ]);
  assert.deepEqual(observations.map(({ price }) => price.cents), [12_35, 3_13, 14_24, 1_400_00]);
});

Deno.test("a table in a page, in Mac Roman or in UTF-16 without a mark is read", async () => {
  const html = "<html><table><tr><th>title<th>price<tr><td>Gonna<td>9,50</table></html>";
  const utf16 = Uint8Array.from("title\tprice\nGonna\t9,50\n", (letter) => letter.charCodeAt(0));
  const files = [
    new TextEncoder().encode(html),
    Uint8Array.from([...utf16].flatMap((byte) => [byte, 0])),
    Uint8Array.from("titolo;prezzo\rGonna citt\x88;9,50\r", (letter) => letter.charCodeAt(0)),
  ];
  for (const bytes of files) {
    const { observations: [skirt] } = await readCapturedFile(bytes, around);
    assert.match(skirt!.title, /^Gonna(?: città)?$/);
    assert.equal(skirt!.price.cents, 9_50);
  }
});

Deno.test("a file that holds no listings, or cannot be read, says why", async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const cases: [Uint8Array<ArrayBuffer>, string][] = [
    [await writeWorkbook({ sheets: [{ rows: [["Nome", "Cognome"], ["a", "b"]] }] }), "no_listings"],
    [await zipOf({ "letter.txt": "x" }), "broken_workbook"],
    [bytes("PK\x03\x04 and nothing more"), "broken_workbook"],
    [new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), "old_excel"],
    [bytes("<html>Client Challenge</html>"), "no_listings"],
    [bytes(`title,price\n${"a,1\n".repeat(200_300)}`), "too_many_cells"],
  ];
  for (const [file, puzzle] of cases) {
    assert.deepEqual((await readCapturedFile(file, around)).notUnderstood, { [puzzle]: 1 });
  }
});
