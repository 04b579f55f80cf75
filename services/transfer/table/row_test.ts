import assert from "node:assert/strict";
import { findListingLink } from "../../marketplace/mod.ts";
import { refusedFields } from "../../inventory/restore.ts";
import { translator } from "../../../locales/mod.ts";
import { STATES } from "../../inventory/mod.ts";
import type { Column } from "./columns.ts";
import { readDay, readMoment } from "./dates.ts";
import { readMeasures } from "./measures.ts";
import { createRowReader } from "./row.ts";
import { tableOf } from "./table.ts";
import { readOrigin, readState } from "./words.ts";

const RULES = { refusedFields, findLink: findListingLink, currency: "EUR", now: 1_000 };

function read(cells: Partial<Record<Column, string>>) {
  const mapping = Object.keys(cells) as Column[];
  const table = tableOf([mapping, Object.values(cells)]);
  return createRowReader(table, mapping, RULES)(table.rows[0]!);
}
const valuesOf = (cells: Partial<Record<Column, string>>) =>
  Object.fromEntries(
    Object.entries(read(cells).item.facts ?? {}).map(([name, fact]) => [name, fact?.value]),
  );

Deno.test("a row becomes an item whose facts say that they were imported", () => {
  const { item, unread } = read({
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
  assert.deepEqual(unread, []);
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
  const { item, unread } = read({ brand: "Nike", price: "da decidere", acquiredOn: "31/02/2026" });
  assert.deepEqual(unread.map(({ column, text }) => [column, text]), [
    ["price", "da decidere"],
    ["acquiredOn", "31/02/2026"],
  ]);
  assert.equal(item.note, "price: da decidere\nacquiredOn: 31/02/2026");
  assert.equal(item.price, undefined);
});

Deno.test("what the inventory would not take is kept in the note too", () => {
  const long = "scatola in fondo al corridoio a sinistra della porta";
  const { item, unread } = read({ brand: "Nike", box: long, articleNumber: "x".repeat(50) });
  assert.equal(item.box, undefined);
  assert.deepEqual(unread.map(({ column }) => column).sort(), ["articleNumber", "box"]);
  assert.match(item.note!, /corridoio/);
});

Deno.test("a title alone tells what it shows, and a column beats it", () => {
  const alone = valuesOf({ title: "Felpa Nike blu tg M ottime condizioni" });
  assert.equal(alone.brand, "Nike");
  assert.equal(alone.condition, 2);
  assert.equal(valuesOf({ title: "Felpa Nike blu", brand: "Adidas" }).brand, "adidas");
});

Deno.test('"no brand" is an answer that makes no fact', () => {
  const { item, unread } = read({ brand: "Senza marca", box: "A" });
  assert.equal(item.facts?.brand, undefined);
  assert.deepEqual(unread, []);
});

Deno.test("equal rows of one table have different keys, the same in every reading", () => {
  const table = tableOf([["brand"], ["Nike"], ["Nike"], ["Zara"]]);
  const keys = () => {
    const read = createRowReader(table, ["brand"], RULES);
    return table.rows.map((row) => read(row).item.importKey);
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
  for (const text of ["31/02/2026", "domani", "13/13/2026", "2026"]) {
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
