/** Reads where a thing lies and what it was bought with: "scatola B", "box C2", "lotto mercatino". */
import type { Language } from "../labels.ts";
import { Phrasebook, type Span } from "../phrases.ts";
import type { Sentence } from "./sentence.ts";

interface Named extends Span {
  readonly name: string;
}

type Finder = (sentence: Sentence, at: number) => Named | null;

function readFirst(sentence: Sentence, field: "box" | "lot", find: Finder): string | undefined {
  for (let at = 0; at < sentence.length; at++) {
    const found = find(sentence, at);
    if (!found || !sentence.isFree(found)) continue;
    sentence.mark(field, found);
    return found.name;
  }
  return undefined;
}

const namesOf = (names: readonly string[]): Phrasebook<string> =>
  new Phrasebook(() => names.map((name) => [name, name]));

const BOX_WORDS: ReadonlySet<string> = new Set(
  "scatola scatolone scatolo box cassetta cassetto scaffale ripiano mensola contenitore shelf drawer bin crate"
    .split(" "),
);
/** The shoe's own box, which is sold with it. */
const OWN_BOX_WORDS: ReadonlySet<string> = new Set(
  "con senza e la sua scarpe originale with without no and original incluso inclusa".split(" "),
);
/** "B", "C2", "12"; "A-3" is two tokens. */
const BOX_CODE = /^(?:[a-z]{1,2}\d{0,3}|\d{1,3}[a-z]?)$/;
/** Letters that are words as well: a code only in capitals or at the very end. */
const LETTER_WORDS: ReadonlySet<string> = new Set(
  "a e i o in di da su il lo la le un al se ma si no mi ti ci".split(" "),
);

/** @param known boxes that are in use, as the seller writes them */
export function readBox(sentence: Sentence, known: readonly string[]): string | undefined {
  const names = namesOf(known);
  return readFirst(sentence, "box", (one, at) => knownBoxAt(one, at, names) ?? codedBoxAt(one, at));
}

/** "Armadio 3" and "scatola blu" where boxes are called so; "scatola rossa" where one is called "rossa". */
function knownBoxAt(sentence: Sentence, at: number, names: Phrasebook<string>): Named | null {
  const whole = sentence.findAt(names, at);
  if (whole && whole.to - whole.from > 1) return { ...whole, name: whole.value };
  const behind = isBoxWord(sentence, at) ? sentence.findAt(names, at + 1) : null;
  return behind && { from: at, to: behind.to, name: behind.value };
}

function codedBoxAt(sentence: Sentence, at: number): Named | null {
  if (!isBoxWord(sentence, at)) return null;
  const first = /^(?:n|nr|numero|num)$/.test(sentence.word(at + 1)) ? at + 2 : at + 1;
  if (!isCode(sentence, first)) return null;
  const isDashed = sentence.gapBefore(first + 1) === "-" &&
    BOX_CODE.test(sentence.word(first + 1));
  const to = first + (isDashed ? 2 : 1);
  return { from: at, to, name: sentence.typed({ from: first, to }).toUpperCase() };
}

const isBoxWord = (sentence: Sentence, at: number): boolean =>
  BOX_WORDS.has(sentence.word(at)) && !OWN_BOX_WORDS.has(sentence.word(at - 1));

function isCode(sentence: Sentence, at: number): boolean {
  const word = sentence.word(at);
  if (!BOX_CODE.test(word)) return false;
  const typed = sentence.typed({ from: at, to: at + 1 });
  const isCapital = typed === typed.toUpperCase();
  if (/^[a-z]{2}$/.test(word)) return isCapital && !LETTER_WORDS.has(word);
  return !LETTER_WORDS.has(word) || isCapital || at === sentence.length - 1;
}

const LOT_WORDS: ReadonlySet<string> = new Set(["lotto", "lot"]);
/** "Lotto di tre magliette", "lot of 3": several things in one advert. */
const BUNDLE_WORDS: ReadonlySet<string> = new Set("di da de of con composto misto".split(" "));
/** "Mercatino di Bologna" goes on after the first word. */
const LOT_JOINS: ReadonlySet<string> = new Set("di del della dei of de du".split(" "));
const YEARS = { from: 2000, to: 2100 };
/** A larger number behind a lot's name is something else. */
const LOT_NUMBER_MAX = 12;

/** @param known lots that exist, as the seller calls them */
export function readKnownLot(sentence: Sentence, known: readonly string[]): string | undefined {
  const names = namesOf(known);
  return readFirst(sentence, "lot", (one, at) => {
    if (!LOT_WORDS.has(one.word(at))) return null;
    const found = one.findAt(names, at) ?? one.findAt(names, at + 1);
    return found && { from: at, to: found.to, name: found.value };
  });
}

/** A lot of another name; read last, because "Lotto" is a brand as well, and "lot" French for a bundle. */
export const readNewLot = (sentence: Sentence, language: Language): string | undefined =>
  readFirst(sentence, "lot", (one, at) => {
    const isWord = one.word(at) === "lotto" || language === "en" && one.word(at) === "lot";
    return isWord ? newLotAt(one, at) : null;
  });

/** One word, its number, and what it is of: "mercatino", "maggio 2026", "mercatino di Bologna", "3". */
function newLotAt(sentence: Sentence, at: number): Named | null {
  const from = at + 1;
  if (BUNDLE_WORDS.has(sentence.word(from)) || isCounting(sentence, from)) return null;
  const isJoined = LOT_JOINS.has(sentence.word(from + 1)) && sentence.isFreeAt(from + 2);
  const end = isJoined && goesOn(sentence, from + 1) ? from + 3 : from + 1;
  const to = isLotNumber(sentence, end) && goesOn(sentence, end) ? end + 1 : end;
  if (!sentence.isFree({ from, to })) return null;
  return { from: at, to, name: sentence.typed({ from, to }) };
}

/** Whether no comma or full stop parts a word from the one before it. */
const goesOn = (sentence: Sentence, at: number): boolean => !/[,;.]/.test(sentence.gapBefore(at));

/** "Lotto 3" has a number, "lotto 3 magliette" counts. */
const isCounting = (sentence: Sentence, at: number): boolean =>
  sentence.tokens[at]?.figure !== undefined &&
  (sentence.isFreeAt(at + 1) || sentence.fieldAt(at + 1) === "category");

function isLotNumber(sentence: Sentence, at: number): boolean {
  const value = sentence.tokens[at]?.figure;
  if (value === undefined || !sentence.isFreeAt(at)) return false;
  return value <= LOT_NUMBER_MAX || value >= YEARS.from && value <= YEARS.to;
}
