/**
 * Reads measures: "petto 50", "lunghezza 71 cm", "lungo 51", "50 cm di spalle", "suola 27,5", and of bags and
 * scarves "30x20x10" and "L 30 H 20 P 10". In centimetres where no unit is named; kept in millimetres.
 */
import type { FactValue, Measure } from "../facts.ts";
import type { Kind } from "../kinds.ts";
import { type Found, Phrasebook, type Span } from "../phrases.ts";
import type { Figure, Sentence } from "./sentence.ts";
import { hasSides, isShoe, isSizeOf } from "./kind_sizes.ts";

type Measures = FactValue<"measures">;

const WORDS: Readonly<Record<Measure, string>> = {
  chest:
    "petto, busto, torace, seno, ascella, ascelle, ascella ascella, ascella a ascella, ascella ad ascella, da ascella a ascella, da ascella ad ascella, larghezza petto, larghezza torace, larghezza ascelle, larghezza ascella, pit to pit, pit, p2p, ptp, chest, bust, armpit to armpit, aisselle, aisselles, poitrine, largeur aisselles, d'aisselle a aisselle",
  length:
    "lunghezza, lungh, lung, lunghezza totale, lungo, lunga, lunghi, lunghe, alto totale, length, long, total length, longueur, longueur totale",
  shoulders:
    "spalle, spalla, spalla spalla, da spalla a spalla, larghezza spalle, shoulders, shoulder, shoulder to shoulder, epaules",
  sleeve:
    "manica, maniche, lunghezza manica, lunghezza maniche, sleeve, sleeves, sleeve length, manche, manches",
  waist: "vita, larghezza vita, in vita, punto vita, waist, taille a plat",
  hips: "fianchi, fianco, larghezza fianchi, bacino, hips, hip, hanches",
  inseam:
    "interno gamba, interno cavallo, interno, lunghezza interno gamba, lunghezza interna, cavallo interno, inseam, inside leg, entrejambe",
  outseam: "lunghezza gamba, gamba, gamba esterna, esterno gamba, outseam, outside leg",
  hem: "fondo, fondo gamba, larghezza fondo, leg opening",
  rise: "cavallo, altezza cavallo, rise, front rise, fourche",
  insole:
    "soletta, suola, suola interna, suoletta, sottopiede, plantare, lunghezza suola, lunghezza soletta, soletta interna, insole, insoles, semelle, semelle interieure",
  heel: "tacco, altezza tacco, tacchi, tacco alto, zeppa, heel, heels, heel height, talon, talons",
  width: "larghezza, largh, larga, largo, larghi, larghe, base, width, wide, largeur",
  height:
    "altezza gambale, altezza stivale, altezza, alta, alto, alti, alte, gambale, height, high, hauteur",
  depth: "profondita, prof, profonda, profondo, spessore, depth, deep, profondeur",
  strap: "tracolla, bretella, lunghezza tracolla, strap, strap drop, bandouliere",
};

export const MEASURE_WORDS = new Phrasebook<Measure>(() =>
  (Object.keys(WORDS) as Measure[]).flatMap((measure) =>
    WORDS[measure].split(", ").map((phrase) => [phrase, measure] as const)
  )
);

/** In centimetres; a figure beyond is a size, a price or a slip. */
const PLAUSIBLE_CM: Readonly<Record<Measure, readonly [least: number, most: number]>> = {
  chest: [15, 95],
  length: [8, 190],
  shoulders: [15, 80],
  sleeve: [4, 95],
  waist: [15, 90],
  hips: [18, 95],
  inseam: [10, 110],
  outseam: [20, 135],
  hem: [8, 70],
  rise: [10, 60],
  insole: [8, 35],
  heel: [0.5, 25],
  width: [2, 120],
  height: [2, 120],
  depth: [1, 80],
  strap: [20, 160],
};

/** "Tg 31 lunghezza 32" of jeans are inches, and no measure. */
const LEG_INCHES: ReadonlySet<number> = new Set([28, 29, 30, 31, 32, 33, 34, 36]);

const CM_PER_UNIT: Readonly<Record<string, number>> = {
  cm: 1,
  centimetri: 1,
  mm: 0.1,
  in: 2.54,
  inch: 2.54,
  inches: 2.54,
  pollici: 2.54,
};
const MM_PER_CM = 10;

/** May stand between the word and its figure: "petto di 50", "vita circa 40". */
const BETWEEN: ReadonlySet<string> = new Set("di da circa ca cm e is of a de".split(" "));
/** Adjectives that also cut a garment: "vestito lungo 44", "stivali alti 38", "manica lunga 42". */
const CUTS: ReadonlySet<string> = new Set(
  "lungo lunga lunghi lunghe long alto alta alti alte high largo larga larghi larghe wide".split(
    " ",
  ),
);
const PARTS_WITH_A_CUT: ReadonlySet<string> = new Set(
  "manica maniche vita collo tacco gamba gambale zip suola".split(" "),
);
export function readMeasures(sentence: Sentence, kind: Kind | undefined): Measures | undefined {
  const measures: Measures = {};
  const note = (measure: Measure, cm: number, span: Span): void => {
    const wanted = measureOf(measure, kind);
    const [least, most] = PLAUSIBLE_CM[wanted];
    const isLeg = wanted === "outseam" && measure === "length" && LEG_INCHES.has(cm);
    if (cm < least || cm > most || isLeg || wanted in measures || !sentence.isFree(span)) return;
    measures[wanted] = Math.round(cm * MM_PER_CM);
    sentence.mark("measures", span);
  };
  for (let at = 0; at < sentence.length; at++) {
    // Also inside the garment's name: "gonna lunga 85", "scarpe con tacco 8".
    const word = MEASURE_WORDS.at(sentence.tokens, at, sentence.takenBut("category"));
    const figure = word && figureAfter(sentence, word);
    if (word && figure && !isCut(sentence, word, figure, kind)) {
      const from = sentence.isFree(word) ? at : figure.from;
      note(word.value, cmOf(sentence, figure), { from, to: endOf(sentence, figure) });
    } else if (!word) {
      const behind = measureBehind(sentence, at);
      if (behind) note(behind.value, behind.cm, { from: at, to: behind.to });
    }
  }
  for (const { measure, cm, span } of sidesOf(sentence, kind)) note(measure, cm, span);
  return Object.keys(measures).length > 0 ? measures : undefined;
}

/** The same word measures different things: shoes are as long as their sole, trousers as their leg. */
function measureOf(measure: Measure, kind: Kind | undefined): Measure {
  if (!kind || kind.measures.includes(measure)) return measure;
  if (measure === "length" && kind.measures.includes("insole")) return "insole";
  if (measure === "length" && kind.measures.includes("outseam")) return "outseam";
  if (measure === "length" && kind.measures.includes("width")) return "width";
  if (measure === "height" && kind.measures.includes("heel")) return "heel";
  if (measure === "height" && kind.measures.includes("width")) return "width";
  if (measure === "width" && kind.measures.includes("chest")) return "chest";
  return measure;
}

/** "Tacco quadrato 7", "tacco a spillo 10". */
const HEEL_SHAPES = /^(?:quadrato|largo|grosso|sottile|comodo|alto|basso|medio|interno|spillo|a)$/;

function figureAfter(sentence: Sentence, { value, to }: Found<Measure>): Figure | null {
  let at = to;
  while (value === "heel" && HEEL_SHAPES.test(sentence.word(at))) at += 1;
  return sentence.figureAt(BETWEEN.has(sentence.word(at)) ? at + 1 : at);
}

/** "Vestito lungo 44" tells a size; "vestito lungo 110" and "lungo 51 cm" a measure. */
function isCut(
  sentence: Sentence,
  word: Found<Measure>,
  figure: Figure,
  kind: Kind | undefined,
): boolean {
  if (!CUTS.has(sentence.word(word.to - 1))) return false;
  if (PARTS_WITH_A_CUT.has(sentence.word(word.from - 1))) return true;
  if (sentence.word(figure.to) in CM_PER_UNIT) return false;
  if (kind && !kind.measures.includes(measureOf(word.value, kind))) return true;
  return !hasSize(sentence, kind, figure) && couldBeSize(figure.value, kind);
}

/** Whether a size is named already, or another figure could be it. */
const hasSize = (sentence: Sentence, kind: Kind | undefined, but: Figure): boolean =>
  sentence.marks.some(({ field }) => field === "size") ||
  sentence.tokens.some(({ figure }, at) =>
    figure !== undefined && at !== but.from && sentence.isFreeAt(at) && couldBeSize(figure, kind) &&
    !sentence.findAt(MEASURE_WORDS, at - 1)
  );

/** Italian clothes are sized in even numbers. */
const couldBeSize = (value: number, kind: Kind | undefined): boolean =>
  isSizeOf(kind, value) && (isShoe(kind) || value % 2 === 0);

const cmOf = (sentence: Sentence, { value, to }: Figure): number =>
  value * (CM_PER_UNIT[sentence.word(to)] ?? 1);

const endOf = (sentence: Sentence, { to }: Figure): number =>
  sentence.word(to) in CM_PER_UNIT ? to + 1 : to;

interface Behind {
  readonly value: Measure;
  readonly cm: number;
  readonly to: number;
}

/** "50 cm di petto", "71 di lunghezza"; not "42 petto 50", where each word has its own figure. */
function measureBehind(sentence: Sentence, at: number): Behind | null {
  const figure = sentence.figureAt(at);
  if (!figure) return null;
  const end = endOf(sentence, figure);
  const joined = /^(?:di|da|de|of)$/.test(sentence.word(end));
  if (end === figure.to && !joined) return null;
  const word = sentence.findAt(MEASURE_WORDS, joined ? end + 1 : end);
  if (!word || figureAfter(sentence, word)) return null;
  return { value: word.value, cm: cmOf(sentence, figure), to: word.to };
}

interface Side {
  readonly measure: Measure;
  readonly cm: number;
  readonly span: Span;
}

const LETTERS: Readonly<Record<string, Measure>> = {
  l: "width",
  h: "height",
  a: "height",
  p: "depth",
  b: "width",
  w: "width",
  d: "depth",
};

/** What has sides and no size: "30x20x10", "30 x 20 cm", "L 30 H 20". */
function sidesOf(sentence: Sentence, kind: Kind | undefined): Side[] {
  if (!kind || !hasSides(kind)) return [];
  const crossed = crossedSides(sentence, kind);
  return crossed.length > 0 ? crossed : letteredSides(sentence);
}

function crossedSides(sentence: Sentence, kind: Kind): Side[] {
  const first = sentence.tokens.findIndex((token, at) =>
    token.figure !== undefined && isTimes(sentence, at + 1)
  );
  if (first < 0) return [];
  const sides: Side[] = [];
  for (let at = first; at < sentence.length; at += 2) {
    const figure = sentence.figureAt(at);
    const measure = kind.measures[sides.length];
    if (!figure || !measure) break;
    const goesOn = isTimes(sentence, figure.to);
    const to = goesOn ? figure.to + 1 : endOf(sentence, figure);
    sides.push({ measure, cm: figure.value, span: { from: at, to } });
    if (!goesOn) break;
  }
  return sides.length > 1 ? sides : [];
}

const isTimes = (sentence: Sentence, at: number): boolean =>
  /^(?:x|per)$/.test(sentence.word(at)) && sentence.tokens[at + 1]?.figure !== undefined;

function letteredSides(sentence: Sentence): Side[] {
  return sentence.tokens.flatMap(({ text }, at) => {
    const measure = LETTERS[text];
    const figure = measure && sentence.figureAt(at + 1);
    if (!figure) return [];
    const span = { from: at, to: endOf(sentence, figure) };
    return [{ measure, cm: cmOf(sentence, figure), span }];
  });
}
