/** Compares typed sizes with size labels: "38" matches "M / 38 / 10" but not "38,5". */
import { sizeTokens, tidy } from "../taxonomy/size_tokens.ts";
import { containsRun } from "./phrases.ts";

const X_MAX = 3;

/** Splits a label: "M / 38 / 10" is M, 38 and 10; "IT46" is IT and 46, "2XL" is XXL, "36 1/2" is 36.5. */
function splitSize(text: string): string[] {
  return tidy(text).replace(/\b(IT|EUR?|FR|UK|US|DE)(?=\d)/g, "$1 ")
    .split(/[^A-Z\d.]+/)
    .map((word) => spellOutSize(word.replace(/^\.+|\.+$/g, "")))
    .filter((word) => word !== "");
}

function spellOutSize(word: string): string {
  const [, figure, base = ""] = /^(\d)X([SL])$/.exec(word) ?? [];
  const count = Number(figure);
  return figure && count <= X_MAX ? "X".repeat(count) + base : word;
}

export function matchesTypedSize(typed: string, label: string): boolean {
  const wanted = splitSize(typed);
  if (wanted.length > 0 && containsRun(splitSize(label), wanted)) return true;
  return Boolean(sizeTokens(typed)?.one && sizeTokens(label)?.one);
}

/** The site's label "M / 38" matches "M / 38 / 10" and "38" alone, not "IT 38". */
export function matchesSiteSize(siteLabel: string, label: string): boolean {
  const parts = splitSize(siteLabel);
  const words = splitSize(label);
  if (parts.every((part) => words.includes(part))) return true;
  return words.length === 1 && parts.includes(words[0]!);
}
