import assert from "node:assert/strict";
import fc from "fast-check";
import { FACT_VALUES, type FactName } from "../facts.ts";
import { wordsOf } from "../../base/text.ts";
import { SMALL_WORDS } from "./note.ts";
import { inNotation, readPhrases } from "./testing.ts";
import { understandWords, type WordsOptions } from "./understand.ts";

/** The parser's result; audiences are left out for women and men. */
function notationOf(text: string, options: WordsOptions): string[] {
  const { for: departments, ...fields } = inNotation(understandWords(text, options));
  const isOpen = departments === undefined || departments === "women men";
  const said = isOpen ? fields : { ...fields, for: departments };
  return Object.entries(said).map(([name, value]) => `${name}: ${value}`);
}

type Case = readonly [text: string, notation: string];

/** Asserts that each text gives these fields and no others. */
function holds(cases: readonly Case[], options: WordsOptions = {}): void {
  for (const [text, notation] of cases) {
    assert.deepEqual(notationOf(text, options).toSorted(), notation.split("; ").toSorted(), text);
  }
}

Deno.test("understandWords() reads a whole dictated sentence without punctuation", () => {
  const text =
    "blazer Mango beige 42 ottime petto 50 lungo 51 macchia piccola sulla manica 18 euro pagato 3 scatola B";
  holds([[
    text,
    "kind: blazer; brand: Mango; size: 42; condition: 2; colours: beige; measures: chest 50 length 51; " +
    "flaws: macchia piccola sulla manica; price: 18; cost: 3; box: B; for: women",
  ]]);
  assert.equal(understandWords(text).note, "");
});

Deno.test("understandWords() finds a bare size wherever it stands, and never takes a model for one", () =>
  holds([
    [
      "stivaletti pelle nera 38 Geox",
      "kind: ankle_boots; brand: Geox; size: 38; colours: black; material: leather",
    ],
    ["nike 42 buone", "brand: Nike; size: 42; condition: 3"],
    ["501 levis", "kind: straight_jeans; brand: Levi's; model: 501"],
    ["felpa s", "kind: hoodie; size: S"],
    ["gonna tg m", "kind: skirt; size: M; for: women"],
    ["maglia nera M 18 euro", "kind: top; size: M; colours: black; price: 18"],
    ["sneakers 38 e mezzo", "kind: sneakers; size: 38.5"],
    ["numero 37½", "size: 37.5"],
    [
      "air force 1 46 (12 US)",
      "kind: sneakers; brand: Nike; model: Air Force 1; size: 46; for: men",
    ],
    ["New Balance 530 36", "kind: sneakers; brand: New Balance; model: 530; size: 36; for: women"],
    ["taglia quaranta gonna", "kind: skirt; size: 40; for: women"],
    ["jeans tg 31 lunghezza 32", "kind: jeans; size: 31; note: lunghezza 32"],
    ["pantalone taglia 46 veste 44", "kind: trousers; size: 46; note: veste 44"],
    ["small white bag", "kind: handbag; colours: white; note: small"],
    ["maglia anni 80 m", "kind: top; size: M; details: anni 80"],
    ["maglietta L'oréal", "kind: tshirt; note: L'oréal"],
    ["reggiseno 85c nero", "kind: bra; size: 85C; colours: black; for: women"],
  ]));

Deno.test("understandWords() reads words of sellers for the garment", () =>
  holds([
    ["felpona grigia", "kind: hoodie; colours: grey"],
    ["gonnellina", "kind: skirt; for: women"],
    ["cappottone", "kind: coat"],
    ["giaca jeans", "kind: denim_jacket"],
    ["stivaleti neri", "kind: ankle_boots; colours: black"],
    ["gonna plissé nera midi", "kind: midi_skirt; colours: black; for: women; details: plissé"],
    ["pigiama pile", "kind: pyjamas; material: fleece"],
    ["body bimba", "kind: baby_body; for: girls"],
    ["ragazza 12 anni felpa", "kind: hoodie; size: 12 anni / 152 cm; for: girls"],
    ["manca la cintura trench", "kind: trench; flaws: manca la cintura"],
    ["top condizioni", "condition: 2"],
    ["gonna e top", "kind: skirt; for: women; note: top"],
    ["gonna profuma di lavanda", "kind: skirt; for: women; note: profuma di lavanda"],
    ["bottoni e cotone", "material: cotton; note: bottoni"],
  ]));

Deno.test("understandWords() reads brands by nicknames, models and small mistakes, and no word for a brand", () =>
  holds([
    ["scarpe tods", "kind: shoes; brand: Tod's"],
    ["borsa mk", "kind: handbag; brand: Michael Kors"],
    ["af1", "kind: sneakers; brand: Nike; model: Air Force 1"],
    ["doc martens", "kind: ankle_boots; brand: Dr. Martens"],
    ["nb 574", "kind: sneakers; brand: New Balance; model: 574"],
    ["addidas superstar", "kind: sneakers; brand: adidas; model: Superstar"],
    ["golden goose superstar", "kind: sneakers; brand: Golden Goose; model: Superstar"],
    ["Nike Air Max Plus", "kind: sneakers; brand: Nike; model: Air Max Plus"],
    ["scarpe on 42", "kind: shoes; size: 42; note: on"],
    ["scarpe On 42", "kind: shoes; brand: On; size: 42"],
    ["scarpe lotto 42", "kind: shoes; brand: Lotto; size: 42"],
    ["marca Gogo n. 39", "brand: Gogo; size: 39"],
    ["giacca marca italiana", "kind: jacket; note: marca italiana"],
    ["scarpe 39 calzano 38", "kind: shoes; size: 39; note: calzano 38"],
    ["misura scarsa", "note: misura scarsa"],
  ]));

Deno.test("understandWords() tells conditions from what only sounds like one", () =>
  holds([
    ["usata poco", "condition: 2"],
    ["usata 1 volta", "condition: 2"],
    ["ottimo", "condition: 2"],
    ["pari al nuovo", "condition: 2"],
    ["nuovo", "condition: 1"],
    ["mai messo", "condition: 1"],
    ["senza etichetta", "condition: 1"],
    ["nuova con cartellino", "condition: 6"],
    ["nuova mai messa con etichetta", "condition: 6"],
    ["qualche segno", "condition: 3"],
    ["come nuove, qualche segno", "condition: 3"],
    ["segni di usura", "condition: 4"],
    ["nuova collezione", "note: nuova collezione"],
    ["con i lacci nuovi", "details: con i lacci; note: nuovi"],
    ["New Balance", "brand: New Balance"],
  ]));

Deno.test("understandWords() keeps flaws in the seller's words", () =>
  holds([
    ["manca un bottone", "flaws: manca un bottone"],
    ["scucito all'orlo", "flaws: scucito all'orlo"],
    [
      "macchiolina sul davanti e un buchino sotto l'ascella",
      "flaws: macchiolina sul davanti / un buchino sotto l'ascella",
    ],
    ["due bottoni mancanti orlo scucito", "flaws: due bottoni mancanti / orlo scucito"],
    ["cerniera che si blocca", "flaws: cerniera che si blocca"],
    ["segni di usura sul tacco", "flaws: segni di usura sul tacco"],
    ["macchia gialla sul colletto", "flaws: macchia gialla sul colletto"],
    ["senza difetti", "flaws: -"],
    ["jeans strappati", "kind: ripped_jeans"],
    ["effetto consumato", "note: effetto consumato"],
    ["chiusura a strappo", "details: chiusura a strappo"],
    ["bianco sporco", "colours: cream"],
  ]));

Deno.test("understandWords() reads measures, and no size as one", () =>
  holds([
    ["50 cm di petto", "measures: chest 50"],
    ["petto cinquantotto lunghezza 70", "measures: chest 58 length 70"],
    ["chest 20 inches", "measures: chest 50.8"],
    ["scarpe suola 27,5", "kind: shoes; measures: insole 27.5"],
    ["gonna lunga 85", "kind: maxi_skirt; for: women; measures: length 85"],
    ["gonna lunga 42", "kind: maxi_skirt; size: 42; for: women"],
    ["stivali alti neri 38", "kind: boots; size: 38; colours: black"],
    ["jeans vita alta 38", "kind: high_waist_jeans; size: 38; for: women"],
    ["maniche lunghe 42 camicia", "kind: shirt; size: 42; details: maniche lunghe"],
    ["scarpe con tacco 10 38", "kind: heels; size: 38; for: women; measures: heel 10"],
    ["borsa 30x25x12", "kind: handbag; measures: width 30 height 25 depth 12"],
    ["zaino h 40 l 30 p 15", "kind: backpack; measures: height 40 width 30 depth 15"],
    ["sciarpa 180x30 cm", "kind: scarf; measures: length 180 width 30"],
    ["petto 500", "note: petto 500"],
  ]));

Deno.test("understandWords() tells what is asked from what was paid and from what something is worth", () =>
  holds([
    ["18€", "price: 18"],
    ["€ 18,50", "price: 18.5"],
    ["vestito a 25", "kind: dress; for: women; price: 25"],
    ["12 euro e 50", "price: 12.5"],
    ["diciotto euro", "price: 18"],
    ["prezzo 30 trattabili", "price: 30; note: trattabili"],
    ["costo 3,50", "cost: 3.5"],
    ["pagata due euro e 50", "cost: 2.5"],
    ["l'ho pagata 3 vendo a 20", "price: 20; cost: 3"],
    ["valore 100 euro", "note: valore 100 euro"],
    ["scarpe bambina eur 28", "kind: shoes; size: 28; for: girls"],
    ["tg 38 euro 15", "size: 38; price: 15"],
    ["da 36 a 38", "note: da 36 a 38"],
  ]));

Deno.test("understandWords() reads boxes and lots, those that are known by their names", () => {
  const known = { boxes: ["A2", "scatola blu", "Armadio 3"], lots: ["zia Pina"] };
  holds([
    ["scatola b", "box: B"],
    ["box C2", "box: C2"],
    ["box a2", "box: A2"],
    ["scatola blu", "box: scatola blu"],
    ["gonna armadio 3", "kind: skirt; for: women; box: Armadio 3"],
    ["con scatola 42 nike", "brand: Nike; size: 42; details: con scatola"],
    ["lotto ZIA PINA", "lot: zia Pina"],
    ["lotto mercatino di Bologna", "lot: mercatino di Bologna"],
    ["lotto maggio 2026", "lot: maggio 2026"],
    ["lotto mercatino, da stirare", "lot: mercatino; note: da stirare"],
    ["lotto 3 magliette", "kind: tshirt; note: lotto 3"],
    ["lotto di tre magliette", "kind: tshirt; note: lotto di tre"],
  ], { known });
});

Deno.test("understandWords() reads English", () =>
  holds([
    [
      "mens nike tech fleece hoodie grey medium worn twice small stain on the cuff £40 paid 5 shelf B2",
      "kind: hoodie; brand: Nike; model: Tech Fleece; size: M; condition: 2; colours: grey; for: men; " +
      "flaws: small stain on the cuff; price: 40; cost: 5; box: B2",
    ],
    [
      "adidas hoodie xl pit to pit 60 missing drawstring asking 9",
      "kind: hoodie; brand: adidas; size: XL; measures: chest 60; flaws: missing drawstring; price: 9",
    ],
    ["lot thrift white tee", "kind: tshirt; colours: white; lot: thrift"],
  ], { language: "en" }));

Deno.test("understandWords() leaves the department open until something tells it", () => {
  const open = understandWords("felpa nike blu", { audience: "men" });
  assert.deepEqual(open.facts.candidates, ["men.hoodies", "women.hoodies"]);
  assert.equal(understandWords("felpa nike blu").garment, "felpa");
  assert.equal(understandWords("felpa nike uomo").garment, "");
  assert.equal(understandWords("decolleté uomo").garment, "decolleté uomo");
  const [only] = [understandWords("polo lacoste").facts.candidates];
  assert.deepEqual(only, ["women.tshirts", "men.polos"]);
});

const PHRASES = readPhrases(
  await Deno.readTextFile(new URL("../testdata/phrases.txt", import.meta.url)),
);
/** Words of sellers in any order, and words that nobody knows. */
const anyWords = fc.array(
  fc.oneof(
    fc.constantFrom(...new Set(PHRASES.flatMap(({ text }) => text.split(" ")))),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  ),
  { maxLength: 40 },
).map((words) => words.join(" "));

Deno.test("understandWords() reads a bare size of what the item is known to be", () => {
  holds([
    ["28 rosse", "size: 28; colours: red"],
    ["bimbo", "kind: sneakers; for: boys"],
    ["sandali 38", "kind: sandals; size: 38"],
  ], { category: "girls.sneakers" });
  holds([["28", "note: 28"], ["uomo", "note: uomo"]]);
  assert.equal(understandWords("43", { category: "men.sneakers" }).facts.size?.value, 786);
});

Deno.test("no typed word is dropped: each is understood or stands in the note", () => {
  fc.assert(fc.property(anyWords, (text) => {
    const { marks, note } = understandWords(text);
    const noted = new Set(wordsOf(note).map((word) => word.text));
    for (const { text: word, at, end } of wordsOf(text)) {
      const isMarked = marks.some((mark) => mark.at <= at && mark.end >= end);
      assert.ok(isMarked || noted.has(word) || SMALL_WORDS.has(word), `${word} in ${text}`);
    }
  }));
});

Deno.test("what is marked as understood has a value, and what has a value is marked", () => {
  fc.assert(fc.property(anyWords, (text) => {
    const { facts, marks, garment, price, cost, box, lot } = understandWords(text);
    const { sizeLabel: size, size: _, candidates: _c, ...others } = facts;
    const values = Object.entries({ ...others, size, price, cost, box, lot });
    const valued = values.filter(([, value]) => value !== undefined).map(([name]) => name);
    const marked = new Set<string>(marks.map(({ field }) => field));
    // A model tells the brand and the kind of garment without words of their own.
    const implied = new Set(["brand", "category"]);
    for (const name of marked) {
      const isOpen = name === "category" && garment !== "";
      assert.ok(valued.includes(name) || isOpen, `${name} of ${text}`);
    }
    for (const name of valued) {
      assert.ok(marked.has(name) || implied.has(name), `${name} of ${text}`);
    }
  }));
});

Deno.test("whatever is typed, each fact is one that an item takes", () => {
  fc.assert(fc.property(anyWords, (text) => {
    const { candidates: _, ...facts } = understandWords(text).facts;
    for (const [name, { value }] of Object.entries(facts)) {
      const { success } = FACT_VALUES[name as FactName].safeParse(value);
      assert.ok(success, `${name}: ${JSON.stringify(value)} of ${text}`);
    }
  }));
});
