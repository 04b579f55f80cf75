/** The parts of a garment that a label tells apart: what it is made of, its lining, its padding. */
import type { MaterialPart } from "./facts.ts";
import { MATERIAL_WORDS } from "./materials.ts";
import { fold, wordsOf } from "../base/text.ts";

export interface PartText {
  /** Absent: the garment itself. */
  readonly part?: MaterialPart;
  readonly text: string;
}

/** The words that begin a part, in the five languages and Dutch. */
const WORDS: Record<MaterialPart | "main", string> = {
  main:
    "esterno|tessuto esterno|tessuto|tomaia|corpo|principale|outer shell|outer|shell|body|main|upper|exterieur|tissu|dessus|oberstoff|aussenmaterial|obermaterial|exterior|tejido|buitenkant",
  lining: "fodera|foderato|interno|fodero|lining|doublure|futter|forro(?! polar)|voering",
  padding: "imbottitura|padding|filling|garnissage|rembourrage|fullung|wattierung|relleno|vulling",
  trim:
    "bordo|bordi|inserti|(?<!a )coste|ricami|tasche|colletto|trim|ribbing|rib|pocket|empiecement|bord|besatz|bundchen|ribete",
  sole: "suola|soletta|sole|semelle|laufsohle|suela",
};
const MARKERS = new RegExp(
  String.raw`\b(?:${
    Object.entries(WORDS).map(([part, words]) => `(?<${part}>${words})`).join("|")
  })\b`,
  "g",
);

/** A marker is followed by what the part is made of: "all'interno" of a care instruction is not. */
const FOLLOWING_WORDS_MAX = 2;
const LOOK_CHARS = 120;

/** Folded letter by letter, so that places stay where they are. */
const sameLengthFold = (text: string): string =>
  text.replace(/[^\p{ASCII}]/gu, (char) => fold(char).charAt(0).padEnd(char.length) || " ")
    .toLowerCase();

/** The text in pieces, each of one part; a part may come again, in another language. */
export function partsOf(text: string): PartText[] {
  const folded = sameLengthFold(text);
  const markers = Array.from(folded.matchAll(MARKERS), ({ 0: word, index, groups }) => ({
    at: index,
    end: index + word.length,
    part: Object.keys(WORDS).find((name) => groups?.[name] !== undefined),
  })).filter(({ end }) => beginsComposition(folded.slice(end)));
  const first = { text: text.slice(0, markers[0]?.at ?? text.length) };
  const rest = markers.map(({ end, part }, at): PartText => {
    const piece = text.slice(end, markers[at + 1]?.at ?? text.length);
    return isPart(part) ? { part, text: piece } : { text: piece };
  });
  return [first, ...rest].filter((piece) => /\p{L}|\d/u.test(piece.text));
}

function beginsComposition(folded: string): boolean {
  const rest = folded.slice(0, LOOK_CHARS).replace(MARKERS, " ");
  const words = wordsOf(rest);
  const [fibre] = MATERIAL_WORDS.all(words);
  const percent = words.findIndex(({ text, end }) =>
    /\d/.test(text) && /^\s*[%°º℅％o]/.test(rest.slice(end))
  );
  return (fibre !== undefined && fibre.from <= FOLLOWING_WORDS_MAX) ||
    (percent >= 0 && percent <= FOLLOWING_WORDS_MAX);
}

function isPart(name: string | undefined): name is MaterialPart {
  return name !== undefined && name !== "main" && name in WORDS;
}
