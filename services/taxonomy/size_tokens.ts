/** Splits a printed or typed size into tokens; returns null for text with any other word. */
import { fold } from "../base/text.ts";
import { isBand, type NumberSystem, SYSTEM_NAMES } from "./size_systems.ts";

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface Cup {
  readonly band: number;
  /** "B", "AA", or two that share a size: "A&AA". */
  readonly cup: string;
}

export interface SizeTokens {
  one: boolean;
  letters: string[];
  systems: Partial<Record<NumberSystem, Range>>;
  /** Bare numbers and pairs, in the order typed: "34/32" is not "32/34". */
  numbers: Range[];
  waist?: number;
  leg?: number;
  months?: Range;
  years?: Range;
  /** Body height, as on children's labels. */
  heightCm?: Range;
  footCm?: number;
  /** Bra sizes by system; `bare` where the label names none. */
  cups: Partial<Record<NumberSystem | "bare", Cup>>;
  /** "165/88A": height and chest in centimetres. */
  chinese?: { readonly height: number; readonly chest: number };
  /** The text ends in the middle of a value: "42 2/", "104/". */
  cut: boolean;
}

/** @returns `false` where the match does not mean this after all */
type Take = (match: RegExpExecArray, tokens: SizeTokens) => boolean | void;

const NAMES = [...SYSTEM_NAMES.keys()].sort((a, b) => b.length - a.length).join("|");
const LONG_NAMES = [...SYSTEM_NAMES.keys()].filter((name) => name.length > 1)
  .sort((a, b) => b.length - a.length).join("|");
/** "38", "38.5", "42 2/3" */
const NUMBER = String.raw`\d{1,3}(?:\.\d)?(?: ?[12]/3)?(?!\d|\.\d)`;
const RANGE = String.raw`(${NUMBER})(?: ?[-/] ?(${NUMBER}))?`;
/** "75 D 36" is two sizes, "75 D" a bra. */
const CUP = String.raw`([A-K]{1,2}(?![A-Z\d])| [A-K]{1,2}(?![A-Z\d])(?![ .:]*\d))`;
const LETTER = String.raw`(?:X{0,5}[SL]|[2-9] ?X ?[SL]|M)(?![A-Z\d])`;
export const LEG_INCHES: ReadonlySet<number> = new Set([28, 29, 30, 31, 32, 33, 34, 36]);
/** A larger bare number is no size of a grown-up. */
export const BARE_MAX = 70;
const BABY_MONTHS_MAX = 36;
const CHILD_YEARS_MAX = 18;
/** Shorter lengths in centimetres are feet, longer ones a body. */
const BODY_CM_MIN = 40;
const MM_PER_CM = 10;

function valueOf(text: string): number {
  const [, whole = "", thirds] = /^([\d.]+)(?: ?([12])\/3)?$/.exec(text) ?? [];
  return Number(whole) + (thirds ? Number(thirds) / 3 : 0);
}

function range(low = "", high = low): Range {
  const [from, to] = [valueOf(low), valueOf(high)];
  return { low: Math.min(from, to), high: Math.max(from, to) };
}

const THIRDS: Record<number, string> = { 3: " 1/3", 7: " 2/3" };

/** "42 2/3" and "38.5", as labels write them. */
export function shownNumber(value: number): string {
  const tenths = Math.round((value % 1) * 10);
  const third = Math.abs(value % 1 - tenths / 10) > 0.01 ? THIRDS[tenths] : undefined;
  return third ? `${Math.floor(value)}${third}` : String(value);
}

export const shownRange = ({ low, high }: Range): string =>
  low === high ? shownNumber(low) : `${shownNumber(low)}-${shownNumber(high)}`;

/** "2XL" and "XXL" are one size, "4XL" is written with a figure. */
function letter(text: string): string {
  const [, figure, crosses = "", base = ""] = /^(\d)?(X*)([SML])$/.exec(text.replaceAll(" ", "")) ??
    [];
  const count = figure ? Number(figure) : crosses.length;
  return (count > 3 ? `${count}X` : "X".repeat(count)) + base;
}

function addLetter(tokens: SizeTokens, found: string): void {
  if (!tokens.letters.includes(found)) tokens.letters.push(found);
}

function addSystem(tokens: SizeTokens, name: string, found: Range): void {
  const first = name.split(/[/,& ]+/).map((one) => SYSTEM_NAMES.get(one)).find(Boolean);
  if (first) tokens.systems[first] ??= found;
}

/** Letters that labels in Canada and Latin America print beside the first: "L - G" is large, grand, grande. */
const TRANSLATED: Record<string, string> = {
  XS: "TP|XP|XCH|ECH",
  S: "P|CH|K",
  M: "M",
  L: "G",
  XL: "TG|XG|EG",
  XXL: "TTG|XXG|EEG",
};
const LETTER_WORDS: Record<string, string> = {
  "X-SMALL": "XS",
  "EXTRA SMALL": "XS",
  SMALL: "S",
  MEDIUM: "M",
  LARGE: "L",
  "X-LARGE": "XL",
  "EXTRA LARGE": "XL",
  "XX-LARGE": "XXL",
};

const MONTHS = "MESI|MESE|MOIS|MONTHS?|MTHS?|MOS?|MONATE?|MESES|MES";
const YEARS = "ANNI|ANNO|ANS|AN|YEARS?|YRS?|JAHRE?|ANOS|ANO|Y";
const SIZE_WORDS =
  "TAGLIA|TAGLIE|TGL|TG|TAILLES?|TALLAS?|TALLE|SIZES?|SZ|MISURA|MIS|NUMERO|NUM|NR|N|GROSSE|GROBE|GR|MAAT|MT|STORLEK|STORRELSE|STR|KOKO|ROZMIAR|TAMANHO|TAM|T";
const OTHER_WORDS =
  "JUNIOR|JR|CHILD|KIDS?|ADULT|BAMBIN[AOI]|BIMB[AOI]|DONNA|UOMO|FEMME|HOMME|WOMEN|MEN|DAMEN|HERREN|KINDER|BABY|BOYS?|GIRLS?|UNISEX|SLIM|REGULAR|FIT|JUSQU'A|FINO A|UP TO|NEONAT[AO]|NEWBORN|NAISSANCE|PREMATURO|PREMATURE|PREEMIE|INT";

const sticky = (source: string): RegExp => new RegExp(source, "y");
const word = (source: string): RegExp => sticky(String.raw`(?:${source})(?![A-Z])`);

/** In this order: the first that fits takes its part of the text. */
const PATTERNS: readonly [RegExp, Take][] = [
  [sticky(String.raw`[\s/|,;:()·.&+–-]+`), () => {}],
  [
    word(
      String
        .raw`TAGLIA UNICA|TG\.? UNICA|TALLA UNICA|TAILLE UNIQUE|ONE ?SIZE|O/S|OS|T\.?U\.?|UNICA|UNIQUE|UNIVERSEL(?:LE)?|UNIVERSALE|EINHEITSGROSSE|ADJUSTABLE|REGOLABILE`,
    ),
    (_, tokens) => void (tokens.one = true),
  ],
  [
    sticky(String.raw`(?:AGES?|ETA'?|EDAD|ALTER)[ .:-]*${RANGE}`),
    (match, tokens) => void (tokens.years = range(match[1], match[2])),
  ],
  [word(SIZE_WORDS), () => {}],
  [word(OTHER_WORDS), (match, tokens) => {
    if (/^(NEONAT|NEWBORN|NAISSANCE|PRE)/.test(match[0])) tokens.months ??= { low: 0, high: 0 };
  }],
  [
    sticky(
      String
        .raw`(?:(?:CN|CHN|CHINA)[ .:-]*)?(1\d\d|[5-9]\d) ?/ ?(\d{2,3})(?:\.\d)? ?[YABC](?![A-Z\d])`,
    ),
    takeChinese,
  ],
  [
    sticky(String.raw`(?:CN|CHN|CHINA)[ .:-]*(1\d\d|[5-9]\d) ?/ ?(\d{2,3})(?![A-Z\d])`),
    takeChinese,
  ],
  [
    sticky(
      String.raw`(${NAMES})[ .:-]*(\d{1,3})${CUP}(?: ?& ?([A-K]{1,2})(?![A-Z\d]))?`,
    ),
    takeCup,
  ],
  [
    sticky(
      String.raw`()([6-9]\d|1[0-4]\d)${CUP}(?: ?& ?([A-K]{1,2})(?![A-Z\d]))?`,
    ),
    takeCup,
  ],
  [sticky(String.raw`W ?(\d\d)(?!\d)`), (match, tokens) => {
    tokens.waist = Number(match[1]);
  }],
  // "L 40" without a waist is the letter and its number, "L34" a leg whose waist stands on another line.
  [sticky(String.raw`L( ?)(\d\d)(?!\d)`), (match, tokens) => {
    const leg = Number(match[2]);
    const isLeg = tokens.waist !== undefined || match[1] === "" && LEG_INCHES.has(leg);
    if (!isLeg) return false;
    tokens.leg = leg;
  }],
  [sticky(String.raw`(\d\d) ?X ?(\d\d)(?!\d)`), (match, tokens) => {
    tokens.waist = Number(match[1]);
    tokens.leg = Number(match[2]);
  }],
  [sticky(String.raw`${RANGE}(?: ?(?:${MONTHS})|M)(?![A-Z0-9])\.?`), takeMonths],
  [sticky(String.raw`(?:${MONTHS})[ .:-]*${RANGE}(?![A-Z])`), takeMonths],
  [sticky(String.raw`${RANGE}(?: ?(?:${YEARS})| ?A)(?![A-Z0-9])\.?`), takeYears],
  [sticky(String.raw`([2-6])T(?![A-Z0-9])`), takeYears],
  [sticky(String.raw`(?:${YEARS})[ .:-]*${RANGE}(?![A-Z])`), takeYears],
  [sticky(String.raw`${RANGE} ?CM(?![A-Z])`), takeCentimetres],
  [sticky(String.raw`CM[ .:-]*${RANGE}(?![A-Z])`), takeCentimetres],
  [sticky(String.raw`(?:(\d{3}) ?MM|MM[ .:-]*(\d{3}))(?![A-Z\d])`), (match, tokens) => {
    tokens.footCm = Number(match[1] ?? match[2]) / MM_PER_CM;
  }],
  // The unit again in other languages: "6 MESI / MONTHS / MOIS".
  [
    word(`${MONTHS}|${YEARS}|CM`),
    (_, tokens) => Boolean(tokens.months ?? tokens.years ?? tokens.heightCm),
  ],
  ...Object.entries(TRANSLATED).map(([found, others]): [RegExp, Take] => [
    sticky(
      String
        .raw`(?:${found} ?[-/] ?(?:${others})|(?:${others}) ?[-/] ?${found})(?![A-Z\d])`,
    ),
    (_, tokens) => addLetter(tokens, found),
  ]),
  [sticky(String.raw`(?:${NAMES})(?![A-Z])[ .:-]*(?=${LETTER})`), () => {}],
  [
    sticky(
      String
        .raw`((?:${NAMES})(?: ?[/,&] ?(?:${NAMES}))*)[ .:-]*${RANGE}(?: ?\(\d(?:\.\d)?\))?(?![A-Z])`,
    ),
    (match, tokens) => addSystem(tokens, match[1]!, range(match[2], match[3])),
  ],
  [
    sticky(String.raw`${RANGE} ?(?:\((${NAMES})\)|(${LONG_NAMES})(?![A-Z\d])(?! ?\d))`),
    (match, tokens) => addSystem(tokens, match[3] ?? match[4]!, range(match[1], match[2])),
  ],
  [word(Object.keys(LETTER_WORDS).join("|")), (match, tokens) => {
    addLetter(tokens, LETTER_WORDS[match[0]]!);
  }],
  [sticky(LETTER), (match, tokens) => addLetter(tokens, letter(match[0]))],
  [sticky(String.raw`${RANGE}(?![A-Z])`), (match, tokens) => {
    const low = valueOf(match[1]!);
    tokens.numbers.push({ low, high: match[2] === undefined ? low : valueOf(match[2]) });
  }],
];

function takeChinese(match: RegExpExecArray, tokens: SizeTokens): void {
  tokens.chinese = { height: Number(match[1]), chest: Number(match[2]) };
}

function takeMonths(match: RegExpExecArray, tokens: SizeTokens): boolean {
  const found = range(match[1], match[2]);
  if (found.high > BABY_MONTHS_MAX) return false;
  tokens.months = found;
  return true;
}

function takeYears(match: RegExpExecArray, tokens: SizeTokens): boolean {
  const found = range(match[1], match[2]);
  if (found.high > CHILD_YEARS_MAX) return false;
  tokens.years = found;
  return true;
}

function takeCentimetres(match: RegExpExecArray, tokens: SizeTokens): void {
  const found = range(match[1], match[2]);
  if (found.high < BODY_CM_MIN) tokens.footCm = found.high;
  else tokens.heightCm = found;
}

/** "US 9 D" is the width of a shoe: only bands that the system has are bras. */
function takeCup(match: RegExpExecArray, tokens: SizeTokens): boolean {
  const [, name = "", band, cup = "", other] = match;
  const system = name === "" ? "bare" : SYSTEM_NAMES.get(name)!;
  const found = { band: Number(band), cup: [cup.trim(), other].filter(Boolean).join("&") };
  if (system !== "bare" && !isBand(system, found.band)) return false;
  tokens.cups[system] ??= found;
  return true;
}

const SIZE_TEXT_CHARS_MAX = 120;

/** Upper case without accents; halves as ".5". */
export const tidy = (text: string): string =>
  fold(text).toUpperCase()
    .replace(/(\d)\s*(?:1[/⁄]2|½)(?!\d)/g, "$1.5")
    .replace(/(\d)\s*([12])⁄3/g, "$1 $2/3")
    .replace(/(\d),(\d)(?!\d)/g, "$1.$2")
    .replace(/(\d)\.0(?!\d)/g, "$1")
    .replace(/[’`]/g, "'").replace(/[–—]/g, "-").replace(/\s+/g, " ").trim();

export function sizeTokens(text: string): SizeTokens | null {
  const rest = tidy(text);
  if (rest === "" || rest.length > SIZE_TEXT_CHARS_MAX) return null;
  const cut = /\d ?[/-]$/.test(rest);
  const tokens: SizeTokens = { one: false, letters: [], systems: {}, numbers: [], cups: {}, cut };
  for (let at = 0; at < rest.length;) {
    const end = takeOne(rest, at, tokens);
    if (end === at) return null;
    at = end;
  }
  return tokens;
}

function takeOne(text: string, at: number, tokens: SizeTokens): number {
  for (const [pattern, take] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match && take(match, tokens) !== false) return pattern.lastIndex;
  }
  return at;
}
