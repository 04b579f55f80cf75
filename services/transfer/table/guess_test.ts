import assert from "node:assert/strict";
import { translator } from "../../../locales/mod.ts";
import { columnByHeader, COLUMNS } from "./columns.ts";
import { guessMapping, isOwnTable, proposeColumns } from "./guess.ts";
import type { Table } from "./table.ts";

const tableOf = (headers: string[], ...rows: string[][]): Table => ({
  headers,
  head: rows.map((cells, at) => ({ line: at + 2, cells })),
});
const guess = (headers: string[], ...rows: string[][]) => guessMapping(tableOf(headers, ...rows));
const propose = (headers: string[], ...rows: string[][]) => {
  const table = tableOf(headers, ...rows);
  return proposeColumns(table, guessMapping(table));
};

Deno.test("guessMapping() knows Italian, English and French headers", () => {
  assert.deepEqual(
    guess(
      ["N.", "Titolo", "MARCA", "Taglia", "Colore", "Prezzo (€)", "Scatola", "Costo", "Note"],
      ["1", "Felpa", "Nike", "M", "Blu", "12", "A1", "3", "bella"],
    ),
    ["number", "title", "brand", "size", "colours", "price", "box", "cost", "note"],
  );
  assert.deepEqual(
    guess(
      ["SKU", "Item name", "Brand", "Size", "Condition", "Asking price", "Location", "Date listed"],
      ["12", "Hoodie", "Nike", "M", "Very good", "12.00", "A1", "2026-01-02"],
    ),
    ["number", "title", "brand", "size", "condition", "price", "box", "listedAt"],
  );
  assert.deepEqual(
    guess(
      ["Réf", "Article", "Marque", "Taille", "État", "Prix", "Matière", "Couleur"],
      ["3", "Veste", "Zara", "38", "Très bon état", "15 €", "Coton", "Noir"],
    ),
    ["number", "title", "brand", "size", "condition", "price", "material", "colours"],
  );
});

Deno.test("guessMapping() asks the values what a header with two meanings means", () => {
  assert.deepEqual(guess(["Titolo", "Stato"], ["Felpa", "Ottime"]), ["title", "condition"]);
  assert.deepEqual(guess(["Titolo", "Stato"], ["Felpa", "Venduto"]), ["title", "state"]);
  assert.deepEqual(guess(["Capo", "Misure"], ["Felpa", "M"]), ["title", "size"]);
  assert.deepEqual(guess(["Capo", "Misure"], ["Felpa", "Vita 40 cm, lunghezza 100 cm"]), [
    "title",
    "measures",
  ]);
  assert.deepEqual(guess(["Codice", "Capo"], ["AB-778", "Felpa"]), ["articleNumber", "title"]);
});

Deno.test("values alone propose a column and never decide it", () => {
  const headers = ["A", "B", "C", "D"];
  const rows = [
    ["https://www.vinted.it/items/123-felpa", "Ottime", "Nero, Bianco", "12,50 €"],
    ["https://www.vinted.it/items/124", "Buone", "Blu", "9,00 €"],
  ];
  assert.deepEqual(guess(headers, ...rows), [null, null, null, null]);
  assert.deepEqual(propose(headers, ...rows), ["listingUrl", "condition", "colours", "price"]);
  assert.deepEqual(propose(["x", "y"], ["ciao", "mondo"]), [null, null]);
});

Deno.test("a header that is not known is never read as what its values look like", () => {
  const headers = ["Item Title", "Shipping And Handling", "Gift wrap", "Insured"];
  const rows = [
    ["Felpa Nike grigia tg M con cappuccio", "€4,90", "no", "false"],
    ["Jeans Levi's blu 46 vita alta", "€5,90", "yes", "true"],
  ];
  assert.deepEqual(guess(headers, ...rows), ["title", null, null, null]);
  assert.deepEqual(propose(headers, ...rows), [null, "price", null, null]);
});

Deno.test("headers of other programs are known with their prefix, noun, underscores and capitals", () => {
  assert.deepEqual(
    guess(["HB.name", "HB.location", "HB.sold_price", "HB.insured", "C:Brand", "soldPrice"]),
    ["title", "box", "soldFor", null, "brand", "note"],
  );
  assert.deepEqual(
    guess(["Nome articolo", "Item condition", "Variant Price", "Item location", "Sale Date"]),
    ["title", "condition", "price", null, "soldAt"],
  );
  assert.deepEqual([guess(["N. capo"]), guess(["Cod.articolo"])], [["number"], ["number"]]);
});

Deno.test("a header that is known stays what it says, also where nothing below can be read", () => {
  assert.deepEqual(guess(["Titolo", "Prezzo"], ["Felpa", "boh"]), ["title", "price"]);
  assert.deepEqual(guess(["Titolo", "Custom label"], ["Felpa", "A-17"]), ["title", "number"]);
});

Deno.test("a column without a header is kept as notes", () => {
  assert.deepEqual(guess(["Titolo", "", ""], ["Felpa", "12,50 €", "x"]), ["title", "note", "note"]);
});

Deno.test("a column is given once, to the first that asks; a second one is kept as notes", () => {
  assert.deepEqual(guess(["Prezzo", "Price"], ["1", "2"]), ["price", "note"]);
  assert.deepEqual(guess(["Titolo", "Nome", "Note", "Commenti"]), [
    "title",
    "note",
    "note",
    "note",
  ]);
});

for (const locale of ["it", "en"] as const) {
  Deno.test(`a table that this house writes in ${locale} is known again`, () => {
    const t = translator(locale);
    const headers = COLUMNS.map((column) => t(`transfer.column_${column}`));
    assert.deepEqual(headers.map(columnByHeader), COLUMNS);
    assert.ok(isOwnTable(tableOf(headers, COLUMNS.map(() => "x"))));
  });
}
