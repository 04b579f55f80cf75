/** Splits what is printed or typed as a size into its parts; says null to any word that is not about sizes. */
export type NumberSystem = "IT" | "EU" | "FR" | "DE" | "UK" | "US";

export interface Range {
  readonly low: number;
  readonly high: number;
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
  cm?: Range;
  /** "42 2/3": thirds exist on labels only, the marketplace has halves. */
  third?: string;
  /** "75B" */
  cup?: string;
}

type Take = (match: RegExpExecArray, tokens: SizeTokens) => void;

const SYSTEMS: Record<string, NumberSystem> = {
  IT: "IT",
  ITA: "IT",
  ITALIA: "IT",
  I: "IT",
  EU: "EU",
  EUR: "EU",
  E: "EU",
  FR: "FR",
  F: "FR",
  ES: "FR",
  DE: "DE",
  D: "DE",
  GER: "DE",
  UK: "UK",
  GB: "UK",
  US: "US",
  USA: "US",
};
const NAMES = Object.keys(SYSTEMS).sort((a, b) => b.length - a.length).join("|");
const RANGE = String.raw`(\d{1,3}(?:\.\d)?)(?:\s?[-/]\s?(\d{1,3}(?:\.\d)?))?`;

function range(low: string | undefined, high: string | undefined): Range {
  const from = Number(low);
  const to = high === undefined ? from : Number(high);
  return { low: Math.min(from, to), high: Math.max(from, to) };
}

/** "2XL" and "XXL" are one size, "4XL" is written with a figure. */
function letter(text: string): string {
  const [, figure, crosses = "", base = ""] = /^(\d)?(X*)([SML])$/.exec(text) ?? [];
  const count = figure ? Number(figure) : crosses.length;
  return (count > 3 ? `${count}X` : "X".repeat(count)) + base;
}

const sticky = (source: string): RegExp => new RegExp(source, "y");

/** In this order: the first that fits takes its part of the text. */
const PATTERNS: readonly [RegExp, Take][] = [
  [sticky(String.raw`[\s/|,;:()·.&+–-]+`), () => {}],
  [
    sticky(
      String
        .raw`(?:TAGLIA UNICA|TG\.? UNICA|TALLA UNICA|TAILLE UNIQUE|ONE ?SIZE|O/S|OS|T\.?U\.?|UNICA|UNIQUE|UNIVERSEL(?:LE)?|UNIVERSALE|EINHEITSGROSSE|ADJUSTABLE|REGOLABILE)\b`,
    ),
    (_, tokens) => void (tokens.one = true),
  ],
  [
    sticky(
      String
        .raw`(?:TAGLIA|TGL|TG|TAILLE|TALLA|SIZE|MISURA|MIS|NUMERO|NUM|NR|N|GROSSE|GR|MAAT|MT|T)(?![A-Z])`,
    ),
    () => {},
  ],
  [
    sticky(
      String
        .raw`(?:JUNIOR|JR|CHILD|KIDS?|ADULT|BAMBIN[AOI]|BIMB[AOI]|DONNA|UOMO|FEMME|HOMME|WOMEN|MEN|SLIM|REGULAR|FIT|JUSQU'A|FINO A|UP TO|NEONAT[AO]|NEWBORN|NAISSANCE|PREMATURO|PREMATURE|PREEMIE)\b`,
    ),
    (match, tokens) => {
      if (/^(NEONAT|NEWBORN|NAISSANCE|PRE)/.test(match[0])) tokens.months ??= { low: 0, high: 0 };
    },
  ],
  [
    sticky(String.raw`(?:[6-9]\d|1[0-4]\d) ?[A-K]{1,2}(?![A-Z])(?: ?& ?[A-K]{1,2}(?![A-Z]))?`),
    (match, tokens) => void (tokens.cup = match[0].replaceAll(" ", "")),
  ],
  [sticky(String.raw`(\d\d) ?([12]/3)(?!\d)`), (match, tokens) => {
    tokens.third = `${match[1]} ${match[2]}`;
  }],
  [sticky(String.raw`W ?(\d\d)(?!\d)`), (match, tokens) => {
    tokens.waist = Number(match[1]);
  }],
  [sticky(String.raw`L ?(\d\d)(?!\d)`), (match, tokens) => {
    tokens.leg = Number(match[1]);
  }],
  [sticky(String.raw`(\d\d) ?X ?(\d\d)(?!\d)`), (match, tokens) => {
    tokens.waist = Number(match[1]);
    tokens.leg = Number(match[2]);
  }],
  [
    sticky(
      String
        .raw`${RANGE}(?:(?: ?(?:MESI|MESE|MOIS|MONTHS?|MTHS?|MOS?|MONATE|MESES))|M)(?![A-Z0-9])\.?`,
    ),
    (match, tokens) => void (tokens.months = range(match[1], match[2])),
  ],
  [
    sticky(
      String
        .raw`${RANGE}(?:(?: ?(?:ANNI|ANNO|ANS|AN|YEARS?|YRS?|JAHRE|ANOS|Y))|A)(?![A-Z0-9])\.?`,
    ),
    (match, tokens) => {
      tokens.years = range(match[1], match[2]);
    },
  ],
  [sticky(`${RANGE} ?CM(?![A-Z])`), (match, tokens) => {
    tokens.cm = range(match[1], match[2]);
  }],
  [sticky(String.raw`(?:${NAMES})[ .:-]*(?=X*[SML](?![A-Z]))`), () => {}],
  [sticky(String.raw`(?:${NAMES})[ .:-]*${RANGE}(?![A-Z\d])`), (match, tokens) => {
    const system = SYSTEMS[/^[A-Z]+/.exec(match[0])?.[0] ?? ""];
    if (system) tokens.systems[system] ??= range(match[1], match[2]);
  }],
  [sticky(String.raw`${RANGE} ?(${NAMES})(?![A-Z\d])(?! ?\d)`), (match, tokens) => {
    const system = SYSTEMS[match[3] ?? ""];
    if (system) tokens.systems[system] ??= range(match[1], match[2]);
  }],
  [sticky(String.raw`(?:X{0,5}[SL]|[2-9]X[SL]|M)(?![A-Z\d])`), (match, tokens) => {
    const found = letter(match[0]);
    if (!tokens.letters.includes(found)) tokens.letters.push(found);
  }],
  [sticky(String.raw`${RANGE}(?![A-Z\d])`), (match, tokens) => {
    const low = Number(match[1]);
    tokens.numbers.push({ low, high: match[2] === undefined ? low : Number(match[2]) });
  }],
];

const SIZE_TEXT_CHARS_MAX = 80;

/** Upper case without accents; halves as ".5". */
export const tidy = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/ß/g, "ss").toUpperCase()
    .replace(/(\d)\s*(?:1[/⁄]2|½)(?!\d)/g, "$1.5")
    .replace(/(\d),(\d)(?!\d)/g, "$1.$2")
    .replace(/(\d)\.0(?!\d)/g, "$1")
    .replace(/[’`]/g, "'").replace(/[–—]/g, "-").replace(/\s+/g, " ").trim();

export function sizeTokens(text: string): SizeTokens | null {
  const rest = tidy(text);
  if (rest === "" || rest.length > SIZE_TEXT_CHARS_MAX) return null;
  const tokens: SizeTokens = { one: false, letters: [], systems: {}, numbers: [] };
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
    if (!match) continue;
    take(match, tokens);
    return pattern.lastIndex;
  }
  return at;
}
