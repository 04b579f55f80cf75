/** Infers the category of a market listing from its source, its words or its title. */
import type { Observation } from "../market/mod.ts";
import { categories, pathTo, recogniseText } from "../taxonomy/mod.ts";
import { phraseKey } from "../base/text.ts";
import { memoize } from "./phrases.ts";

export const categoryByVintedId = (id: number): string | undefined =>
  categories().find(({ vintedId }) => vintedId === id)?.key;

/**
 * Finds the categories that typed words mean: "vestiti donna" is one category, "felpe" is one of women and one
 * of men. Empty when the words name none.
 */
export function findCategories(typed: string): readonly string[] {
  const words = phraseKey(typed);
  const departments = categories().filter(({ kind, labels }) =>
    kind === undefined && Object.values(labels).some((label) => phraseKey(label) === words)
  );
  return departments.length > 0 ? departments.map(({ key }) => key) : guessCategories(typed);
}

/** Empty when neither the source nor the title names a category. */
export const inferCategories = memoize(({ category, title }: Observation): readonly string[] => {
  if (category !== undefined && /^\d+$/.test(category)) {
    const known = categoryByVintedId(Number(category));
    return known === undefined ? [] : [known];
  }
  const named = category === undefined ? [] : guessCategories(category.replace(/[-_/.>]+/g, " "));
  return named.length > 0 ? named : guessCategories(title);
});

function guessCategories(text: string): readonly string[] {
  const { category, candidates } = recogniseText(text);
  return candidates ?? (category ? [category.value] : []);
}

/** Equal, or one contains the other: a title that says "vestito" may mean a "vestito lungo". */
export function isRelated(one: string, other: string): boolean {
  const above = (key: string) => pathTo(key).map(({ key }) => key);
  return above(one).includes(other) || above(other).includes(one);
}
