import assert from "node:assert/strict";
import { withPartialMarks } from "../inventory/consequences.ts";
import type { Facts } from "../taxonomy/facts.ts";
import { composeListing } from "./compose.ts";
import type { Finding, LintContext, ListingText } from "./finding.ts";
import { lint } from "./lint.ts";
import { factsOf, WARDROBE } from "./testing.ts";
import { LANGUAGES } from "./voice.ts";

const GOOD_PHOTOS = Array.from({ length: 4 }, () => ({ warnings: [] }));
const eur = (cents: number) => ({ cents, currency: "EUR" });

const calm: LintContext = {
  facts: WARDROBE.blazer!.facts,
  language: "it",
  locale: "it",
  photos: GOOD_PHOTOS,
  price: eur(2_400),
  duplicates: [],
  ownPages: [],
  untranslated: [],
};
const blazer: ListingText = composeListing(calm.facts, { language: "it", number: 231 });

const bare = { description: "Come nelle foto.", hashtags: [] };

const check = (listing: Partial<ListingText>, context: Partial<LintContext> = {}): Finding[] =>
  lint({ ...blazer, ...listing }, { ...calm, ...context });
const rules = (...args: Parameters<typeof check>) => check(...args).map(({ rule }) => rule);
const only = (...args: Parameters<typeof check>): Finding => {
  const findings = check(...args);
  assert.equal(findings.length, 1, JSON.stringify(findings));
  return findings[0]!;
};

Deno.test("lint() finds nothing in a composed listing with complete facts", () => {
  for (const language of LANGUAGES) {
    for (const [name, { facts, number }] of Object.entries(WARDROBE)) {
      const text = composeListing(facts, { language, number });
      const errors = lint(text, { ...calm, facts, language })
        .filter(({ at }) => at !== "facts" && at !== "photos");
      assert.deepEqual(errors, [], `${name} ${language}`);
    }
  }
});

Deno.test("lint() shortens a title beyond the limit at a word", () => {
  const { rule, severity, fix } = only({ title: "blazer ".repeat(20) });
  assert.equal(rule, "title_long");
  assert.equal(severity, "error");
  assert.equal(fix?.patch.title?.length! <= 100, true);
});

Deno.test("lint() only hints at a title that lists will cut", () => {
  assert.equal(only({ title: `Blazer ${"a".repeat(65)}` }).severity, "hint");
});

Deno.test("lint() asks for a title and a description", () => {
  assert.deepEqual(rules({ title: "", description: " " }), ["title_short", "description_short"]);
});

Deno.test("lint() counts the hashtags as part of the description", () => {
  const description = "a".repeat(1_990);
  assert.deepEqual(rules({ description, hashtags: [] }), []);
  const { rule, fix } = only({ description, hashtags: ["mango", "blazer"] });
  assert.equal(rule, "description_long");
  assert.equal(fix?.patch.description?.length! + "\n\n#mango #blazer".length <= 2_000, true);
});

Deno.test("lint() lowers a title in capitals but leaves brands and sizes alone", () => {
  const { rule, fix } = only({ title: "BELLISSIMO BLAZER Mango XXL!!!" });
  assert.equal(rule, "shouting");
  assert.equal(fix?.patch.title, "Bellissimo blazer Mango XXL");
  const facts = { ...calm.facts, ...factsOf({ brand: "MAX MARA" }) };
  assert.deepEqual(rules({ ...bare, title: "Blazer MAX MARA beige" }, { facts }), []);
});

for (
  const [rule, text, rest] of [
    ["link", "Guarda https://example.com/x", "Guarda"],
    ["link", "Altre cose su www.negozio.it", "Altre cose su"],
    ["link", "Il mio sito: negozio.shop/anna", "Il mio sito"],
    ["mail", "Scrivimi a anna@example.com.", "Scrivimi a."],
    ["phone", "Chiama il 347 123 4567", "Chiama il"],
    ["phone", "Tel. +39 06 1234567", "Tel."],
    ["handle", "Seguimi: @anna.vende", "Seguimi"],
    ["platform", "La trovi anche su Wallapop", "La trovi anche su"],
    ["platform", "Accetto PayPal", "Accetto"],
  ] as const
) {
  Deno.test(`lint() finds the ${rule} in "${text}" and removes it`, () => {
    const finding = only({ description: text });
    assert.equal(finding.rule, rule);
    assert.equal(finding.severity, "error");
    assert.equal(finding.at, "description");
    assert.equal(finding.fix?.patch.description?.replace(/:$/, ""), rest);
  });
}

Deno.test("lint() takes no measure, code, size or time for a contact", () => {
  const description =
    "Misure 48 x 62 cm, codice 0722/404 812 3456, W32 L34, taglia 42. Rispondo alle 18.30. Vita 41,5.";
  assert.deepEqual(rules({ description }), []);
});

Deno.test("lint() refuses links to the seller's own shop", () => {
  const { rule } = only({ description: "Il resto nella vetrina di Anna" }, {
    ownPages: ["vetrina di anna"],
  });
  assert.equal(rule, "own_page");
});

Deno.test("lint() finds a foreign brand, in the text and in a hashtag", () => {
  const finding = only({ description: "Va bene con tutto, anche con Gucci" });
  assert.equal(finding.rule, "foreign_brand");
  assert.equal(finding.severity, "error");
  const tag = only({ hashtags: ["mango", "gucci"] });
  assert.equal(tag.rule, "hashtag_foreign");
  assert.deepEqual(tag.fix?.patch.hashtags, ["mango"]);
});

Deno.test("lint() lets the brand's own line and the model's name stand", () => {
  const facts = { ...calm.facts, ...factsOf({ brand: "Nike", model: "Air Jordan 1" }) };
  assert.deepEqual(rules({ ...bare, title: "Nike Air Jordan 1" }, { facts }), []);
});

Deno.test("lint() refuses comparisons with another brand", () => {
  const found = rules({ description: "Borsa tipo Gucci" });
  assert.deepEqual(found.toSorted(), ["foreign_brand", "inspired_by"]);
  for (
    const text of [
      "ispirata a una passerella",
      "un dupe perfetto da usare",
      "inspired by the runway",
    ]
  ) {
    assert.ok(rules({ description: text }).includes("inspired_by"), text);
  }
});

Deno.test("lint() removes the whole comparison with one fix", () => {
  const finding = check({ description: "Blazer stile Gucci, beige" }).find(({ rule }) =>
    rule === "inspired_by"
  );
  assert.equal(finding?.fix?.patch.description, "Blazer, beige");
});

Deno.test("lint() finds flaws that contradict the condition", () => {
  const facts = { ...calm.facts, ...factsOf({ condition: 6, flaws: ["macchia"] }) };
  const found = check({ description: "Piccola macchia." }, { facts });
  assert.deepEqual(found.map(({ rule }) => rule), ["new_with_flaws"]);
  assert.equal(found[0]?.fix?.patch.condition, 2);
});

Deno.test("lint() finds a text that claims more than the facts", () => {
  assert.equal(only({ description: "Nuovo con cartellino" }).rule, "newness_claimed");
  const facts = { ...calm.facts, ...factsOf({ flaws: ["macchia"] }) };
  assert.equal(
    only({ description: "Macchia, per il resto come nuovo" }, { facts }).rule,
    "perfection_claimed",
  );
});

Deno.test("lint() adds a flaw that the text omits", () => {
  const facts = { ...calm.facts, ...factsOf({ flaws: ["Filo tirato."] }) };
  const finding = only({ description: "Blazer beige." }, { facts });
  assert.equal(finding.rule, "flaw_unsaid");
  assert.equal(
    finding.fix?.patch.description,
    "Blazer beige.\nUn difetto da segnalare: Filo tirato.",
  );
  assert.deepEqual(rules({ description: "Ein gezogener Faden." }, { facts, language: "de" }), []);
});

Deno.test("lint() hints at promises and at too many emoji", () => {
  assert.equal(only({ description: "Blazer originale 100%" }).rule, "promise");
  const { rule, fix } = only({ description: "Bello ✨✨ davvero 🌸🌸" });
  assert.equal(rule, "emojis");
  assert.equal(fix?.patch.description, "Bello davvero");
});

Deno.test("lint() keeps the first hashtags of too many", () => {
  const hashtags = ["mango", "blazer", "beige", "lino", "giacca", "ufficio"];
  const { rule, fix } = only({ hashtags });
  assert.equal(rule, "hashtags_many");
  assert.equal(fix?.patch.hashtags?.length, 5);
});

Deno.test("lint() names the missing measures in the seller's language", () => {
  const { measures: _, ...facts } = calm.facts;
  const { params } = only({}, { facts, locale: "en" });
  assert.deepEqual(params, { count: 2, measures: "pit to pit and length" });
});

Deno.test("lint() asks for the size where the category has sizes", () => {
  const { size: _, sizeLabel: __, ...facts } = calm.facts;
  assert.equal(only({}, { facts }).rule, "size_missing");
});

Deno.test("lint() checks the number and quality of the photos", () => {
  const photo = { warnings: [] };
  const photos = (count: number) => Array.from({ length: count }, () => photo);
  assert.deepEqual(rules({}, { photos: [] }), ["photos_none"]);
  assert.deepEqual(rules({}, { photos: photos(2) }), ["photos_few"]);
  assert.deepEqual(rules({}, { photos: photos(21) }), ["photos_many"]);
  assert.deepEqual(
    rules({}, { photos: [{ warnings: ["dark", "duplicate"] }, ...photos(3)] }),
    ["photo_first_dark", "photos_duplicate"],
  );
});

Deno.test("lint() asks for photos of details of a designer item", () => {
  const facts = { ...calm.facts, ...factsOf({ brand: "Gucci" }) };
  const listing = { title: "Blazer Gucci beige", description: "Blazer Gucci beige.", hashtags: [] };
  assert.deepEqual(rules(listing, { facts, photos: GOOD_PHOTOS.slice(0, 3) }), ["photos_designer"]);
  assert.deepEqual(rules(listing, { facts }), []);
});

Deno.test("lint() checks the price against limits, cost and evidence", () => {
  const evidence = { low: eur(1_800), high: eur(3_000) };
  assert.deepEqual(rules({}, { price: eur(99) }), ["price_limits"]);
  assert.deepEqual(rules({}, { price: eur(3_000_001) }), ["price_limits"]);
  assert.deepEqual(rules({}, { cost: eur(2_500) }), ["price_below_cost"]);
  assert.deepEqual(rules({}, { evidence }), []);
  assert.deepEqual(rules({}, { evidence, price: eur(4_501) }), ["price_high"]);
  assert.deepEqual(rules({}, { evidence, price: eur(899) }), ["price_low"]);
});

Deno.test("lint() does not compare prices in different currencies", () => {
  assert.deepEqual(rules({}, { cost: { cents: 9_000, currency: "GBP" } }), []);
});

Deno.test("lint() names an item on sale that looks the same", () => {
  const { rule, params } = only({}, { duplicates: [{ number: 7, title: "Blazer Mango" }] });
  assert.equal(rule, "duplicate");
  assert.deepEqual(params, { number: 7, title: "Blazer Mango" });
});

Deno.test("lint() asks to translate the seller's own words", () => {
  assert.deepEqual(rules({}, { untranslated: ["flaws", "details"] }), [
    "untranslated_flaws",
    "untranslated_details",
  ]);
});

Deno.test("lint() orders the findings by field, the most severe first", () => {
  const found = check({ title: "", description: "Su Wallapop, garantito" }, { photos: [] });
  assert.deepEqual(found.map(({ at, severity }) => `${at} ${severity}`), [
    "title error",
    "description error",
    "description hint",
    "photos error",
  ]);
});

Deno.test("a fix removes every match of its finding", () => {
  const listing = {
    ...blazer,
    description: "Anche su Depop e eBay: https://depop.com/a @anna_v 347 123 4567",
  };
  let text: ListingText = listing;
  for (let round = 0; round < 10; round++) {
    const fix = lint(text, calm).find(({ fix }) => fix)?.fix;
    if (!fix) break;
    text = { ...text, ...fix.patch };
  }
  assert.deepEqual(lint(text, calm), []);
});

const read = (values: Parameters<typeof factsOf>[0]) => withPartialMarks(factsOf(values, "tag"));
const factFindings = (facts: Facts) =>
  lint(blazer, { ...calm, facts }).filter(({ at, rule }) =>
    at === "facts" && rule !== "measures_missing"
  );

Deno.test("lint() reports facts that were read in part and offers to confirm them", () => {
  const part = [{ fibre: "linen", percent: 25 }, { fibre: "silk", percent: 5 }];
  const facts = { ...WARDROBE.blazer!.facts, ...read({ material: part }) };
  const [finding, ...others] = factFindings(facts);
  assert.equal(finding?.rule, "partial_material");
  assert.deepEqual(finding?.fix?.patch, { confirmed: "material" });
  assert.deepEqual(others, []);
  const confirmed = { ...facts, ...factsOf({ material: part }) };
  assert.deepEqual(factFindings(confirmed).map(({ rule }) => rule), ["percentages"]);
});

Deno.test("lint() asks about an unknown fibre until the seller confirms it", () => {
  const material = [{ fibre: "cotton", percent: 95 }, { fibre: "lurex-x", percent: 5 }];
  const facts = { ...WARDROBE.blazer!.facts, ...read({ material }) };
  assert.deepEqual(factFindings(facts).map(({ rule }) => rule), ["fibre_unknown"]);
  assert.deepEqual(factFindings({ ...facts, ...factsOf({ material }) }), []);
});

Deno.test("lint() asks for the size that a label leaves open, and proposes the likely one", () => {
  const { size: _, ...facts } = WARDROBE.blazer!.facts;
  const [finding] = factFindings({ ...facts, ...read({ sizeLabel: "US 6" }) });
  assert.equal(finding?.rule, "size_open");
  assert.deepEqual(finding?.fix, {
    label: "listing.fix_size",
    params: { size: "M / 38" },
    patch: { size: 4 },
  });
});

Deno.test("lint() checks the chosen size against the label and the category", () => {
  const { facts } = WARDROBE.blazer!;
  const other = factFindings({ ...facts, ...factsOf({ size: 6 }) });
  assert.deepEqual(other.map(({ rule, fix }) => [rule, fix?.patch]), [["size_other", { size: 4 }]]);
  const foreign = factFindings({ ...facts, ...factsOf({ category: "men.blazers" }) });
  assert.deepEqual(foreign.map(({ rule }) => rule), ["size_foreign"]);
});
