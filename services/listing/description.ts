/** The description: a few plain sentences, only what is known, every flaw. */
import type { Facts } from "../inventory/facts.ts";
import type { Language } from "../taxonomy/mod.ts";
import { translateFlaw } from "./glossary.ts";
import { bends, capitalised, fill, inflect, tidy, uncapitalised } from "./grammar.ts";
import { PHRASES } from "./phrases/mod.ts";
import { joined, type Ways } from "./phrases/shape.ts";
import { clipped } from "./title.ts";
import { pick } from "./variety.ts";
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
  const layout = [...pick(LAYOUTS, telling.number, "layout"), ...CLOSING];
  const text = () =>
    layout.map((line) => line.map((name) => sections[name]).filter(Boolean).join(" "))
      .filter(Boolean).join("\n");
  for (const name of EXPENDABLE) {
    if (text().length <= telling.room) break;
    sections[name] = "";
  }
  return text();
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
    // The seller's own words are of one language: in another the linter asks for them.
    details: voice.language === words.language ? ownSentence(facts.details?.value ?? "") : "",
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

function openingOf({ words, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const parts = { ...words.parts, colour: words.sentenceColour };
  const { noun, brand, model } = parts;
  if (!noun && !brand && !model) return "";
  const thing = tidy(phrases.thingOrder.map((part) => parts[part]).filter(Boolean).join(" "));
  // Without a noun "my beige Mango" says nothing: only the plain way reads well.
  const ways: Ways = noun ? phrases.opening : [phrases.opening[0]];
  const values = { thing, Thing: capitalised(thing) };
  return sentence(ways, { words, number, slot: "opening", values });
}

function sizeSentence({ words, facts, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const { printed: size, market, one } = words.size;
  if (!size || (one && words.kind === "other")) return "";
  if (one) return `${capitalised(size)}.`;
  const onLabel = facts.sizeLabel?.source === "tag";
  const sort = words.kind === "shoes" ? "shoes" : "clothes";
  const ways = market
    ? (onLabel ? phrases.labelAndMarket : phrases.sizeAndMarket)
    : (onLabel ? phrases.sizeOnLabel : phrases.size[sort]);
  return sentence(ways, {
    words,
    number,
    slot: "size",
    values: { size, market, word: phrases.sizeWord[sort] },
  });
}

function materialSentence({ words, facts, number }: Telling): string {
  const phrases = PHRASES[words.language];
  const [only, ...others] = facts.material?.value ?? [];
  const saidAlready = words.parts.material !== "" && others.length === 0 && !only?.percent;
  if (!words.materials || saidAlready) return "";
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
  const flaws = facts.flaws.value.map((flaw) => flawText(flaw, voice.language, words.language));
  // Only somebody who held it in their hands may say that there is nothing.
  if (flaws.length === 0) {
    const seen = facts.flaws.source === "seller" && (facts.condition?.value ?? 0) in WORN;
    return seen ? sentence(phrases.noFlaws, { words, number, slot: "flaws", values: {} }) : "";
  }
  const ways = flaws.length === 1 ? phrases.flaw : phrases.flaws;
  return sentence(ways, {
    words,
    number,
    slot: "flaws",
    values: { flaws: flawList(flaws, phrases.and) },
  });
}

/** Conditions of which a buyer wonders: what is new needs no "no flaws". */
const WORN: Readonly<Record<number, true>> = { 2: true, 3: true, 4: true };

function flawText(flaw: string, from: Language, to: Language): string {
  const text = tidy(translateFlaw(flaw, from, to) ?? flaw).replace(/[\s.;,:]+$/, "");
  return from === "de" || to === "de" ? text : uncapitalised(text);
}

function flawList(flaws: readonly string[], and: string): string {
  const room = Math.floor(FLAWS_CHARS_MAX / flaws.length);
  const long = flaws.join("; ").length > FLAWS_CHARS_MAX;
  const texts = long ? flaws.map((flaw) => clipped(flaw, room)) : flaws;
  return texts.some((text) => text.includes(",")) ? texts.join("; ") : joined(texts, and);
}

/** The seller's words as they are, closed like a sentence. */
function ownSentence(text: string): string {
  const own = text.split(/\n+/).map(tidy).filter(Boolean).map(capitalised).join("\n");
  return own === "" || /[.!?…:)]$/.test(own) ? own : `${own}.`;
}
