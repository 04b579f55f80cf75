/**
 * Reads a size as printed or typed. The Italian trap: in "M / 38" the number is the French size, while an
 * Italian women's label says 42 for the same garment; so a bare number is flagged, never guessed into an id.
 */
import { category } from "./categories.ts";
import { kidsSize } from "./kids_size.ts";
import { type NumberSystem, type Range, type SizeTokens, sizeTokens } from "./size_tokens.ts";
import { type Size, sizesFor } from "./sizes.ts";

export type SizeSystem = "INT" | "EU" | "IT" | "FR" | "UK" | "US" | "W/L" | "kids" | "shoe" | "one";

export interface ParsedSize {
  /** Tidy, as on the label: "M", "IT 42", "W34 L32", "39.5". */
  readonly label: string;
  /** The marketplace's size, where the text leaves no doubt in this category. */
  readonly sizeId?: number;
  readonly system: SizeSystem;
  /** The text does not say which system or which of several sizes; ask the seller. */
  readonly ambiguous?: true;
}

const IT_OVER_EU = 4;
const EU_OVER_UK = 28;
/** The first American size of each letter, as the marketplace pairs them: "M / US 8-10". */
const US_LETTERS: readonly [number, string][] = [
  [20, "XXL"],
  [16, "XL"],
  [12, "L"],
  [8, "M"],
  [4, "S"],
  [2, "XS"],
  [0, "XXS"],
];
/** Men's chest sizes, Italian and European alike. */
const MEN_LETTERS: Record<number, string> = {
  44: "XS",
  46: "S",
  48: "M",
  50: "L",
  52: "XL",
  54: "XXL",
  56: "XXXL",
  58: "4XL",
  60: "5XL",
};
const EU_OVER_UK_MEN = 10;
/** Below this no Italian women's size exists, so a bare number can only be European. */
const IT_WOMEN_MIN = 36;
const SHOE_MIN = 15;
const SHOE_MAX = 52;
const WAIST_INCHES = { low: 23, high: 54 };
const LEG_INCHES: ReadonlySet<number> = new Set([28, 29, 30, 31, 32, 33, 34]);
/** From here on a bare number on men's jeans may be Italian as well. */
const WAIST_AMBIGUOUS_MIN = 42;

const within = (value: number, { low, high }: Range): boolean => value >= low && value <= high;
const shown = ({ low, high }: Range): string => low === high ? `${low}` : `${low}-${high}`;

function sized(label: string, system: SizeSystem, size: Size | undefined): ParsedSize {
  return size ? { label, system, sizeId: size.id } : { label, system };
}
const unsure = (label: string, system: SizeSystem): ParsedSize => ({
  label,
  system,
  ambiguous: true,
});

/** The size whose label holds this part: "38" or "m" finds "M / 38". */
const byWord = (sizes: readonly Size[], word: string): Size | undefined =>
  sizes.find((size) => size.words.includes(word.toLowerCase()));

export function parseSize(text: string, categoryKey?: string): ParsedSize | null {
  const tokens = sizeTokens(text);
  if (!tokens) return null;
  const known = categoryKey === undefined ? undefined : category(categoryKey);
  const sizes = known ? sizesFor(known.key) : [];
  const group = known?.sizeGroup;
  if (tokens.one) return { label: text.trim().replace(/\s+/g, " "), system: "one" };
  if (tokens.months || tokens.years || tokens.cm) return kidsSize(text, tokens, sizes, group);
  if (group?.startsWith("shoes")) return shoeSize(tokens, sizes);
  if (tokens.cup) return { label: tokens.cup.replace(" ", ""), system: "EU" };
  if (tokens.third) return { label: tokens.third, system: "shoe" };
  return inches(tokens, sizes, group, known?.measures.includes("inseam") ?? false) ??
    letters(tokens, sizes, group) ?? numbered(tokens, sizes, group) ?? bare(tokens, sizes, group);
}

function inches(
  tokens: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
  hasLegs: boolean,
): ParsedSize | null {
  const [only, ...more] = tokens.numbers;
  const jeans = group === "jeans";
  if (!jeans && Object.keys(tokens.systems).length > 0) return null;
  const pair = hasLegs && only && more.length === 0 && tokens.letters.length === 0
    ? inchPair(only, jeans)
    : null;
  const waist = tokens.waist ?? pair?.waist;
  if (waist === undefined || !within(waist, WAIST_INCHES)) return null;
  const leg = tokens.leg ?? pair?.leg;
  const label = leg === undefined ? `W${waist}` : `W${waist} L${leg}`;
  return sized(label, "W/L", jeans ? byWord(sizes, `W${waist}`) : undefined);
}

/** "32/34" on trousers, and a bare "32" on men's jeans, are inches; an Italian 46 is not. */
function inchPair({ low, high }: Range, jeans: boolean): { waist: number; leg?: number } | null {
  if (low === high) return jeans && low < WAIST_AMBIGUOUS_MIN ? { waist: low } : null;
  return within(low, WAIST_INCHES) && LEG_INCHES.has(high) ? { waist: low, leg: high } : null;
}

function letters(
  tokens: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
): ParsedSize | null {
  const [first, ...more] = tokens.letters;
  if (first === undefined) return null;
  if (more.length > 0) return unsure(tokens.letters.join("/"), "INT");
  const usable = group === "women" || group === "general";
  return sized(first, "INT", usable ? byWord(sizes, first) : undefined);
}

/** In the order in which a label with several systems is believed. */
const BELIEVED: readonly NumberSystem[] = ["EU", "FR", "IT", "UK", "US", "DE"];

function numbered(
  tokens: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
): ParsedSize | null {
  for (const system of BELIEVED) {
    const found = tokens.systems[system];
    if (!found) continue;
    // A German number is two below the French one, and many labels say D where they mean EU.
    if (system === "DE") return unsure(`DE ${shown(found)}`, "EU");
    const label = `${system} ${shown(found)}`;
    const word = group === "women"
      ? womenWord(system, found)
      : group === "general"
      ? menWord(system, found)
      : undefined;
    if (found.low !== found.high && word === undefined) return unsure(label, system);
    return sized(label, system, word ? byWord(sizes, word) : undefined);
  }
  return null;
}

function womenWord(system: NumberSystem, { low, high }: Range): string | undefined {
  if (system === "US") {
    const [from, to] = [low, high].map((n) => US_LETTERS.find(([least]) => n >= least)?.[1]);
    return from === to ? from : undefined;
  }
  if (low !== high) return undefined;
  if (system === "IT") return String(low - IT_OVER_EU);
  return String(system === "UK" ? low + EU_OVER_UK : low);
}

function menWord(system: NumberSystem, { low, high }: Range): string | undefined {
  if (low !== high) return undefined;
  return MEN_LETTERS[system === "UK" || system === "US" ? low + EU_OVER_UK_MEN : low];
}

function bare(
  tokens: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
): ParsedSize | null {
  const [first, ...more] = tokens.numbers;
  if (!first) return null;
  const label = tokens.numbers.map(shown).join("/");
  if (more.length > 0 || first.low !== first.high) return unsure(label, "EU");
  const value = first.low;
  if (!Number.isInteger(value)) {
    return within(value, { low: SHOE_MIN, high: SHOE_MAX }) ? { label, system: "shoe" } : null;
  }
  if (value > BARE_MAX) return null;
  if (group === "women") {
    const size = value < IT_WOMEN_MIN ? byWord(sizes, label) : undefined;
    return size ? sized(label, "EU", size) : unsure(label, "IT");
  }
  const men = group === "general" ? MEN_LETTERS[value] : undefined;
  return men ? sized(label, "IT", byWord(sizes, men)) : unsure(label, "EU");
}
const BARE_MAX = 70;

function shoeSize(tokens: SizeTokens, sizes: readonly Size[]): ParsedSize | null {
  if (tokens.third) return { label: tokens.third, system: "shoe" };
  const european = tokens.systems.EU ?? tokens.systems.FR ?? tokens.systems.IT ??
    tokens.systems.DE;
  const found = european ?? tokens.numbers.find((n) => within(n.low, SHOE_RANGE));
  if (found) {
    const label = shown(found);
    return found.low === found.high
      ? sized(label, "shoe", byWord(sizes, label))
      : unsure(label, "shoe");
  }
  // Every brand has its own table from British and American sizes.
  if (tokens.systems.UK) return unsure(`UK ${shown(tokens.systems.UK)}`, "UK");
  if (tokens.systems.US) return unsure(`US ${shown(tokens.systems.US)}`, "US");
  const [other] = tokens.numbers;
  return other ? unsure(shown(other), "UK") : letters(tokens, sizes, undefined);
}
const SHOE_RANGE: Range = { low: SHOE_MIN, high: SHOE_MAX };
