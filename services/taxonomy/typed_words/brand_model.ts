/** Finds the brand and the model together, as each tells the other: "AF1", "samba OG", "501 levis", "NB 574". */
import { brandNames, normaliseBrand } from "../brands.ts";
import { type BrandSpan, meansBrand, misspeltNameIn, nameIn, nicknameIn } from "../find_brand.ts";
import type { Kind } from "../kinds.ts";
import type { Language } from "../labels.ts";
import { countsModels, type Model, MODEL_WORDS, VARIANT_WORDS } from "../models.ts";
import { type Found, Phrasebook, type Span } from "../phrases.ts";
import { phraseKey } from "../../base/text.ts";
import { isShoe } from "./kind_sizes.ts";
import type { Sentence } from "./sentence.ts";
import { LIKELY, type Seen, SURE } from "./understood.ts";
import { isKnownWord } from "./vocabulary.ts";

type SpottedModels = Found<readonly Model[]>;

interface BrandAndModel {
  brand?: Seen<string>;
  model?: Seen<string>;
  /** The kind of garment that the model is. */
  kind?: string;
}

/**
 * Reads what is beyond doubt: a brand's own name, a model's own name, a model beside its brand.
 * @param usual brands that the seller has had before
 */
export function readBrandAndModel(sentence: Sentence, usual: readonly string[]): BrandAndModel {
  const spotted = sentence.find(MODEL_WORDS);
  const brand = brandIn(sentence, spotted, usual);
  const model = modelIn(spotted, brand);
  if (brand) sentence.mark("brand", brand);
  if (model) return named(sentence, brand, model);
  const counted = brand && countedModel(sentence, brand);
  return {
    ...(brand && { brand: { value: brand.brand, confidence: SURE } }),
    ...(counted && { model: counted }),
  };
}

/** The names of models are no brands: "air max" is not the "Nike Air". */
function brandIn(
  sentence: Sentence,
  spotted: readonly SpottedModels[],
  usual: readonly string[],
): BrandSpan | null {
  const taken = new Set(sentence.takenBut());
  for (const { value, from, to } of spotted) {
    if (value.some(({ alone }) => alone)) { for (let at = from; at < to; at++) taken.add(at); }
  }
  return nameIn(sentence.tokens, taken) ?? nicknameIn(sentence.tokens, taken) ??
    usualIn(sentence, taken, usual);
}

function usualIn(
  { tokens }: Sentence,
  taken: ReadonlySet<number>,
  usual: readonly string[],
): BrandSpan | null {
  const book = new Phrasebook<string>(() => usual.map((name) => [name, name]));
  const [found] = book.all(tokens, taken);
  return found ? { ...found, brand: found.value, confidence: 1 } : null;
}

/** The longest name that fits the brand; without a brand, one that is nobody else's. */
function modelIn(spotted: readonly SpottedModels[], brand: BrandSpan | null): Found<Model> | null {
  const fitting = spotted.flatMap(({ value, ...span }) => {
    if (brand && overlaps(brand, span) && !holds(span, brand)) return [];
    const model = value.find((one) => brand ? isMadeBy(one, brand.brand) : one.alone);
    return model ? [{ ...span, value: model }] : [];
  });
  return fitting.sort((a, b) => b.to - b.from - (a.to - a.from))[0] ?? null;
}

const holds = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;
const overlaps = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

/** Brands that are written for one another: a Jordan is a Nike. */
const FAMILY: ReadonlySet<string> = new Set(["Nike", "Nike Air", "Nike SB", "Nike Shox", "Jordan"]);

/** "Adidas Originals" makes the models of adidas too. */
function isMadeBy({ brand: maker }: Model, brand: string): boolean {
  if (FAMILY.has(brand) && FAMILY.has(maker)) return true;
  const [one, other] = [phraseKey(maker), phraseKey(brand)];
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `);
}

function named(sentence: Sentence, brand: BrandSpan | null, found: Found<Model>): BrandAndModel {
  const { value: model } = found;
  const variants = variantsAt(sentence, found.to);
  sentence.mark("model", { from: found.from, to: variants.to });
  const maker = brand && !FAMILY.has(brand.brand) ? brand.brand : model.brand;
  return {
    brand: { value: maker, confidence: SURE },
    model: { value: [model.name, ...variants.names].join(" "), confidence: SURE },
    kind: model.kind,
  };
}

interface Variants {
  readonly names: readonly string[];
  readonly to: number;
}

function variantsAt(sentence: Sentence, from: number): Variants {
  const variant = sentence.findAt(VARIANT_WORDS, from);
  if (!variant) return { names: [], to: from };
  const more = variantsAt(sentence, variant.to);
  return { names: [variant.value, ...more.names], to: more.to };
}

const COUNTED_MODEL = /^\d{3,4}$/;

/** "New Balance 1400": a number that is too large for a size, right behind a brand that counts its models. */
function countedModel(sentence: Sentence, { brand, to }: BrandSpan): Seen<string> | undefined {
  const span = { from: to, to: to + 1 };
  if (!countsModels(brand) || !COUNTED_MODEL.test(sentence.word(to)) || !sentence.isFree(span)) {
    return undefined;
  }
  sentence.mark("model", span);
  return { value: sentence.typed(span), confidence: LIKELY };
}

/** Everyday words that sellers use in other senses than the brand's. */
const EVERYDAY: Readonly<Record<"it" | "other", ReadonlySet<string>>> = {
  it: new Set(
    "oltre persona motivi piombo sfera artigli date vince add malo lotto cat on divided tous etoile bash bebe"
      .split(" "),
  ),
  other: new Set(
    "oltre persona motivi date vince add malo lotto cat on only next please object pieces express inside head house gap refresh spell seven element craft police loft theory hunter medicine reserved reformation equipment barefoot sandwich slam imperial rainbow coin cycle quiz glamorous whistles torrid newbie summum conscious divided majestic australian tous etoile bash bebe"
      .split(" "),
  ),
};
const BRAND_WORDS = /^(?:marca|brand|marque|marke|firmat[oaie])$/;
const UNKNOWN_NAME_WORDS_MAX = 2;

/** The brand's own name beside its model, where it is an everyday word or misspelt: "addidas superstar". */
export function markSameBrand(sentence: Sentence, brand: string): void {
  for (const found of sentence.find(brandNames())) {
    if (found.value.brand === brand) sentence.mark("brand", found);
  }
  const misspelt = misspeltNameIn(sentence.tokens, sentence.takenBut());
  if (misspelt?.brand === brand) sentence.mark("brand", misspelt);
}

/** Reads doubtful brands last: "marca Gogo", an everyday word that is a brand, a misspelt name. */
export function readDoubtfulBrand(
  sentence: Sentence,
  kind: Kind | undefined,
  language: Language,
): Seen<string> | undefined {
  return declaredBrand(sentence) ?? everydayBrand(sentence, kind, language) ??
    misspeltBrand(sentence);
}

function declaredBrand(sentence: Sentence): Seen<string> | undefined {
  const at = sentence.tokens.findIndex(({ text }, i) =>
    BRAND_WORDS.test(text) && isUnknownAt(sentence, i + 1)
  );
  if (at < 0) return undefined;
  let to = at + 2;
  while (to - at <= UNKNOWN_NAME_WORDS_MAX && isUnknownAt(sentence, to)) to += 1;
  const value = normaliseBrand(sentence.typed({ from: at + 1, to }));
  if (!value) return undefined;
  sentence.mark("brand", { from: at, to });
  return { value, confidence: SURE };
}

/** "Marca italiana" names no brand. */
const NO_NAME =
  /^(?:ital|franc|inglese|american|cinese|famos|not[aei]|sconosciut|incert|propri|import)/;

function isUnknownAt(sentence: Sentence, at: number): boolean {
  const token = sentence.tokens[at];
  return token !== undefined && token.figure === undefined && sentence.isFreeAt(at) &&
    !isKnownWord(token.text) && !NO_NAME.test(token.text);
}

function everydayBrand(
  sentence: Sentence,
  kind: Kind | undefined,
  language: Language,
): Seen<string> | undefined {
  const { text, tokens } = sentence;
  const everyday = EVERYDAY[language === "it" ? "it" : "other"];
  const found = sentence.find(brandNames()).find((phrase) =>
    !everyday.has(sentence.word(phrase.from)) || meansBrand(text, tokens, phrase) ||
    isLottoOfShoes(sentence, phrase, kind)
  );
  if (!found) return undefined;
  sentence.mark("brand", found);
  return { value: found.value.brand, confidence: LIKELY };
}

/** "Scarpe lotto 42": shoes of that brand, where no name of a lot follows. */
const isLottoOfShoes = (sentence: Sentence, { from, to }: Span, kind: Kind | undefined): boolean =>
  sentence.word(from) === "lotto" && isShoe(kind) && !sentence.isFreeAt(to);

function misspeltBrand(sentence: Sentence): Seen<string> | undefined {
  const found = misspeltNameIn(sentence.tokens, sentence.takenBut());
  if (!found || found.to - found.from === 1 && isKnownWord(sentence.word(found.from))) {
    return undefined;
  }
  sentence.mark("brand", found);
  return { value: found.brand, confidence: LIKELY };
}
