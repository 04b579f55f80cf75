import assert from "node:assert/strict";
import { translator } from "../../../locales/mod.ts";
import { columnByHeader, COLUMNS } from "./columns.ts";
import { guessMapping, isOwnTable } from "./guess.ts";
import { tableOf } from "./table.ts";

const guess = (headers: string[], ...rows: string[][]) => guessMapping(tableOf([headers, ...rows]));

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

Deno.test("guessMapping() sees by the values alone what gives itself away", () => {
  assert.deepEqual(
    guess(["A", "B", "C", "D"], [
      "https://www.vinted.it/items/123-felpa",
      "Ottime",
      "Nero, Bianco",
      "12,50 €",
    ], ["https://www.vinted.it/items/124", "Buone", "Blu", "9,00 €"]),
    ["listingUrl", "condition", "colours", "price"],
  );
  assert.deepEqual(guess(["x", "y"], ["ciao", "mondo"]), [null, null]);
});

Deno.test("a column is given once, to the first that asks", () => {
  assert.deepEqual(guess(["Prezzo", "Price"], ["1", "2"]), ["price", null]);
});

for (const locale of ["it", "en"] as const) {
  Deno.test(`a table that this house writes in ${locale} is known again`, () => {
    const t = translator(locale);
    const headers = COLUMNS.map((column) => t(`transfer.column_${column}`));
    assert.deepEqual(headers.map(columnByHeader), COLUMNS);
    assert.ok(isOwnTable(tableOf([headers, COLUMNS.map(() => "x")])));
  });
}
