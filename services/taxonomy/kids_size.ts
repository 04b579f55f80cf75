/** Children's sizes: in months, years and centimetres. */
import { type ParsedSize, unsure } from "./parsed_size.ts";
import type { NumberSystem } from "./size_systems.ts";
import { type Range, type SizeTokens, tidy } from "./size_tokens.ts";
import type { Size } from "./sizes.ts";

const YEAR_MONTHS = 12;
const MONTHS_LABEL_MAX = 24;
const HEIGHT_CM = { low: 44, high: 188 };
const YEARS_MAX = 16;
/** Systems that number children's clothes by their height. */
const HEIGHT_SYSTEMS: readonly NumberSystem[] = ["EU", "DE", "NL", "AT", "CH", "DK", "SE", "PL"];

/** A child's size is its height; ages are only other names for it, and the longer end counts. */
export function kidsSize(
  text: string,
  given: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
): ParsedSize {
  const isKids = group === "kids";
  const tokens = isKids ? withUnits(given) : given;
  const size = isKids ? kidsMatch(tokens, sizes) : undefined;
  if (size && !given.cut) return { label: size.label, system: "kids", sizeId: size.id };
  const label = tidy(text).toLowerCase();
  if (!isKids) return { label, system: "kids" };
  return unsure(label, "kids", size ? [size] : candidates(tokens, sizes));
}

/** Whether the category of children's clothes turns these bare numbers into a size. */
export function isKidsNumber({ numbers, systems, chinese }: SizeTokens): boolean {
  return numbers.length + Object.keys(systems).length > 0 || chinese !== undefined;
}

/** On children's clothes "104/110" is a height and "6 M" is an age. */
function withUnits(tokens: SizeTokens): SizeTokens {
  if (tokens.months || tokens.years || tokens.heightCm) return tokens;
  const european = HEIGHT_SYSTEMS.map((system) => tokens.systems[system]).find(isHeight);
  const bare = tokens.numbers.length === 1 ? tokens.numbers[0] : undefined;
  const height = european ?? (isHeight(bare) ? ordered(bare) : undefined);
  if (height) return { ...tokens, heightCm: height };
  if (bare && tokens.letters.join() === "M" && bare.high <= MONTHS_LABEL_MAX) {
    return { ...tokens, months: ordered(bare) };
  }
  return tokens;
}

const ordered = ({ low, high }: Range): Range => ({
  low: Math.min(low, high),
  high: Math.max(low, high),
});
const isHeight = (range: Range | undefined): range is Range =>
  range !== undefined && Math.min(range.low, range.high) >= HEIGHT_CM.low &&
  Math.max(range.low, range.high) <= HEIGHT_CM.high;

/** A bare "8" is most likely an age in years; a Chinese label begins with the height. */
function candidates({ numbers: [bare], chinese }: SizeTokens, sizes: readonly Size[]) {
  const years = bare && bare.high <= YEARS_MAX ? yearsMatch(bare.high, sizes) : undefined;
  const height = chinese && sizes.find((size) => size.words.includes(`${chinese.height} cm`));
  return [years, height];
}

function kidsMatch({ heightCm, months, years }: SizeTokens, sizes: readonly Size[]) {
  if (heightCm && saysHeight(heightCm, years, months)) {
    return sizes.find((size) => size.words.includes(`${heightCm.high} cm`));
  }
  if (years) {
    return sizes.find((size) => size.words[0] === `${years.low}-${years.high} anni`) ??
      yearsMatch(years.high, sizes);
  }
  if (!months) return undefined;
  const { low, high } = months;
  if (high > MONTHS_LABEL_MAX) return yearsMatch(high / YEAR_MONTHS, sizes);
  if (low === high) return sizes.find((size) => size.words[0]?.endsWith(`-${high} mesi`));
  return sizes.find((size) => size.words[0] === `${low}-${high} mesi`);
}

/** A range of heights beside an age in months covers several sizes. */
function saysHeight(cm: Range, years: Range | undefined, months: Range | undefined): boolean {
  return cm.low === cm.high || Boolean(years && years.low !== years.high) || !years && !months;
}

function yearsMatch(years: number, sizes: readonly Size[]): Size | undefined {
  return sizes.find(({ words: [age = ""] }) =>
    age === `${years} anni` || age.startsWith(`${years}-`) && age.endsWith(" anni")
  );
}
