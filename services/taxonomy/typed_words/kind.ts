/** Finds the garment that the words are about. */
import { COLOUR_WORDS } from "../colours.ts";
import { CONDITION_WORDS } from "../conditions.ts";
import { headKind, isVague } from "../find_category.ts";
import { isSortOf, type Kind, KIND_WORDS } from "../kinds.ts";
import { PATTERN_WORDS } from "../patterns.ts";
import { type Found, take } from "../phrases.ts";
import type { Word } from "../../base/text.ts";
import { LACKS } from "./flaw_words.ts";
import { kindSpelling } from "./kind_spelling.ts";
import type { Sentence } from "./sentence.ts";
import type { WordField } from "./understood.ts";
import { isKnownWord } from "./vocabulary.ts";

interface KindOptions {
  readonly language: string;
  /** Kind implied by a named model: "Samba" are sneakers. */
  readonly ofModel?: Kind;
}

/** Marks the words of the garment; a broader word for the same thing ("scarpe" beside "Samba") counts too. */
export function readKind(sentence: Sentence, { language, ofModel }: KindOptions): Kind | undefined {
  const words = spelledWords(sentence);
  const found = KIND_WORDS.all(words, withOtherTopics(sentence));
  // Beside the brand's name, else inside it: "scarpa Tommy Jeans" is a shoe, "Pepe Jeans W32" is not.
  const head = headKind(found, words, language) ??
    headKind(KIND_WORDS.all(words, withOtherTopics(sentence, "brand")), words, language);
  const named = head && refined(head, words, sentence);
  const kind = ofModel && (!named || isSortOf(ofModel, named.value) || isVague(named.value))
    ? ofModel
    : named?.value;
  if (!kind) return undefined;
  if (named && sentence.isFree(named)) sentence.mark("category", named);
  for (const other of found) {
    if (isBroader(other.value, kind) && sentence.isFree(other)) sentence.mark("category", other);
  }
  return kind;
}

/** "Top condizioni" tells no top, "manca la cintura" no belt. */
function withOtherTopics(sentence: Sentence, within?: WordField): ReadonlySet<number> {
  const taken = new Set(sentence.takenBut(within));
  for (const condition of sentence.find(CONDITION_WORDS)) take(condition, taken);
  for (const { from, to } of sentence.find(LACKS)) take({ from, to: to + LACKING_WORDS }, taken);
  return taken;
}

/** "Manca la cintura": the article and what lacks. */
const LACKING_WORDS = 2;

const isBroader = (other: Kind, kind: Kind): boolean =>
  isSortOf(kind, other) || other.key === "shoes" && kind.measures.includes("insole");

/** Unknown words as the garment's name that they misspell; all others as they are. */
function spelledWords(sentence: Sentence): Word[] {
  return sentence.tokens.map((token, at) => {
    const unknown = token.figure === undefined && sentence.isFreeAt(at) && !isKnownWord(token.text);
    const text = unknown && kindSpelling(token.text);
    return text ? { ...token, text } : token;
  });
}

/** Most words between a noun and its cut: "gonna plissé nera midi" is a "gonna midi". */
const REFINED_WITHIN = 3;
const JOINS = ["", "di ", "in ", "a ", "con ", "da "];

/** "Gonna … midi", "giubbino … in pelle": a sort of the garment that is told a little later. */
function refined(head: Found<Kind>, words: readonly Word[], sentence: Sentence): Found<Kind> {
  if (head.to - head.from > 1) return head;
  const nouns = [words[head.from]!.text, ...head.value.words.slice(0, 1)];
  for (let at = head.to; at < Math.min(head.to + REFINED_WITHIN, words.length); at++) {
    if (!sentence.isFreeAt(at)) continue;
    const sort = nouns.flatMap((noun) => JOINS.map((join) => `${noun} ${join}${words[at]!.text}`))
      .map((phrase) => KIND_WORDS.exactly(phrase))
      .find((kind) => kind !== undefined && isSortOf(kind, head.value));
    if (sort) {
      sentence.mark("category", { from: at, to: at + 1 });
      return { ...head, value: sort };
    }
    if (!isBeside(words, at)) break;
  }
  return head;
}

/** Colours, patterns and small words do not part a noun from its cut. */
const isBeside = (words: readonly Word[], at: number): boolean =>
  COLOUR_WORDS.at(words, at) !== null || PATTERN_WORDS.at(words, at) !== null ||
  /^(?:di|in|a|con|da|plisse|plissettat[aoei]|pieghe)$/.test(words[at]!.text);
