import assert from "node:assert/strict";
import { readCaptured } from "./captured.ts";
import type { Circumstances } from "./reading.ts";
import { readSheet } from "./table.ts";

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

Deno.test("the mark that keeps a spreadsheet from running a title is taken off again", () => {
  const { observations } = readCaptured("title,price\n'=1+1,5\n'Ndrangheta libro,6\n", around);
  assert.deepEqual(observations.map(({ title }) => title), ["=1+1", "'Ndrangheta libro"]);
});

Deno.test("readSheet() reads rows by the names in the first, and passes over empty ones", () => {
  const reading = readSheet([
    ["Titolo", "Prezzo", "Altro", "Captured"],
    ["Felpa blu", "12.5", "x", "2026-05-14"],
    ["", "", "", ""],
    ["Senza prezzo", "", "", ""],
  ], around);
  assert.equal(reading.kind, "table");
  assert.deepEqual(reading.notUnderstood, { no_price: 1 });
  assert.equal(reading.observations[0]?.price.cents, 12_50);
  assert.equal(reading.observations[0]?.seenAt, Date.UTC(2026, 4, 14));
});

Deno.test("readSheet() says so when the sheet is none of listings", () => {
  for (const cells of [[], [[]], [["Nome", "Cognome"], ["a", "b"]]]) {
    assert.deepEqual(readSheet(cells, around).notUnderstood, { no_listings: 1 });
  }
});
