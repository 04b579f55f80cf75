/**
 * The size among the lines of labels. Several photos count as one label: the European number decides wherever it
 * stands, not the line that was read surest.
 */
import { parseSize } from "./parse_size.ts";
import { believedSystems, type NumberSystem, SYSTEM_NAMES } from "./size_systems.ts";
import { type SizeTokens, sizeTokens, tidy } from "./size_tokens.ts";
import { DEFAULT_SITE, type Site } from "../marketplace/mod.ts";

interface SizeLine {
  readonly text: string;
  /** 0 to 1, the reader's own. */
  readonly confidence: number;
}

interface SizeRead<L extends SizeLine> {
  /** As printed, the lines of one label apart by " / ". */
  readonly printed: string;
  readonly confidence: number;
  /** The value is cut off. */
  readonly isPart: boolean;
  /** The lines that contain it. */
  readonly lines: readonly L[];
}

/** A line, or a row of names with its row of values, that says something of the size. */
interface Candidate<L> {
  readonly text: string;
  readonly tokens: SizeTokens;
  readonly confidence: number;
  readonly lines: readonly L[];
}

const SIZE_CHARS_MAX = 80;
/** Confidence of a size that may mean several; the seller must choose. */
const OPEN_CONFIDENCE = 0.5;
const LETTER_CONFIDENCE = 0.9;
/** Washing temperatures, which stand alone on a line as well. */
const TEMPERATURES: ReadonlySet<number> = new Set([30, 60, 90, 95]);
/** Sizes of clothes and shoes that a lone number may be while the category is not known. */
const LONE_NUMBER = { low: 32, high: 60 };

const SIZE_WORD =
  /^(?:tg|tgl|taglia|size|taille|talla|misura|gr(?:o|ö|oe)(?:ss|ß|b)e|gr|maat|numero)\b/i;
/** Where a size may begin in a line that says other things too. */
const SIZE_INSIDE =
  /(?<![\p{L}\d])(?:taglia|tg|size|taille|talla|gr(?:o|ö)(?:ss|ß|b)e|eur?|ita?|fra?|uk|gb|usa?|aus)(?=[\s.:]*[\dSMLX])/giu;

export function readSize<L extends SizeLine>(
  lines: readonly L[],
  category?: string,
  site: Site = DEFAULT_SITE,
): SizeRead<L> | null {
  const believed = believedSystems(site);
  const candidates = withHeaders(lines).flatMap(candidatesIn);
  const chosen = choose(candidates, believed, category);
  const [first] = chosen;
  if (!first) return null;
  const texts = [...new Set(chosen.map(({ text }) => text))];
  const printed = texts.join(" / ");
  const text = printed.length <= SIZE_CHARS_MAX ? printed : first.text;
  const parsed = parseSize(text, category, site);
  if (!parsed) return null;
  const isNamed = chosen.some(({ text }) => SIZE_WORD.test(text) || isNumbered(text));
  const certainty = (parsed.ambiguous ? OPEN_CONFIDENCE : 1) * (isNamed ? 1 : LETTER_CONFIDENCE);
  return {
    printed: text,
    confidence: certainty * Math.max(...chosen.map(({ confidence }) => confidence)),
    isPart: first.tokens.cut,
    lines: chosen.flatMap((candidate) => candidate.lines),
  };
}

const isNumbered = (text: string): boolean => {
  const tokens = sizeTokens(text);
  return tokens !== null && Object.keys(tokens.systems).length > 0;
};

/** Numbers with their system or unit; without a European one among them the letters too; a lone number at last. */
function choose<L>(
  candidates: readonly Candidate<L>[],
  believed: readonly NumberSystem[],
  category: string | undefined,
): Candidate<L>[] {
  const strong = candidates.filter(({ tokens }) => isStrong(tokens));
  const letters = candidates.filter(({ tokens }) =>
    !isStrong(tokens) && (tokens.letters.length > 0 || tokens.one)
  );
  const decided = strong.some(({ tokens }) => isDecided(tokens, believed));
  if (decided) return ordered(strong, believed);
  if (strong.length > 0) return [...ordered(strong, believed), ...letters];
  if (letters.length > 0) return letters;
  const bare = candidates.filter(({ tokens }) => mayBeLoneSize(tokens, category));
  const values = new Set(bare.map(({ tokens }) => JSON.stringify(tokens.numbers)));
  const named = bare.filter(({ text }) => SIZE_WORD.test(text));
  return named.length > 0 ? [surest(named)] : values.size === 1 ? [surest(bare)] : [];
}

const isStrong = (tokens: SizeTokens): boolean =>
  Object.keys(tokens.systems).length > 0 || Object.keys(tokens.cups).length > 0 ||
  [
    tokens.waist,
    tokens.leg,
    tokens.months,
    tokens.years,
    tokens.heightCm,
    tokens.footCm,
    tokens.chinese,
  ].some((part) => part !== undefined);

/** It holds what converts to a size of the site, so that letters elsewhere on the label need not. */
function isDecided(tokens: SizeTokens, believed: readonly NumberSystem[]): boolean {
  return believed.some((system) => tokens.systems[system] !== undefined) ||
    Object.keys(tokens.cups).length > 0 ||
    [tokens.waist, tokens.months, tokens.years, tokens.heightCm].some((part) => part !== undefined);
}

const surest = <L>(candidates: readonly Candidate<L>[]): Candidate<L> =>
  candidates.reduce((best, one) => one.confidence > best.confidence ? one : best);

/** The believed systems first; what is said again, perhaps misread on another photo, is left out. */
function ordered<L>(
  candidates: readonly Candidate<L>[],
  believed: readonly NumberSystem[],
): Candidate<L>[] {
  const rank = ({ tokens }: Candidate<L>) => {
    const at = believed.findIndex((system) => tokens.systems[system] !== undefined);
    return at < 0 ? believed.length : at;
  };
  const kept: Candidate<L>[] = [];
  for (
    const one of candidates.toSorted((a, b) => rank(a) - rank(b) || b.confidence - a.confidence)
  ) {
    const systems = Object.keys(one.tokens.systems) as NumberSystem[];
    const isSaid = systems.length > 0 &&
      systems.every((system) => kept.some(({ tokens }) => tokens.systems[system] !== undefined));
    if (!isSaid) kept.push(one);
  }
  return kept;
}

function mayBeLoneSize({ numbers, cut }: SizeTokens, category: string | undefined): boolean {
  const [only, ...more] = numbers;
  if (!only || more.length > 0) return false;
  if (category !== undefined || cut) return true;
  return only.low === only.high && only.low >= LONE_NUMBER.low && only.low <= LONE_NUMBER.high &&
    !TEMPERATURES.has(only.low);
}

function candidatesIn<L extends SizeLine>({ text, lines }: Row<L>): Candidate<L>[] {
  const printed = text.trim().replace(/\s+/g, " ");
  const confidence = Math.min(...lines.map((line) => line.confidence));
  const tokens = printed.length <= SIZE_CHARS_MAX ? sizeTokens(printed) : null;
  if (tokens && hasValue(tokens)) return [{ text: printed, tokens, confidence, lines }];
  return insideOf(printed).map((found) => ({ ...found, confidence, lines }));
}

const hasValue = (tokens: SizeTokens): boolean =>
  isStrong(tokens) || tokens.one || tokens.letters.length > 0 || tokens.numbers.length > 0;

/** "TAGLIA 42 MADE IN ITALY": the longest run of words after the size's own word that is a size. */
function insideOf(text: string): { text: string; tokens: SizeTokens }[] {
  if (/%/.test(text)) return [];
  for (const { index } of text.matchAll(SIZE_INSIDE)) {
    const words = text.slice(index).split(" ");
    for (let count = words.length; count > 0; count--) {
      const some = words.slice(0, count).join(" ");
      const tokens = some.length <= SIZE_CHARS_MAX ? sizeTokens(some) : null;
      if (tokens && hasValue(tokens)) return [{ text: some, tokens }];
    }
  }
  return [];
}

interface Row<L> {
  readonly text: string;
  readonly lines: readonly L[];
}

const VALUE = /^(?:\d{1,3}(?:\.\d)?|X{0,4}[SML]|\dXL|1\d\d\/\d{2,3}[YABC])$/;
const HEADER_NAME_CHARS_MAX = 3;

const isName = (word: string): boolean =>
  word.length > 1 && word.length <= HEADER_NAME_CHARS_MAX && SYSTEM_NAMES.has(word);

/** Names in one row and values in the next, as "EUR US UK" over "38 6 10", are put together pair by pair. */
function withHeaders<L extends SizeLine>(lines: readonly L[]): Row<L>[] {
  const rows: Row<L>[] = [];
  for (let at = 0; at < lines.length;) {
    const names = run(lines, at, (word) => isName(word) || SIZE_WORD.test(word));
    const values = run(lines, names.end, (word) => VALUE.test(word));
    if (names.words.length > 0 && names.words.length === values.words.length) {
      const text = names.words.map((name, i) => `${name} ${values.words[i]}`).join(" ");
      rows.push({ text, lines: lines.slice(at, values.end) });
      at = values.end;
    } else {
      rows.push({ text: lines[at]!.text, lines: [lines[at]!] });
      at += 1;
    }
  }
  return rows;
}

/** The words of the lines from there on, as long as all the words of a line fit. */
function run<L extends SizeLine>(
  lines: readonly L[],
  from: number,
  fits: (word: string) => boolean,
): { words: string[]; end: number } {
  const found: string[] = [];
  let end = from;
  for (; end < lines.length; end++) {
    const words = tidy(lines[end]!.text).split(/[\s|:]+|(?<!\d)\/|\/(?!\d)/)
      .filter(Boolean);
    if (words.length === 0 || !words.every(fits)) break;
    found.push(...words);
  }
  return { words: found, end };
}
