/** Sizes as typed against sizes as labelled: "38" is in "M / 38 / 10" and not in "38,5". */
import { sizeTokens, tidy } from "../taxonomy/size_tokens.ts";
import { holds } from "./words.ts";

const CROSSES_MAX = 3;

/** "M / 38 / 10" is M, 38 and 10; "IT46" is IT and 46, "2XL" is XXL, "36 1/2" is 36.5. */
export function sizeWords(text: string): string[] {
  return tidy(text).replace(/\b(IT|EUR?|FR|UK|US|DE)(?=\d)/g, "$1 ")
    .split(/[^A-Z\d.]+/)
    .map((word) => letters(word.replace(/^\.+|\.+$/g, "")))
    .filter((word) => word !== "");
}

function letters(word: string): string {
  const [, figure, base = ""] = /^(\d)X([SL])$/.exec(word) ?? [];
  const count = Number(figure);
  return figure && count <= CROSSES_MAX ? "X".repeat(count) + base : word;
}

export function fitsSize(typed: string, label: string): boolean {
  const wanted = sizeWords(typed);
  if (wanted.length > 0 && holds(sizeWords(label), wanted)) return true;
  return Boolean(sizeTokens(typed)?.one && sizeTokens(label)?.one);
}

/** "M / 38" is the size of "M / 38 / 10" and of a lone "38", not of "IT 38". */
export function isSize(siteLabel: string, label: string): boolean {
  const parts = sizeWords(siteLabel);
  const words = sizeWords(label);
  if (parts.every((part) => words.includes(part))) return true;
  return words.length === 1 && parts.includes(words[0]!);
}
