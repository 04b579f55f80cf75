/** Writes the description: a few plain sentences with the known facts and every flaw. */
import type { Facts } from "../taxonomy/facts.ts";
import type { Language } from "../taxonomy/mod.ts";
import { translateFlaw } from "./flaw_glossary.ts";
import {
  capitalise,
  fillTemplate,
  hasInflections,
  inflect,
  tidy,
  uncapitalise,
} from "./grammar.ts";
import { PHRASES } from "./phrases/mod.ts";
import { pickPhrasing } from "./phrases/pick.ts";
import { joinWords, type OwnWords, type Ways } from "./phrases/shape.ts";
import { clipText, nameItem } from "./title.ts";
import { fillPlaceholders, type Voice } from "./voice.ts";
import type { Words } from "./words.ts";

export interface DescriptionInput {
  readonly words: Words;
  readonly facts: Facts;
  readonly voice: Voice;
  readonly number: number;
  /** The most characters that the text may have. */
  readonly charsMax: number;
}

/**
 * The most characters of all flaws together. Beyond it each flaw is shortened, so that none is left
 * out.
 */
const FLAWS_CHARS_MAX = 1_400;

type Section =
  | "opening"
  | "size"
  | "condition"
  | "flaws"
  | "ownFlaws"
  | "details"
  | "material"
  | "measures"
  | "articleNumber"
  | "phrases"
  | "signature";

/**
 * Lines of sections. There are two orders, so that listings of one wardrobe do not all look alike.
 */
const LAYOUTS: readonly [readonly Section[][], ...(readonly Section[][])[]] = [
  [["opening", "size"], ["details"], ["condition", "flaws"], ["material"], ["measures"]],
  [["opening", "size"], ["condition", "flaws"], ["details"], ["measures"], ["material"]],
];
/** Words in the seller's language get lines of their own. */
const OWN_LINES: readonly Section[][] = [["ownFlaws"], ["details"]];
const CLOSING: readonly Section[][] = [["articleNumber"], ["phrases"], ["signature"]];
/** Sections that are dropped in this order when the text is too long. All others always stay. */
const OPTIONAL_SECTIONS: readonly Section[] = [
  "phrases",
  "signature",
  "articleNumber",
  "details",
  "material",
  "measures",
];

/** Writes the description within `charsMax` characters. */
export function writeDescription(telling: DescriptionInput): string {
  const sections = writeSections(telling);
  const layout = pickLayout(telling);
  const text = () =>
    layout.map((line) => line.map((name) => sections[name]).filter(Boolean).join(" "))
      .filter(Boolean).join("\n");
  for (const name of OPTIONAL_SECTIONS) {
    if (text().length <= telling.charsMax) break;
    sections[name] = "";
  }
  return text();
}

function pickLayout({ voice, words, number }: DescriptionInput): readonly (readonly Section[])[] {
  const lines = pickPhrasing(LAYOUTS, number, "layout");
  if (voice.language === words.language) return [...lines, ...CLOSING];
  const translated = lines.filter((line) => !line.includes("details"));
  return [...translated, ...OWN_LINES, ...CLOSING];
}

function writeSections(telling: DescriptionInput): Record<Section, string> {
  const { words, facts, voice, number } = telling;
  const phrases = PHRASES[words.language];
  const say = (ways: Ways, slot: string, values: Record<string, string>) =>
    writeSentence(ways, { words, number, slot, values });
  const condition = facts.condition && phrases.condition[facts.condition.value];
  return {
    opening: openingSentence(telling),
    size: sizeSentence(telling),
    condition: condition ? say(condition, "condition", {}) : "",
    flaws: flawSentence(telling),
    ownFlaws: quoteOwnWords("flaws", listUntranslatedFlaws(telling).join("; "), telling),
    details: voice.language === words.language
      ? ownSentence(facts.details?.value ?? "")
      : quoteOwnWords("details", tidy(facts.details?.value ?? ""), telling),
    material: materialSentence(telling),
    measures: measureSentence(telling),
    articleNumber: facts.articleNumber
      ? say(phrases.articleNumber, "article", { code: tidy(facts.articleNumber.value) })
      : "",
    phrases: voice.phrases[words.language]
      .flatMap((phrase) => fillPlaceholders(phrase, words, number) ?? []).join("\n"),
    signature: fillPlaceholders(voice.signature[words.language], words, number) ?? "",
  };
}

interface SentenceInput {
  readonly words: Words;
  readonly number: number;
  readonly slot: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Picks a phrasing, inflects it to the noun and fills it. When the form of the noun is unknown,
 * phrasings with inflections are skipped.
 */
function writeSentence(ways: Ways, { words, number, slot, values }: SentenceInput): string {
  const worn = PHRASES[words.language].worn[words.kind];
  const bending = (way: string) =>
    hasInflections(way) || (way.includes("{worn}") && hasInflections(worn));
  const [first, ...rest] = words.form ? ways : ways.filter((way) => !bending(way));
  const way = pickPhrasing(first === undefined ? ways : [first, ...rest], number, slot);
  const form = words.form ?? "ms";
  return capitalise(fillTemplate(inflect(way, form), { ...values, worn: inflect(worn, form) }));
}

function openingSentence(telling: DescriptionInput): string {
  const { words, number } = telling;
  const phrases = PHRASES[words.language];
  // The material sentence already names it.
  const material = materialSentence(telling) ? "" : words.parts.material;
  const parts = { ...words.parts, colour: words.sentenceColour, material };
  const { noun, brand, model } = parts;
  if (!noun && !brand && !model) return "";
  const thing = nameItem(parts, words, phrases.thingOrder);
  // Without a noun ("my beige Mango") only the plain phrasing reads well.
  const ways: Ways = noun ? phrases.opening : [phrases.opening[0]];
  const values = { thing, Thing: capitalise(thing) };
  return writeSentence(ways, { words, number, slot: "opening", values });
}

function sizeSentence({ words, facts, number }: DescriptionInput): string {
  const phrases = PHRASES[words.language];
  const { published, label, one } = words.size;
  if (one) return words.kind === "other" ? "" : `${capitalise(published)}.`;
  if (!published && !label) return "";
  const isRead = facts.sizeLabel?.source === "tag";
  const sort = words.kind === "shoes" ? "shoes" : "clothes";
  const ways = !published
    ? phrases.sizeOnLabel
    : !label
    ? phrases.size[sort]
    : isRead
    ? phrases.sizeAndLabel
    : phrases.sizeAndOther;
  const size = published && !label ? published : label;
  const values = { size, published, word: phrases.sizeWord[sort] };
  return writeSentence(ways, { words, number, slot: "size", values });
}

function materialSentence({ words, facts, number }: DescriptionInput): string {
  const phrases = PHRASES[words.language];
  const [only, ...others] = facts.material?.value ?? [];
  const saidAlready = words.parts.material !== "" && others.length === 0 && !only?.percent;
  if (!words.materials || saidAlready) return "";
  // A single part such as the lining names itself in the text.
  if (only?.part) return `${capitalise(words.materials)}.`;
  // The text mentions the label only once.
  const onLabel = facts.material?.source === "tag" && facts.sizeLabel?.source !== "tag";
  const ways = onLabel ? phrases.materialOnLabel : phrases.material;
  return writeSentence(ways, {
    words,
    number,
    slot: "material",
    values: { list: words.materials },
  });
}

function measureSentence({ words, facts, number }: DescriptionInput): string {
  const phrases = PHRASES[words.language];
  const list = words.measures;
  if (!list) return "";
  if (Object.keys(facts.measures?.value ?? {}).length === 1) return `${capitalise(list)}.`;
  const ways = words.kind === "clothes" ? phrases.measuresFlat : phrases.measuresOther;
  return writeSentence(ways, { words, number, slot: "measures", values: { list } });
}

function flawSentence({ words, facts, voice, number }: DescriptionInput): string {
  const phrases = PHRASES[words.language];
  if (!facts.flaws) return "";
  const flaws = facts.flaws.value.flatMap((flaw) =>
    translateFlaw(flaw, voice.language, words.language) ?? []
  ).map((flaw) => flawText(flaw, words.language));
  // Only the seller, who has held the item, may state that it has no flaws.
  if (facts.flaws.value.length === 0) {
    const seen = facts.flaws.source === "seller" &&
      (facts.condition?.value ?? 0) in USED_CONDITIONS;
    return seen ? writeSentence(phrases.noFlaws, { words, number, slot: "flaws", values: {} }) : "";
  }
  if (flaws.length === 0) return "";
  const ways = flaws.length === 1 ? phrases.flaw : phrases.flaws;
  return writeSentence(ways, {
    words,
    number,
    slot: "flaws",
    values: { flaws: flawList(flaws, words.language) },
  });
}

/** Flaws that the glossary has no translation for. */
function listUntranslatedFlaws({ words, facts, voice }: DescriptionInput): string[] {
  const flaws = facts.flaws?.value ?? [];
  const own = flaws.filter((flaw) => translateFlaw(flaw, voice.language, words.language) === null)
    .map((flaw) => flawText(flaw, voice.language));
  return shortenFlaws(own);
}

/** A line that quotes the seller's own words and names their language. */
function quoteOwnWords(what: OwnWords, text: string, { words, voice }: DescriptionInput): string {
  if (text === "") return "";
  const { ownWords, inLanguage } = PHRASES[words.language];
  const line = fillTemplate(ownWords[what], { language: inLanguage[voice.language], text });
  return /[.!?…:)]$/.test(line) ? line : `${line}.`;
}

/** Used conditions, for which buyers want to read that there are no flaws. */
const USED_CONDITIONS: Readonly<Record<number, true>> = { 2: true, 3: true, 4: true };

function flawText(flaw: string, language: Language): string {
  const text = tidy(flaw).replace(/[\s.;,:]+$/, "");
  return language === "de" ? text : uncapitalise(text);
}

function flawList(flaws: readonly string[], language: Language): string {
  const { and, semicolon } = PHRASES[language];
  const texts = shortenFlaws(flaws);
  return texts.some((text) => text.includes(",")) ? texts.join(semicolon) : joinWords(texts, and);
}

/** Shortens each flaw when all together exceed FLAWS_CHARS_MAX. */
function shortenFlaws(flaws: readonly string[]): string[] {
  const room = Math.floor(FLAWS_CHARS_MAX / flaws.length);
  const long = flaws.join("; ").length > FLAWS_CHARS_MAX;
  return long ? flaws.map((flaw) => clipText(flaw, room)) : [...flaws];
}

/** The seller's words, ended with a full stop. */
function ownSentence(text: string): string {
  const own = text.split(/\n+/).map(tidy).filter(Boolean).map(capitalise).join("\n");
  return own === "" || /[.!?…:)]$/.test(own) ? own : `${own}.`;
}
