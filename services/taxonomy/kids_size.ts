/** Children's sizes: in months, years and centimetres. */
import type { ParsedSize } from "./parse_size.ts";
import { type SizeTokens, tidy } from "./size_tokens.ts";
import type { Size } from "./sizes.ts";

/** A child's size is its height; ages are only other names for it, and the longer end counts. */
export function kidsSize(
  text: string,
  tokens: SizeTokens,
  sizes: readonly Size[],
  group: string | undefined,
): ParsedSize {
  const size = group === "kids" ? kidsMatch(tokens, sizes) : undefined;
  if (size) return { label: size.label, system: "kids", sizeId: size.id };
  const label = tidy(text).toLowerCase();
  return group === "kids" ? { label, system: "kids", ambiguous: true } : { label, system: "kids" };
}

const YEAR_MONTHS = 12;
const MONTHS_LABEL_MAX = 24;

function kidsMatch({ cm, months, years }: SizeTokens, sizes: readonly Size[]): Size | undefined {
  if (cm && (cm.low === cm.high || years && years.low !== years.high || !years && !months)) {
    return sizes.find((size) => size.words.includes(`${cm.high} cm`));
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

function yearsMatch(years: number, sizes: readonly Size[]): Size | undefined {
  return sizes.find(({ words: [age = ""] }) =>
    age === `${years} anni` || age.startsWith(`${years}-`) && age.endsWith(" anni")
  );
}
