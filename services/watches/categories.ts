/** Which of our categories an observation may belong to, from what its source or its title says. */
import type { Observation } from "../market/mod.ts";
import { categories, pathTo, recogniseText } from "../taxonomy/mod.ts";
import { phraseKey } from "../base/text.ts";
import { once } from "./words.ts";

export const categoryOfId = (id: number): string | undefined =>
  categories().find(({ vintedId }) => vintedId === id)?.key;

/** "Vestiti donna" is one, "felpe" is one of women and one of men; empty where the words tell none. */
export function categoriesNamed(typed: string): readonly string[] {
  const words = phraseKey(typed);
  const departments = categories().filter(({ kind, labels }) =>
    kind === undefined && Object.values(labels).some((label) => phraseKey(label) === words)
  );
  return departments.length > 0 ? departments.map(({ key }) => key) : guessed(typed);
}

/** Empty where neither the source nor the title tells. */
export const categoriesOf = once(({ category, title }: Observation): readonly string[] => {
  if (category !== undefined && /^\d+$/.test(category)) {
    const known = categoryOfId(Number(category));
    return known === undefined ? [] : [known];
  }
  const named = category === undefined ? [] : guessed(category.replace(/[-_/.>]+/g, " "));
  return named.length > 0 ? named : guessed(title);
});

function guessed(text: string): readonly string[] {
  const { category, candidates } = recogniseText(text);
  return candidates ?? (category ? [category.value] : []);
}

/** The same, or one above the other: a title that says "vestito" may well be a "vestito lungo". */
export function isRelated(one: string, other: string): boolean {
  const above = (key: string) => pathTo(key).map(({ key }) => key);
  return above(one).includes(other) || above(other).includes(one);
}
