import assert from "node:assert/strict";
import fc from "fast-check";
import { withPartialMarks } from "../inventory/consequences.ts";
import { type Facts, MEASURES, PATTERNS } from "../taxonomy/facts.ts";
import { categories, COLOURS, type Language, material, MATERIALS } from "../taxonomy/mod.ts";
import { composeListing } from "./compose.ts";
import { appendHashtags } from "./hashtags.ts";
import { DESCRIPTION_CHARS_MAX, HASHTAGS_MAX, TITLE_CHARS_AIM, TITLE_CHARS_MAX } from "./limits.ts";
import { findBrands, isOwnBrand } from "./rules/brands.ts";
import { factsOf, WARDROBE } from "./testing.ts";
import { LANGUAGES, PLAIN_VOICE } from "./voice.ts";
import german from "./golden/de.txt" with { type: "text" };
import english from "./golden/en.txt" with { type: "text" };
import spanish from "./golden/es.txt" with { type: "text" };
import french from "./golden/fr.txt" with { type: "text" };
import italian from "./golden/it.txt" with { type: "text" };

const GOLDEN: Record<Language, string> = {
  it: italian,
  en: english,
  fr: french,
  de: german,
  es: spanish,
};

/** All listings of the test wardrobe, one after the other, as they would be pasted. */
function written(language: Language): string {
  return Object.entries(WARDROBE).map(([name, { facts, number }]) => {
    const { title, description, hashtags } = composeListing(facts, { language, number });
    return `=== ${name}\n${title}\n\n${appendHashtags(description, hashtags)}\n`;
  }).join("");
}

for (const language of LANGUAGES) {
  Deno.test(`composeListing() writes the whole wardrobe in "${language}" as a native speaker would`, () => {
    assert.equal(written(language), GOLDEN[language]);
  });
}

/** Words that appear in no brand and no template. */
const word = fc.constantFrom("zeta", "lorel", "quino", "vabo", "tripa", "menzo", "olka", "dirfu");
const words = (max: number) =>
  fc.array(word, { minLength: 1, maxLength: max }).map((list) => list.join(" "));
const known = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const values = fc.record({
  category: known(fc.constantFrom(...categories().map(({ key }) => key))),
  brand: known(fc.constantFrom("Mango", "Petit Bateau", "Levi's", "Nike", "No brand")),
  model: known(words(8)),
  sizeLabel: known(
    fc.constantFrom("M", "IT 42", "W32 L34", "3 anni", "6M", "39,5", "Taglia unica"),
  ),
  size: known(fc.constantFrom(3, 4, 59, 1567, 1640)),
  condition: known(fc.constantFrom(6, 1, 2, 3, 4)),
  colours: known(fc.uniqueArray(fc.constantFrom(...COLOURS.map(({ id }) => id)), {
    minLength: 1,
    maxLength: 2,
  })),
  pattern: known(fc.constantFrom(...PATTERNS)),
  material: known(fc.uniqueArray(
    fc.record(
      {
        fibre: fc.constantFrom(...MATERIALS.map(({ key }) => key)),
        percent: fc.integer({ min: 1, max: 100 }),
      },
      { requiredKeys: ["fibre"] },
    ),
    { minLength: 1, maxLength: 8, selector: ({ fibre }) => fibre },
  )),
  flaws: known(fc.array(words(30).map((text) => text.slice(0, 200).trim()), { maxLength: 10 })),
  measures: known(fc.dictionary(fc.constantFrom(...MEASURES), fc.integer({ min: 1, max: 3_000 }))),
  details: known(words(80).map((text) => text.slice(0, 500).trim())),
  articleNumber: known(fc.constantFrom("AB1234-100", "0722/404")),
});

const anything = fc.record({
  facts: values.map((all) => {
    const told = Object.entries(all).filter(([, value]) => value !== undefined);
    return factsOf(Object.fromEntries(told));
  }),
  language: fc.constantFrom(...LANGUAGES),
  number: fc.integer({ min: 1, max: 100_000 }),
});

const voice = {
  ...PLAIN_VOICE,
  phrases: {
    it: ["Taglia {taglia} di {marca}, spedisco domani", "x ".repeat(100)],
    en: [],
    fr: [],
    de: [],
    es: [],
  },
  signature: { it: "Anna, n. {numero}", en: "", fr: "", de: "", es: "" },
};

Deno.test("composeListing() stays within the marketplace's limits, whatever is known", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    const { title, description, hashtags } = composeListing(facts, { ...options, voice });
    assert.ok(title.length <= TITLE_CHARS_MAX, title);
    assert.ok(appendHashtags(description, hashtags).length <= DESCRIPTION_CHARS_MAX);
    assert.ok(hashtags.length <= HASHTAGS_MAX);
  }));
});

Deno.test("composeListing() leaves no trace of what is missing", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    const { title, description, hashtags } = composeListing(facts, { ...options, voice });
    for (const text of [title, description, ...hashtags]) {
      assert.doesNotMatch(
        text,
        /undefined|null|NaN|[{}|]|\(\s*\)| {2}|^\s|\s$| [,.]|\.\.|,\s*$/m,
        text,
      );
    }
  }));
});

Deno.test("composeListing() says every flaw, in every language", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    const { description } = composeListing(facts, options);
    for (const flaw of facts.flaws?.value ?? []) {
      const start = flaw.slice(1, 100).split(" ").slice(0, -1).join(" ");
      assert.ok(
        description.toLowerCase().includes(start.toLowerCase()),
        `${flaw} / ${description}`,
      );
    }
  }));
});

Deno.test("composeListing() names no brand that is not a fact of the item", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    const { title, description, hashtags } = composeListing(facts, options);
    const text = [title, description, ...hashtags].join("\n");
    assert.deepEqual(findBrands(text).filter((brand) => !isOwnBrand(brand, facts)), []);
  }));
});

Deno.test("composeListing() always says the same of the same item", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    assert.deepEqual(
      composeListing(facts, options),
      composeListing(structuredClone(facts), options),
    );
  }));
});

Deno.test("composeListing() says the same facts in several ways from one number to the next", () => {
  const { facts } = WARDROBE.sneakers!;
  for (const language of LANGUAGES) {
    const numbers = Array.from({ length: 20 }, (_, number) => number + 1);
    const texts = new Set(
      numbers.map((number) => composeListing(facts, { language, number }).description),
    );
    assert.ok(texts.size >= 8, `${language}: ${texts.size}`);
  }
});

Deno.test("composeListing() keeps the titles of the wardrobe short enough for a list", () => {
  for (const { facts, number } of Object.values(WARDROBE)) {
    for (const language of LANGUAGES) {
      const { title } = composeListing(facts, { language, number });
      assert.ok(title.length <= TITLE_CHARS_AIM, title);
    }
  }
});

Deno.test("composeListing() writes nothing for an item without facts", () => {
  assert.deepEqual(composeListing({}, { language: "it", number: 1 }), {
    title: "",
    description: "",
    hashtags: [],
    untranslated: [],
  });
});

Deno.test("composeListing() claims no lack of flaws that only a model has looked for in a photo", () => {
  const seen = { ...WARDROBE.coat!.facts, ...factsOf({ flaws: [] }, "photo") };
  assert.equal(
    composeListing(seen, { language: "it", number: 1 }).description.includes("difett"),
    false,
  );
});

Deno.test("composeListing() keeps the seller's own words on marked lines of a foreign text", () => {
  const facts = factsOf({
    category: "women.blazers",
    flaws: ["strano alone vicino alla tasca", "macchia", "orlo scucito e bottone ballerino"],
    details: "due tasche",
  });
  const { description, untranslated } = composeListing(facts, { language: "de", number: 3 });
  assert.deepEqual(untranslated, ["flaws", "details"]);
  const lines = description.split("\n");
  assert.ok(lines.some((line) => /Fleck\.$/.test(line)));
  assert.ok(lines.includes(
    "Mängel (auf Italienisch): strano alone vicino alla tasca; orlo scucito e bottone ballerino.",
  ));
  assert.ok(lines.includes("Details (auf Italienisch): due tasche."));
});

Deno.test("composeListing() never puts words of two languages into one sentence", () => {
  const own = fc.array(fc.constantFrom("zeta lorel", "quino", "vabo tripa", "macchia", "buco"), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(fc.property(
    values,
    own,
    fc.constantFrom(...LANGUAGES),
    fc.nat(1_000),
    (known, flaws, language, number) => {
      const told = Object.entries(known).filter(([, value]) => value !== undefined);
      const facts = factsOf({ ...Object.fromEntries(told), model: "501", flaws, details: "menzo" });
      const { description } = composeListing(facts, { language, number });
      const isOwn = (line: string) => /\b(?:zeta|quino|vabo|menzo)\b/i.test(line);
      for (const line of description.split("\n").filter(isOwn)) {
        if (language !== "it") assert.match(line, /^[^:]+ \([^)]+\) ?: [^:]+\.$/);
      }
      assert.match(description, /menzo/i);
    },
  ));
});

Deno.test("composeListing() says flaws of the glossary in every language, with their place", () => {
  const say = (flaw: string, language: Language) =>
    composeListing(factsOf({ flaws: [flaw] }), { language, number: 1 }).description;
  assert.match(say("macchia su una manica", "en"), /stain on a sleeve/);
  assert.match(say("orlo scucito e scolorito", "en"), /hem undone and faded/);
  assert.match(say("Graffi sul tacco", "de"), /Kratzer am Absatz/);
});

Deno.test("composeListing() publishes nothing that was read in part, in any language", () => {
  const tag = withPartialMarks(factsOf({
    material: [{ fibre: "linen", percent: 25 }, { fibre: "silk", percent: 5 }],
  }, "tag"));
  const facts: Facts = {
    ...factsOf({ category: "women.blouses", brand: "Mango" }),
    ...tag,
    sizeLabel: { value: "EUR 3-", source: "tag", confidence: 0.9, at: 0, partial: true },
    articleNumber: { value: "1234/", source: "tag", confidence: 0.9, at: 0, partial: true },
  };
  for (const language of LANGUAGES) {
    const { title, description, hashtags } = composeListing(facts, { language, number: 1 });
    assert.doesNotMatch(
      `${title} ${description} ${hashtags}`,
      /lin|silk|set[ae]|seid|25|1234|EUR/i,
    );
  }
});

Deno.test("composeListing() writes the parts of a composition that were read whole", () => {
  const facts = withPartialMarks(factsOf({
    material: [
      { fibre: "wool", percent: 100 },
      { fibre: "viscose", percent: 60, part: "lining" },
    ],
  }, "tag"));
  const { description } = composeListing({ ...factsOf({ category: "women.coats" }), ...facts }, {
    language: "it",
    number: 1,
  });
  assert.match(description, /100% lana/);
  assert.doesNotMatch(description, /viscosa|fodera/i);
});

Deno.test("composeListing() keeps an unknown fibre in every language", () => {
  const facts = factsOf({
    material: [{ fibre: "cotton", percent: 95 }, { fibre: "lurex-x", percent: 5 }],
  });
  for (const language of LANGUAGES) {
    assert.match(composeListing(facts, { language, number: 1 }).description, /5 ?% lurex-x/i);
  }
});

Deno.test("composeListing() names a material once in the description", () => {
  fc.assert(fc.property(anything, ({ facts, ...options }) => {
    const main = facts.material?.value.find(({ fibre }) => fibre === "cotton" || fibre === "linen");
    if (!main) return;
    const { description } = composeListing(facts, options);
    const label = material(main.fibre)!.labels[options.language];
    const said = description.toLowerCase().split(label.toLowerCase()).length - 1;
    assert.ok(said <= 1, description);
  }));
});

Deno.test("composeListing() sets the material apart from a pattern in German", () => {
  const facts = factsOf({
    category: "women.midi_dresses",
    pattern: "floral",
    material: [{ fibre: "cotton" }],
    colours: [7],
  });
  const { title, description } = composeListing(facts, { language: "de", number: 1 });
  assert.equal(title, "Midikleid rot mit Blumenmuster, aus Baumwolle");
  assert.match(description, /Midikleid in Rot mit Blumenmuster, aus Baumwolle\./);
});

Deno.test("composeListing() adds the seller's phrases and signature, except those it cannot fill", () => {
  const { facts } = WARDROBE.blazer!;
  const own = {
    ...voice,
    phrases: { ...voice.phrases, it: ["Chiedi pure.", "Modello {modello}."] },
  };
  const { description } = composeListing(facts, { language: "it", number: 231, voice: own });
  assert.match(description, /Chiedi pure\.\nAnna, n\. 231$/);
  assert.doesNotMatch(description, /Modello/);
});

Deno.test("composeListing() leaves the hashtags out when the seller does not want them", () => {
  const { facts } = WARDROBE.blazer!;
  const quiet = { ...PLAIN_VOICE, hashtags: false };
  assert.deepEqual(composeListing(facts, { language: "it", number: 1, voice: quiet }).hashtags, []);
});

Deno.test("composeListing() does not say the black of a little black dress twice", () => {
  const facts = factsOf({ category: "women.black_dresses", brand: "Mango", colours: [1] });
  assert.equal(composeListing(facts, { language: "it", number: 1 }).title, "Tubino nero Mango");
});
