import assert from "node:assert/strict";
import { findListingLink } from "../../marketplace/mod.ts";
import { refusedFields } from "../../inventory/restore.ts";
import { translator } from "../../../locales/mod.ts";
import { STATES } from "../../inventory/mod.ts";
import type { Column } from "./columns.ts";
import { readDay, readMoment } from "./dates.ts";
import { readMeasures } from "./measures.ts";
import { createRowReader } from "./row.ts";
import type { Cell } from "../../tables/mod.ts";
import type { Table } from "./table.ts";
import { readOrigin, readState } from "./words.ts";

const RULES = { refusedFields, findLink: findListingLink, currency: "EUR", now: 1_000 };

function tableOf(headers: readonly string[], ...rows: readonly (readonly Cell[])[]): Table {
  return { headers, head: rows.map((cells, at) => ({ line: at + 2, cells })) };
}

function read(cells: Partial<Record<Column, Cell>>) {
  const mapping = Object.keys(cells) as Column[];
  const table = tableOf(mapping, Object.values(cells));
  return createRowReader(table, mapping, RULES)(table.head[0]!);
}
const valuesOf = (cells: Partial<Record<Column, Cell>>) =>
  Object.fromEntries(
    Object.entries(read(cells).item.facts ?? {}).map(([name, fact]) => [name, fact?.value]),
  );

Deno.test("a row becomes an item whose facts say that they were imported", () => {
  const { item, noted } = read({
    number: "N. 0042",
    title: "Blazer in lino",
    brand: "MANGO",
    category: "Donna > Vestiti > Completi e blazer",
    size: "M",
    condition: "Ottime condizioni",
    colours: "Blu marino, Bianco",
    material: "55% lino 45% viscosa",
    price: "25,00 €",
    cost: "4",
    box: "A2",
    origin: "rivendita",
    acquiredOn: "03/02/2026",
    state: "in vendita",
    listingUrl: "https://www.vinted.it/items/4242-blazer?ref=x",
    measures: "Vita 40 cm; Lunghezza 70,5 cm",
    flaws: "Piccolo foro; bottone mancante",
  });
  assert.deepEqual(noted, []);
  const { facts, ...fields } = item;
  assert.equal(facts!.brand!.source, "imported");
  assert.deepEqual(facts!.material!.value, [
    { fibre: "linen", percent: 55 },
    { fibre: "viscose", percent: 45 },
  ]);
  assert.equal(facts!.brand!.value, "Mango");
  assert.equal(facts!.condition!.value, 2);
  assert.deepEqual(facts!.measures!.value, { waist: 400, length: 705 });
  assert.deepEqual(facts!.flaws!.value, ["Piccolo foro", "bottone mancante"]);
  assert.equal(facts!.details!.value, "Blazer in lino");
  const { importKey: _, ...plain } = fields;
  assert.deepEqual(plain, {
    number: 42,
    price: { cents: 2_500, currency: "EUR" },
    cost: { cents: 400, currency: "EUR" },
    box: "A2",
    origin: "resale",
    acquiredOn: "2026-02-03",
    state: "listed",
    listingUrl: "https://www.vinted.it/items/4242",
  });
});

Deno.test("what is not understood is marked and kept in the note, in the seller's words", () => {
  const { item, noted } = read({ brand: "Nike", price: "da decidere", acquiredOn: "31/02/2026" });
  assert.deepEqual(noted.map(({ header, text }) => [header, text]), [
    ["price", "da decidere"],
    ["acquiredOn", "31/02/2026"],
  ]);
  assert.equal(item.note, "price: da decidere\nacquiredOn: 31/02/2026");
  assert.equal(item.price, undefined);
});

Deno.test("what the inventory would not take is kept in the note too", () => {
  const long = "scatola in fondo al corridoio a sinistra della porta";
  const { item, noted } = read({ brand: "Nike", box: long, articleNumber: "x".repeat(50) });
  assert.equal(item.box, undefined);
  assert.deepEqual(noted.map(({ header }) => header).sort(), ["articleNumber", "box"]);
  assert.match(item.note!, /corridoio/);
});

Deno.test("a title alone tells what it shows, and a column beats it", () => {
  const alone = valuesOf({ title: "Felpa Nike blu tg M ottime condizioni" });
  assert.equal(alone.brand, "Nike");
  assert.equal(alone.condition, 2);
  assert.equal(valuesOf({ title: "Felpa Nike blu", brand: "Adidas" }).brand, "adidas");
});

Deno.test('"no brand" is an answer that makes no fact', () => {
  const { item, noted } = read({ brand: "Senza marca", box: "A" });
  assert.equal(item.facts?.brand, undefined);
  assert.deepEqual(noted, []);
});

Deno.test("equal rows of one table have different keys, the same in every reading", () => {
  const table = tableOf(["brand"], ["Nike"], ["Nike"], ["Zara"]);
  const keys = () => {
    const read = createRowReader(table, ["brand"], RULES);
    return table.head.map((row) => read(row).item.importKey);
  };
  assert.equal(new Set(keys()).size, 3);
  assert.deepEqual(keys(), keys());
});

Deno.test("every state and origin that a table of ours says is read again", () => {
  for (const locale of ["it", "en"] as const) {
    const t = translator(locale);
    for (const state of STATES) assert.equal(readState(t(`inventory.state_${state}`)), state);
    for (const origin of ["own", "resale"] as const) {
      assert.equal(readOrigin(t(`inventory.origin_${origin}`)), origin);
    }
  }
});

Deno.test("no flaws is an answer too, in the words of our own table", () => {
  for (const locale of ["it", "en"] as const) {
    assert.deepEqual(valuesOf({ flaws: translator(locale)("items.no_flaws") }).flaws, []);
  }
});

Deno.test("readDay() takes the ways of Europe and no day that does not exist", () => {
  for (const text of ["2026-01-05", "05/01/2026", "5.1.26", "5-1-2026", "2026-01-05T10:00:00Z"]) {
    assert.equal(readDay(text), "2026-01-05", text);
  }
  for (
    const text of ["Jan-05-26", "5 gennaio 2026", "5-gen-26", "January 5, 2026", "5 janv. 2026"]
  ) {
    assert.equal(readDay(text), "2026-01-05", text);
  }
  assert.equal(readDay("21 juil 2026 09:30"), "2026-07-21");
  assert.equal(readDay("21 juin 2026"), "2026-06-21");
  for (
    const text of [
      "31/02/2026",
      "domani",
      "13/13/2026",
      "2026",
      "31-feb-26",
      "5 marzo",
      "maggio 2026",
    ]
  ) {
    assert.equal(readDay(text), null);
  }
  assert.equal(readMoment("2026-01-05T10:00:00.000Z"), Date.UTC(2026, 0, 5, 10));
  assert.equal(readMoment("05/01/2026"), Date.UTC(2026, 0, 5, 12));
});

Deno.test("readMeasures() reads all of a cell or nothing of it", () => {
  assert.deepEqual(readMeasures("chest: 52; sleeve 61"), { chest: 520, sleeve: 610 });
  assert.deepEqual(readMeasures("Da ascella ad ascella 50 cm, lunghezza 70"), {
    chest: 500,
    length: 700,
  });
  assert.equal(readMeasures("vita 40, pippo 12"), null);
  assert.equal(readMeasures("grande"), null);
});

Deno.test("a number of a workbook is a number, whatever it has behind the point", () => {
  const { item, noted } = read({ title: "Felpa", price: 14.999, cost: 12.345, soldFor: 14.2405 });
  assert.deepEqual([item.price?.cents, item.cost?.cents, item.soldFor?.cents], [
    15_00,
    12_35,
    14_24,
  ]);
  assert.deepEqual(noted, []);
  assert.equal(read({ title: "Felpa", cost: 1.005 }).item.cost?.cents, 1_01);
  assert.equal(read({ title: "Felpa", cost: "1.400" }).item.cost?.cents, 1_400_00);
  assert.equal(read({ title: "Jeans", size: 46, box: 3 }).item.box, "3");
});

Deno.test("a sale or a listing says the state where the table does not", () => {
  const sold = read({ title: "Vestito", soldFor: "18,50", soldAt: "21/11/2026" });
  assert.equal(sold.item.state, "sold");
  assert.deepEqual(sold.item.soldFor, { cents: 18_50, currency: "EUR" });
  assert.deepEqual(sold.noted, []);
  assert.equal(read({ title: "Top", soldAt: "21/11/2026" }).item.state, "sold");
  assert.equal(read({ title: "Top", listedAt: "21/11/2026" }).item.state, "listed");
  const link = read({ title: "Top", listingUrl: "https://www.vinted.it/items/42-top" });
  assert.deepEqual([link.item.state, link.item.listingUrl], [
    "listed",
    "https://www.vinted.it/items/42",
  ]);
  assert.equal(read({ title: "Top", price: "5" }).item.state, undefined);
});

Deno.test("a sold price of zero is what programs write for an item that was not sold", () => {
  const { item, noted } = read({ title: "Top", soldFor: 0 });
  assert.deepEqual([item.state, item.soldFor, noted], [undefined, undefined, []]);
});

Deno.test("what an item of its stated state cannot have is kept in the note, with the reason", () => {
  const { item, noted } = read({
    title: "Top",
    state: "bozza",
    soldFor: "18,50",
    listingUrl: "https://www.vinted.it/items/42-top",
  });
  assert.deepEqual([item.state, item.soldFor, item.listingUrl], ["draft", undefined, undefined]);
  assert.deepEqual(noted, [
    { reason: "not_in_state", header: "listingUrl", text: "https://www.vinted.it/items/42-top" },
    { reason: "not_in_state", header: "soldFor", text: "18,50" },
  ]);
  assert.match(item.note!, /soldFor: 18,50/);
});

Deno.test("a yes or a no is a state only where the header asks whether the item is sold", () => {
  const state = (header: string, text: string) => readState(text, header);
  assert.equal(state("Venduto?", "sì"), "sold");
  assert.equal(state("Sold", "x"), "sold");
  assert.equal(state("venduto", "no"), "listed");
  for (const header of ["Stato", "Gift wrap", "Insured", ""]) {
    for (const text of ["sì", "yes", "true", "x", "no", "false"]) {
      assert.equal(state(header, text), null, `${header}: ${text}`);
    }
  }
});

Deno.test("cells without a header, and beyond the last one, are kept in the note", () => {
  const table = tableOf(["titolo", "nota", ""], ["Felpa", "bella", "in più", "", "troppo"]);
  const { item, noted } = createRowReader(table, ["title", "note", "note"], RULES)(table.head[0]!);
  assert.equal(item.note, "bella\nin più\ntroppo");
  assert.deepEqual(noted.map(({ reason, text }) => [reason, text]), [
    ["no_header", "in più"],
    ["no_header", "troppo"],
  ]);
});

Deno.test("a column that the seller wants in the note stands there with its header", () => {
  const table = tableOf(["titolo", "Corriere"], ["Felpa", "BRT"]);
  const { item, noted } = createRowReader(table, ["title", "note"], RULES)(table.head[0]!);
  assert.equal(item.note, "Corriere: BRT");
  assert.deepEqual(noted, []);
});

Deno.test("more colours than an item has are said and kept, and so is a note that is too long", () => {
  const { item, noted } = read({ title: "Top", colours: "Nero, Bianco, Rosso" });
  assert.equal(item.facts?.colours?.value.length, 2);
  assert.deepEqual(noted, [{ reason: "in_part", header: "colours", text: "Nero, Bianco, Rosso" }]);
  assert.equal(read({ title: "Top", note: "x".repeat(2_001) }).noteCut, true);
  assert.equal(read({ title: "Top", note: "x".repeat(2_000) }).noteCut, false);
});
