/** Display title of an item: "Felpa Nike Tech Fleece, nero". */
import { category, colourById } from "../taxonomy/mod.ts";
import type { Item } from "./item.ts";
import type { ItemRow } from "./row.ts";

/** @returns `null` when nothing is known yet; the page then shows a text of its own */
export function displayTitle(subject: ItemRow | Item, language: "it" | "en"): string | null {
  const { brand, model, ...known } = "facts" in subject ? factsOf(subject) : subject;
  const noun = known.category && category(known.category)?.noun[language];
  const name = [noun, brand, model].filter(Boolean).join(" ");
  const colours = (known.colours ?? []).map((id) => colourById(id)?.labels[language].toLowerCase());
  const colour = colours.filter(Boolean).join(language === "it" ? " e " : " and ");
  const title = [name, colour].filter(Boolean).join(", ");
  return title ? title[0]!.toUpperCase() + title.slice(1) : null;
}

function factsOf({ facts }: Item) {
  return {
    category: facts.category?.value,
    brand: facts.brand?.value,
    model: facts.model?.value,
    colours: facts.colours?.value,
  };
}
