/** The description: a few plain sentences, only what is known, every flaw. */
import type { Facts } from "../taxonomy/facts.ts";
import type { Language } from "../taxonomy/mod.ts";
import { translateFlaw } from "./glossary.ts";
import { bends, capitalised, fill, inflect, tidy, uncapitalised } from "./grammar.ts";
import { PHRASES } from "./phrases/mod.ts";
import { joined, type Ways } from "./phrases/shape.ts";
import { clipped, thingOf } from "./title.ts";
import { pick } from "./variety.ts";
import type { OwnWords } from "./phrases/shape.ts";
import { spoken, type Voice } from "./voice.ts";
import type { Words } from "./words.ts";

export interface Telling {
  readonly words: Words;
  readonly facts: Facts;
  readonly voice: Voice;
  readonly number: number;
  /** Characters there is room for. */
  readonly room: number;
}

/** All flaws together; beyond this each is shortened, so that none is left out. */
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

/** Lines of sections; two orders, so that a wardrobe does not read like a form. */
const LAYOUTS: readonly [readonly Section[][], ...(readonly Section[][])[]] = [
  [["opening", "size"], ["details"], ["condition", "flaws"], ["material"], ["measures"]],
  [["opening", "size"], ["condition", "flaws"], ["details"], ["measures"], ["material"]],
];
/** What is in the seller's language stands on lines of its own. */
const OWN_LINES: readonly Section[][] = [["ownFlaws"], ["details"]];
const CLOSING: readonly Section[][] = [["articleNumber"], ["phrases"], ["signature"]];
/** Given up in this order where the text is too long; what is not here always stays. */
const EXPENDABLE: readonly Section[] = [
  "phrases",
  "signature",
  "articleNumber",
  "details",
  "material",
  "measures",
];

/** The text, never longer than the room there is. */
export function descriptionOf(telling: Telling): string {
  const sections = sectionsOf(telling);
  const layout = layoutOf(telling);
  const text = () =>
    layout.map((line) => line.map((name) => sections[name]).filter(Boolean).join(" "))
      .filter(Boolean).join("\n");
  for (const name of EXPENDABLE) {
    if (text().length <= telling.room) break;
    sections[name] = "";
  }
  return text();
}

function layoutOf({ voice, words, number }: Telling): readonly (readonly Section[])[] {
  const lines = pick(LAYOUTS, number, "layout");
  if (voice.language === words.language) return [...lines, ...CLOSING];
  const translated = lines.filter((line) => !line.includes("details"));
  return [...translated, ...OWN_LINES, ...CLOSING];
}

function sectionsOf(telling: Telling): Record<Section, string> {
  const { words, facts, voice, number } = telling;
  const phrases = PHRASES[words.language];
  const say = (ways: Ways, slot: string, values: Record<string, string>) =>
    sentence(ways, { words, number, slot, values });
  const condition = facts.condition && phrases.condition[facts.condition.value];
  return {
    opening: openingOf(telling),
    size: sizeSentence(telling),
    condition: condition ? say(condition, "condition", {}) : "",
    flaws: flawSentence(telling),
    ownFlaws: inOwnWords("flaws", untranslatable(telling).join("; "), telling),
    details: voice.language === words.language
      ? ownSentence(facts.details?.value ?? "")
      : inOwnWords("details", tidy(facts.details?.value ?? ""), telling),
    material: materialSentence(telling),
    measures: measureSentence(telling),
    articleNumber: facts.articleNumber
      ? say(phrases.articleNumber, "article", { code: tidy(facts.articleNumber.value) })
      : "",
    phrases: voice.phrases[words.language]
      .flatMap((phrase) => spoken(phrase, words, number) ?? []).join("\n"),
    signature: spoken(voice.signature[words.language], words, number) ?? "",
  };
}

interface Saying {
  readonly words: Words;
  readonly number: number;
  readonly slot: string;
  readonly values: Readonly<Record<string, string>>;
}

/** One of the ways, agreed and filled; of a noun whose form is unknown only what does not bend is said. */
function sentence(ways: Ways, { words, number, slot, values }: Saying): string {
  const worn = PHRASES[words.language].worn[words.kind];
  const bending = (way: string) => bends(way) || (way.includes("{worn}") && bends(worn));
  const [first, ...rest] = words.form ? ways : ways.filter((way) => !bending(way));
  const way = pick(first === undefined ? ways : [first, ...rest], number, slot);
  const form = words.form ?? "ms";
  return capitalised(fill(inflect(way, form), { ...values, worn: inflect(worn, form) }));
}

function openingOf(telling: Telling): string {
  const { words, number } = telling;
  const phrases = PHRASES[words.language];
  // The composition says it: once is enough.
  const material = materialSentence(telling) ? "" : words.parts.material;
  const parts = { ...words.parts, colour: words.sentenceColour, material };
  const { noun, brand, model } = parts;
  if (!noun && !brand && !model) return "";
  const thing = thingOf(parts, words, phrases.thingOrder);
  // Without a noun "my beige Mango" says nothing: only the plain way reads well.
  const ways: Ways = noun ? phrases.opening : [phrases.opening[0]];
  const values = { thing, Thing: capitalised(thing) };
  return sentence(ways, { words, number, slot: "opening", values });
}

function sizeSentence({ words, facts, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const { published, label, one } = words.size;
  if (one) return words.kind === "other" ? "" : `${capitalised(published)}.`;
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
  return sentence(ways, { words, number, slot: "size", values });
}

function materialSentence({ words, facts, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const [only, ...others] = facts.material?.value ?? [];
  const saidAlready = words.parts.material !== "" && others.length === 0 && !only?.percent;
  if (!words.materials || saidAlready) return "";
  // A lining alone names itself.
  if (only?.part) return `${capitalised(words.materials)}.`;
  // The label is named once.
  const onLabel = facts.material?.source === "tag" && facts.sizeLabel?.source !== "tag";
  const ways = onLabel ? phrases.materialOnLabel : phrases.material;
  return sentence(ways, { words, number, slot: "material", values: { list: words.materials } });
}

function measureSentence({ words, facts, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const list = words.measures;
  if (!list) return "";
  if (Object.keys(facts.measures?.value ?? {}).length === 1) return `${capitalised(list)}.`;
  const ways = words.kind === "clothes" ? phrases.measuresFlat : phrases.measuresOther;
  return sentence(ways, { words, number, slot: "measures", values: { list } });
}

function flawSentence({ words, facts, voice, number }: Telling): string {
  const phrases = PHRASES[words.language];
  if (!facts.flaws) return "";
  const flaws = facts.flaws.value.flatMap((flaw) =>
    translateFlaw(flaw, voice.language, words.language) ?? []
  ).map((flaw) => flawText(flaw, words.language));
  // Only somebody who held it in their hands may say that there is nothing.
  if (facts.flaws.value.length === 0) {
    const seen = facts.flaws.source === "seller" && (facts.condition?.value ?? 0) in WORN;
    return seen ? sentence(phrases.noFlaws, { words, number, slot: "flaws", values: {} }) : "";
  }
  if (flaws.length === 0) return "";
  const ways = flaws.length === 1 ? phrases.flaw : phrases.flaws;
  return sentence(ways, {
    words,
    number,
    slot: "flaws",
    values: { flaws: flawList(flaws, words.language) },
  });
}

/** Flaws that the glossary cannot say in the listing's language. */
function untranslatable({ words, facts, voice }: Telling): string[] {
  const flaws = facts.flaws?.value ?? [];
  const own = flaws.filter((flaw) => translateFlaw(flaw, voice.language, words.language) === null)
    .map((flaw) => flawText(flaw, voice.language));
  return withinRoom(own);
}

/** The seller's words on a line of their own, which says in what language they are. */
function inOwnWords(what: OwnWords, text: string, { words, voice }: Telling): string {
  if (text === "") return "";
  const { ownWords, inLanguage } = PHRASES[words.language];
  const line = fill(ownWords[what], { language: inLanguage[voice.language], text });
  return /[.!?…:)]$/.test(line) ? line : `${line}.`;
}

/** Conditions of which a buyer wonders: what is new needs no "no flaws". */
const WORN: Readonly<Record<number, true>> = { 2: true, 3: true, 4: true };

function flawText(flaw: string, language: Language): string {
  const text = tidy(flaw).replace(/[\s.;,:]+$/, "");
  return language === "de" ? text : uncapitalised(text);
}

function flawList(flaws: readonly string[], language: Language): string {
  const { and, semicolon } = PHRASES[language];
  const texts = withinRoom(flaws);
  return texts.some((text) => text.includes(",")) ? texts.join(semicolon) : joined(texts, and);
}

/** All of them, each shortened where together they are too long. */
function withinRoom(flaws: readonly string[]): string[] {
  const room = Math.floor(FLAWS_CHARS_MAX / flaws.length);
  const long = flaws.join("; ").length > FLAWS_CHARS_MAX;
  return long ? flaws.map((flaw) => clipped(flaw, room)) : [...flaws];
}

/** The seller's words as they are, closed like a sentence. */
function ownSentence(text: string): string {
  const own = text.split(/\n+/).map(tidy).filter(Boolean).map(capitalised).join("\n");
  return own === "" || /[.!?…:)]$/.test(own) ? own : `${own}.`;
}
