/**
 * Clothes for grown-ups. The Italian trap: in "M / 38" the number is the French size, while an Italian women's
 * label says 42 for the same garment; so a number without its system is a question, not a size.
 */
import { type ParsedSize, sized, sizeWith, unsure } from "./parsed_size.ts";
import { MEN, type NumberSystem, WOMEN } from "./size_systems.ts";
import { BARE_MAX, type Range, shownRange, type SizeTokens } from "./size_tokens.ts";
import type { Size } from "./sizes.ts";

export interface Garment {
  readonly group: "women" | "general";
  readonly sizes: readonly Size[];
  /** Men's numbers below the chest sizes are inches or French waists on trousers, and collars on shirts. */
  readonly part: "trousers" | "shirt" | "other";
}

interface Reading {
  readonly system: NumberSystem;
  readonly label: string;
  readonly range: Range;
  /** Sizes of both ends of the range; one when they are the same. */
  readonly sizes: readonly Size[];
}

const ITALIAN_ADDED = -4;
/** Below this no Italian women's size exists, so a bare number can only be European. */
const ITALIAN_WOMEN_MIN = 36;
const CHEST_MIN = 44;
/** How many of the systems that a site believes most must not contradict each other. */
const HOME_SYSTEMS = 2;

const LETTER_OF_CHEST = new Map(
  Object.entries(MEN.letters).map(([letter, chest]) => [chest, letter]),
);
const LETTERS_OF_COLLAR = new Map(
  Object.entries(MEN.collars).flatMap(([letter, collars]) => {
    const [low, high = low] = collars.split("-").map(Number) as [number, number?];
    return [[low, letter], [high, letter]] as [number, string][];
  }),
);

/** @param believed the site's systems, the first believed most */
export function clothingSize(
  tokens: SizeTokens,
  garment: Garment,
  believed: readonly NumberSystem[],
): ParsedSize | null {
  const readings = believed.flatMap((system) => readingIn(system, tokens, garment));
  return letterSize(tokens, garment, readings) ?? numberSize(readings, garment, believed) ??
    suggestedSize(tokens, garment) ?? bareSize(tokens, garment);
}

function readingIn(system: NumberSystem, { systems }: SizeTokens, garment: Garment): Reading[] {
  const range = systems[system];
  if (!range) return [];
  const sizes = [range.low, range.high].flatMap((value) => convert(system, value, garment) ?? []);
  return [{ system, range, label: `${system} ${shownRange(range)}`, sizes: [...new Set(sizes)] }];
}

/** The site's size for a number of a system whose numbers mean the same with every maker. */
function convert(system: NumberSystem, value: number, garment: Garment): Size | undefined {
  const { group, sizes, part } = garment;
  if (group === "women") {
    const added = WOMEN.added[system];
    return added === undefined ? undefined : sizeWith(sizes, String(value + added));
  }
  const added = MEN.added[system];
  if (added === undefined || part === "trousers" && added > 0) return undefined;
  if (part === "shirt" && LETTERS_OF_COLLAR.has(value)) return undefined;
  const letter = LETTER_OF_CHEST.get(value + added);
  return letter ? sizeWith(sizes, letter) : undefined;
}

function letterSize(
  tokens: SizeTokens,
  garment: Garment,
  readings: readonly Reading[],
): ParsedSize | null {
  const sizes = tokens.letters.map((letter) => sizeWith(garment.sizes, letter));
  const [letter, ...more] = tokens.letters;
  if (letter === undefined) return null;
  const [number] = readings.filter((reading) => reading.sizes.length > 0);
  if (more.length > 0) {
    const label = tokens.letters.join("/");
    const [told, ...others] = sizes.filter((size) => size && number?.sizes.includes(size));
    return told && others.length === 0 ? sized(label, "INT", told) : unsure(label, "INT", sizes);
  }
  const [size] = sizes;
  const against = number && size && !number.sizes.includes(size)
    ? number.sizes
    : contradicting(tokens, garment, size);
  return against.length > 0
    ? unsure(letter, "INT", [size, ...against])
    : sized(letter, "INT", size);
}

/** Sizes that a bare number beside the letter means, where none of its meanings is the letter's. */
function contradicting(
  { numbers: [bare] }: SizeTokens,
  garment: Garment,
  size: Size | undefined,
): readonly Size[] {
  if (!bare || !size) return [];
  const meant = meanings(bare, garment);
  return meant.includes(size) ? [] : meant;
}

function numberSize(
  readings: readonly Reading[],
  garment: Garment,
  believed: readonly NumberSystem[],
): ParsedSize | null {
  const told = readings.filter(({ sizes }) => sizes.length > 0);
  const [first] = told;
  if (!first) {
    const [unknown] = readings;
    return unknown
      ? unsure(unknown.label, unknown.system, collarSizes(unknown.range, garment))
      : null;
  }
  const home = believed.slice(0, HOME_SYSTEMS);
  const sizes = told.filter(({ system }) => system === first.system || home.includes(system))
    .flatMap((reading) => reading.sizes);
  const [size, ...others] = new Set(sizes);
  const whole = first.range.low === first.range.high;
  return others.length === 0 && whole
    ? sized(first.label, first.system, size)
    : unsure(first.label, first.system, [size, ...others]);
}

/** Sizes of systems that makers use differently: what most of them mean comes first, and the seller decides. */
function suggestedSize(tokens: SizeTokens, { group, sizes }: Garment): ParsedSize | null {
  const american = group === "women" && tokens.systems.US && americanRange(tokens.systems.US);
  if (american) {
    const [letter, text] = american;
    return sized(`US ${text}`, "US", sizeWith(sizes, letter));
  }
  const told = Object.entries(tokens.systems) as [NumberSystem, Range][];
  const suggested = group === "women"
    ? told.flatMap(([system, { low, high }]) =>
      (WOMEN.suggested[system] ?? []).flatMap((added) => [low + added, high + added])
    ).concat(tokens.chinese ? [chineseNumber(tokens.chinese.chest)] : [])
    : [];
  const candidates = byVotes(suggested).map((number) => sizeWith(sizes, String(number)));
  const [[system, range] = []] = told;
  if (system && range) return unsure(`${system} ${shownRange(range)}`, system, candidates);
  const { chinese } = tokens;
  return chinese ? unsure(`CN ${chinese.height}/${chinese.chest}`, "CN", candidates) : null;
}

/** As the marketplace's American site writes its sizes: "M / US 8-10". */
function americanRange({ low, high }: Range): [letter: string, text: string] | undefined {
  const text = `${low}-${high}`;
  return Object.entries(WOMEN.americanRanges).find(([, range]) => range === text);
}

/** Women's chests of 84 cm are size 36, and 4 cm more are one size more. */
const chineseNumber = (chest: number): number => chest / 2 - 6;

function byVotes(numbers: readonly number[]): number[] {
  const votes = Map.groupBy(numbers, (number) => number);
  return [...votes].sort(([, a], [, b]) => b.length - a.length).map(([number]) => number);
}

function bareSize({ numbers }: SizeTokens, garment: Garment): ParsedSize | null {
  const [first, ...more] = numbers;
  if (!first || numbers.some(({ low, high }) => Math.max(low, high) > BARE_MAX)) return null;
  const label = numbers.map(shownRange).join("/");
  const meant = meanings(first, garment);
  const [only, ...others] = meant;
  const single = more.length === 0 && first.low === first.high;
  if (garment.group === "women") {
    const european = single && first.low < ITALIAN_WOMEN_MIN && only;
    return european ? sized(label, "EU", only) : unsure(label, single ? "IT" : "EU", meant);
  }
  // Makers cut the shirts of one collar differently.
  return single && only && others.length === 0 && garment.part !== "shirt"
    ? sized(label, "IT", only)
    : unsure(label, "EU", meant);
}

/** Sizes that a number without a system may mean. */
function meanings(range: Range, garment: Garment): Size[] {
  const { group, sizes, part } = garment;
  const ends = [...new Set([range.low, range.high])];
  const found = group === "women"
    ? [0, ITALIAN_ADDED].flatMap((added) => ends.map((n) => sizeWith(sizes, String(n + added))))
    : ends.map((n) => n >= CHEST_MIN ? sizeWith(sizes, LETTER_OF_CHEST.get(n) ?? "") : undefined);
  const collars = part === "shirt" ? collarSizes(range, garment) : [];
  return [...new Set([...collars, ...found].filter((size) => size !== undefined))];
}

function collarSizes({ low, high }: Range, { sizes, part }: Garment): Size[] {
  if (part !== "shirt") return [];
  return [low, high].flatMap((collar) =>
    sizeWith(sizes, LETTERS_OF_COLLAR.get(collar) ?? "") ?? []
  );
}
