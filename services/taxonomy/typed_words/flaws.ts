/**
 * Reads flaws as they are said: "macchia piccola sulla manica", "manca un bottone", "scucito all'orlo",
 * "suola consumata", "zip da cambiare". Each is kept in the seller's words; "senza difetti" says there is none.
 */
import { COLOUR_WORDS } from "../colours.ts";
import { CONDITION_WORDS } from "../conditions.ts";
import type { Phrasebook, Span } from "../phrases.ts";
import {
  ADJECTIVES,
  LACKS,
  MARKS,
  NONE,
  NOUNS,
  PARTS,
  PLACES,
  QUALIFIERS,
  REPAIRS,
  type Role,
  STATES,
  STYLES,
} from "./flaw_words.ts";
import type { Sentence } from "./sentence.ts";
import { isKnownWord } from "./vocabulary.ts";

/** As many and as long as an item keeps; what goes beyond stays in the note. */
const FLAWS_MAX = 10;
const FLAW_CHARS_MAX = 200;
const QUALIFIER_WORDS_MAX = 3;
const COUNT_MAX = 10;
/** Places that need no part behind them: "macchiata dietro". */
const PLACES_ALONE: ReadonlySet<string> = new Set(
  "dietro davanti dentro fuori sotto sopra inside outside".split(" "),
);
/** Wanted by fashion where nothing else is said: "jeans strappati", "faded black". */
const WORN_LOOK = /^(?:strappat[oaie]|faded|torn|consumat[oaie]|sporc[oahie]+)$/;

export function readFlaws(sentence: Sentence): string[] | undefined {
  const flaws: string[] = [];
  let saysNone = false;
  for (let at = 0; at < sentence.length && flaws.length < FLAWS_MAX; at++) {
    const style = sentence.findAt(STYLES, at);
    if (style) at = style.to;
    const none = sentence.findAt(NONE, at);
    const head = none ?? headAt(sentence, at);
    if (!head) continue;
    const span = none ?? whole(sentence, head);
    sentence.mark("flaws", span);
    if (none) saysNone = true;
    else flaws.push(sentence.typed(span));
    at = span.to - 1;
  }
  return flaws.length > 0 || saysNone ? flaws : undefined;
}

function headAt(sentence: Sentence, at: number): Span | null {
  const noun = sentence.findAt(NOUNS, at);
  if (noun) return noun;
  const mark = sentence.findAt(MARKS, at) && markAt(sentence, at);
  if (mark) return mark;
  const lack = sentence.findAt(LACKS, at);
  if (lack && isOpenWord(sentence, lack.to)) return { from: at, to: objectEnd(sentence, lack.to) };
  return sentence.findAt(REPAIRS, at) ?? stateAt(sentence, at);
}

/** "Segni di usura sul tacco" and "piccolo segno" are flaws, "segni di usura" and "lievi segni" conditions. */
function markAt(sentence: Sentence, at: number): Span | null {
  const condition = conditionOver(sentence, at);
  const mark = condition ? { from: at, to: condition.to } : sentence.findAt(MARKS, at);
  if (!mark) return null;
  const isPlaced = placeAt(sentence, afterAdjectives(sentence, mark.to));
  return isPlaced || !condition && endingAt(sentence, QUALIFIERS, at) ? mark : null;
}

/** The words of a condition that hold this one. */
function conditionOver(sentence: Sentence, at: number): Span | null {
  for (let from = Math.max(at - QUALIFIER_WORDS_MAX, 0); from <= at; from++) {
    const condition = sentence.findAt(CONDITION_WORDS, from);
    if (condition && condition.to > at) return condition;
  }
  return null;
}

/** "Manca un bottone": past the article to the word itself. */
function objectEnd(sentence: Sentence, from: number): number {
  const skipped = isArticle(sentence.word(from)) && isOpenWord(sentence, from + 1)
    ? from + 1
    : from;
  return skipped + 1;
}

const isArticle = (word: string): boolean =>
  /^(?:un|una|uno|il|lo|la|i|gli|le|l|a|the|one)$/.test(word);

function stateAt(sentence: Sentence, at: number): Span | null {
  const state = sentence.findAt(STATES, at);
  if (!state) return null;
  const isPlaced = partBefore(sentence, at) || endingAt(sentence, QUALIFIERS, at) ||
    sentence.findAt(PARTS, state.to) || placeAt(sentence, state.to);
  const isFlaw = isPlaced ||
    !WORN_LOOK.test(sentence.word(at)) && !sentence.findAt(CONDITION_WORDS, at);
  return isFlaw ? state : null;
}

function whole(sentence: Sentence, head: Span): Span {
  const span = widened(sentence, head);
  return sentence.typed(span).length <= FLAW_CHARS_MAX ? span : head;
}

function widened(sentence: Sentence, head: Span): Span {
  const isNoun = sentence.findAt(NOUNS, head.from) ?? sentence.findAt(MARKS, head.from);
  const from = qualifiedFrom(sentence, head.from);
  const joined = /^(?:con|with|avec)$/.test(sentence.word(from - 1)) && sentence.isFreeAt(from - 1);
  const part = isNoun ? joined && endingAt(sentence, PARTS, from - 1) : partBefore(sentence, from);
  return {
    from: part ? qualifiedFrom(sentence, part.from) : from,
    to: widenedRight(sentence, head.to),
  };
}

/** Over "un po'", "due", "2". */
function qualifiedFrom(sentence: Sentence, from: number): number {
  const before = endingAt(sentence, QUALIFIERS, from);
  if (before) return qualifiedFrom(sentence, before.from);
  const count = sentence.tokens[from - 1]?.figure;
  const isCount = count !== undefined && count <= COUNT_MAX && sentence.isFreeAt(from - 1);
  return isCount ? from - 1 : from;
}

/** The "fodera" of "fodera macchiata", "cerniera che" of "cerniera che si blocca"; also a part that is not known. */
function partBefore(sentence: Sentence, end: number): Span | null {
  const joined = sentence.word(end - 1) === "che" ? end - 1 : end;
  const known = endingAt(sentence, PARTS, joined);
  if (known) return known;
  const token = sentence.tokens[joined - 1];
  const isUnknown = token && token.figure === undefined && sentence.isFreeAt(joined - 1) &&
    !isKnownWord(token.text);
  return isUnknown ? { from: joined - 1, to: joined } : null;
}

/** Over adjectives, parts and places: "piccola", "sulla manica", "vicino al colletto", "e collo". */
function widenedRight(sentence: Sentence, to: number): number {
  if (/[,;.]/.test(sentence.gapBefore(to))) return to;
  const next = sentence.findAt(ADJECTIVES, to) ?? sentence.findAt(QUALIFIERS, to) ??
    ownPartAt(sentence, to) ?? placeAt(sentence, to) ?? sizeOfFlawAt(sentence, to) ??
    colourAt(sentence, to) ?? andPartAt(sentence, to);
  return next ? widenedRight(sentence, next.to) : to;
}

/** The "manica" of "macchia manica"; in "bottoni mancanti orlo scucito" the hem is another flaw's. */
function ownPartAt(sentence: Sentence, from: number): Span | null {
  const part = sentence.findAt(PARTS, from);
  if (!part) return null;
  const isOfNext = sentence.findAt(STATES, part.to) ?? sentence.findAt(REPAIRS, part.to);
  return isOfNext ? null : part;
}

/** "Sulla manica", "vicino al", "dietro": one or more words of place and the part that they lead to. */
function placeAt(sentence: Sentence, from: number): Span | null {
  let to = from;
  while (sentence.findAt(PLACES, to)) to += 1;
  if (to === from) return null;
  if (isOpenWord(sentence, to)) return { from, to: to + 1 };
  return PLACES_ALONE.has(sentence.word(to - 1)) ? { from, to } : null;
}

function afterAdjectives(sentence: Sentence, from: number): number {
  const next = sentence.findAt(ADJECTIVES, from) ?? sentence.findAt(QUALIFIERS, from);
  return next ? afterAdjectives(sentence, next.to) : from;
}

/** "di 2 mm", "3 cm" */
function sizeOfFlawAt(sentence: Sentence, from: number): Span | null {
  const start = sentence.word(from) === "di" ? from + 1 : from;
  const figure = sentence.figureAt(start);
  const unit = figure && /^(?:mm|cm|millimetri|centimetri)$/.test(sentence.word(figure.to));
  return unit ? { from, to: figure.to + 1 } : null;
}

/** "Macchia gialla": the colour is the flaw's where it stands right behind it. */
function colourAt(sentence: Sentence, from: number): Span | null {
  return sentence.findAt(NOUNS, from - 1) ? sentence.findAt(COLOUR_WORDS, from) : null;
}

function andPartAt(sentence: Sentence, from: number): Span | null {
  if (!/^(?:e|ed|and|et)$/.test(sentence.word(from))) return null;
  const part = sentence.findAt(PARTS, from + 1) ?? placeAt(sentence, from + 1);
  return part && { from, to: part.to };
}

const JOINS = /^(?:e|ed|o|ma|con|per|and|or|but|with|et|mais|avec)$/;

/** A free word that begins nothing else. */
function isOpenWord(sentence: Sentence, at: number): boolean {
  return sentence.isFreeAt(at) && sentence.tokens[at]?.figure === undefined &&
    !JOINS.test(sentence.word(at)) && !sentence.findAt(CONDITION_WORDS, at) &&
    !sentence.findAt(NOUNS, at);
}

function endingAt(sentence: Sentence, book: Phrasebook<Role>, end: number): Span | null {
  for (let length = QUALIFIER_WORDS_MAX; length > 0; length--) {
    const found = sentence.findAt(book, end - length);
    if (found?.to === end) return found;
  }
  return null;
}
