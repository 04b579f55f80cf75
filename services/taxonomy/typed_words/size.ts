/**
 * Finds the size: after its word ("tg 42", "numero 38,5"), in a form that nothing else has ("EU 38", "W32 L34",
 * "3-6 mesi", "XL"), or as a bare number or letter that fits the garment, wherever it stands.
 */
import type { Kind } from "../kinds.ts";
import { CLOTHES_SIZES, hasSides, isShoe, isSizeOf, SHOE_SIZES } from "./kind_sizes.ts";
import type { Sentence } from "./sentence.ts";
import {
  bareLetterAt,
  cupAt,
  letterWordAt,
  rangeAt,
  sizeAt,
  sized,
  type TypedSize,
} from "./size_notation.ts";

const SIZE_WORD =
  /^(?:taglia|taglie|tgl|tg|tag|misura|mis|numero|num|nr|n|size|sz|taille|pointure|talla|gr|grosse|maat|mt)$/;
const NUMBER_WORD = /^(?:numero|num|nr|n)$/;
const ONE_SIZE = /^(?:(?:taglia|tg|talla) unica|taille unique|one size)$/;
/** "Calza 38", "veste M": how it fits is not what the label says. */
const FIT_WORD =
  /^(?:calza|calzano|veste|vestono|vestibilita|equivale|equivalente|corrisponde|fits|fit|porto|indosso|fino)$/;
/** "Anni 80", "années 60". */
const DECADE_WORD = /^(?:anni|annees|jaren|jahre|anos)$/;
/** A figure before one of these counts something. */
const UNIT = /^(?:cm|mm|%|volte|volta|pezzi|paia|x)$/;
/** Kinds that are sized with a cup. */
const CUPPED: ReadonlySet<string> = new Set(
  ["bra", "lingerie_set", "swimsuit", "bikini", "sports_bra"],
);

type SizeFinder = (sentence: Sentence, at: number) => TypedSize | null;

function firstSize(sentence: Sentence, find: SizeFinder): TypedSize | null {
  for (let at = 0; at < sentence.length; at++) {
    const found = find(sentence, at);
    if (!found || !sentence.isFree(found)) continue;
    sentence.mark("size", found);
    return found;
  }
  return null;
}

/** After a word for sizes: read before all else, as "tg 38 euro 15" holds no 38 euros. */
export const readNamedSize = (sentence: Sentence): TypedSize | null =>
  firstSize(sentence, namedSizeAt);

function namedSizeAt(sentence: Sentence, at: number): TypedSize | null {
  if (ONE_SIZE.test(`${sentence.word(at)} ${sentence.word(at + 1)}`)) {
    return sized(sentence, { from: at, to: at + 2 }, "unica");
  }
  if (!SIZE_WORD.test(sentence.word(at)) && !isLetterT(sentence, at)) return null;
  const size = isOrdinal(sentence, at) ? null : sizeAt(sentence, at + 1, true);
  return size && { ...size, from: at, named: true };
}

/** "T38", "T. 38": the letter is a word for sizes only right beside its figure. */
const isLetterT = (sentence: Sentence, at: number): boolean =>
  sentence.word(at) === "t" && sentence.tokens[at + 1]?.figure !== undefined &&
  /^\.?\s?$/.test(sentence.gapBefore(at + 1));

/** "N. 1" and "n. 354" number other things than sizes. */
function isOrdinal(sentence: Sentence, at: number): boolean {
  const value = sentence.tokens[at + 1]?.figure;
  if (value === undefined || !NUMBER_WORD.test(sentence.word(at))) return false;
  return value < SHOE_SIZES.least || value > CLOTHES_SIZES.most;
}

/** In a form that nothing but a size has; "a small bag" tells none. */
export function readOwnFormSize(sentence: Sentence, kind: Kind | undefined): TypedSize | null {
  if (kind && hasSides(kind)) return null;
  const own = firstSize(sentence, ownFormAt) ?? firstSize(sentence, letterWordAt);
  // Beside "12 US" a shoe's own number is the European one: "46 (12 US)".
  const isForeign = own && isShoe(kind) && /US|UK/i.test(own.text);
  return isForeign ? firstSize(sentence, (one, at) => bareNumberAt(one, at, kind)) ?? own : own;
}

function ownFormAt(sentence: Sentence, at: number): TypedSize | null {
  const size = sizeAt(sentence, at, false);
  return size && { ...size, named: true };
}

/** A bare number or letter that fits what is sized this way. */
export function readBareSize(sentence: Sentence, kind: Kind | undefined): TypedSize | null {
  const cup = kind && CUPPED.has(kind.key) ? firstSize(sentence, cupAt) : null;
  const isLettered = !isShoe(kind) && !(kind && hasSides(kind));
  return cup ?? firstSize(sentence, (one, at) => bareNumberAt(one, at, kind)) ??
    (isLettered ? firstSize(sentence, bareLetterAt) : null) ?? firstSize(sentence, oneSizeAt);
}

const oneSizeAt = (sentence: Sentence, at: number): TypedSize | null =>
  sentence.word(at) === "unica" ? sized(sentence, { from: at, to: at + 1 }) : null;

function bareNumberAt(sentence: Sentence, at: number, kind: Kind | undefined): TypedSize | null {
  const range = rangeAt(sentence, at);
  if (!range || !isSizeOf(kind, range.value) || isOtherNumber(sentence, at)) return null;
  const isHalfOfClothes = !Number.isInteger(range.value) && kind && !isShoe(kind);
  return isHalfOfClothes || UNIT.test(sentence.word(range.to)) ? null : sized(sentence, range);
}

/** "Da 36 a 38": one of several. */
const isBetween = (sentence: Sentence, at: number): boolean =>
  sentence.word(at - 1) === "da" && sentence.word(at + 1) === "a" ||
  sentence.word(at - 1) === "a" && sentence.word(at - 3) === "da";

/** How it fits, a decade ("anni 80", "60's", "'17"), and the number of a list: "36. Camicia". */
function isOtherNumber(sentence: Sentence, at: number): boolean {
  const before = sentence.word(at - 1);
  const [left, right] = [sentence.gapBefore(at), sentence.gapBefore(at + 1)];
  return isBetween(sentence, at) || DECADE_WORD.test(before) || FIT_WORD.test(before) ||
    /['’‘]$/.test(left) ||
    /^['’‘]/.test(right) || at === 0 && /^[.)]/.test(right);
}
