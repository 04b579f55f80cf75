/** The words under which an item is found, in Italian and English. */
import { colourById, pathTo } from "../taxonomy/mod.ts";
import type { Item } from "./item.ts";
import type { Intern } from "./row.ts";
import type { SearchText } from "./search.ts";

export function searchText(item: Item, intern: Intern): SearchText {
  const { brand, model, category, sizeLabel, colours, articleNumber, material, flaws, details } =
    item.facts;
  const name = [brand?.value, model?.value, category && categoryWords(category.value)];
  const rest = [
    sizeLabel?.value,
    ...colours?.value.flatMap(colourWords) ?? [],
    articleNumber?.value,
    ...material?.value.map(({ fibre }) => fibre) ?? [],
    ...flaws?.value ?? [],
    details?.value,
    item.box,
    item.note,
    item.listingId,
  ];
  return { name: intern(joined(name)), rest: joined(rest) };
}

const joined = (words: readonly (string | undefined)[]): string => words.filter(Boolean).join(" ");

function categoryWords(key: string): string {
  const path = pathTo(key);
  const words = path.flatMap(({ labels }) => [labels.it, labels.en]);
  const noun = path.at(-1)?.noun;
  return joined([noun?.it, noun?.en, ...words]);
}

function colourWords(id: number): string[] {
  const labels = colourById(id)?.labels;
  return labels ? [labels.it, labels.en] : [];
}
