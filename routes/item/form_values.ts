/** Values for the fields of an item's forms. */
import { number } from "../../locales/format.ts";
import type { Money } from "../../services/base/money.ts";
import { type Facts, type Item, type Measure, MEASURES } from "../../services/inventory/mod.ts";
import { category, sizesFor } from "../../services/taxonomy/mod.ts";
import { amountText } from "../forms/fields.ts";
import type { Values } from "../forms/merge.ts";
import { factText, type Words } from "./item_texts.ts";

const MM_PER_CM = 10;
const MEASURE_PREFIX = "measure.";

export const measureField = (name: string): string => MEASURE_PREFIX + name;
export const isMeasureField = (name: string): boolean => name.startsWith(MEASURE_PREFIX);

/** Measures asked of an item without a category. */
const USUAL_MEASURES: readonly Measure[] = ["chest", "length"];

/** Measures usual for the category, and those already known. */
export function measuresAsked({ category: kind, measures }: Facts): Measure[] {
  const wanted = category(kind?.value ?? "")?.measures ?? USUAL_MEASURES;
  const known = MEASURES.filter((name) => measures && name in measures.value);
  return [...new Set([...wanted, ...known])];
}

const one = (value: string | number | undefined): string[] =>
  value === undefined || value === "" ? [] : [String(value)];

/** Facts and fields under the names of the edit form. */
export function itemValues(item: Item, words: Words): Values {
  const amount = (money: Money | undefined) => money ? [amountText(words.locale, money.cents)] : [];
  return {
    ...factValues(item.facts, words),
    box: one(item.box),
    price: amount(item.price),
    cost: amount(item.cost),
    acquiredOn: one(item.acquiredOn),
    lotId: one(item.lotId),
    origin: [item.origin],
    note: one(item.note),
  };
}

export function factValues(facts: Facts, words: Words): Values {
  const inWords = (name: "material" | "care") => one(factText(facts, name, words) ?? undefined);
  const measures = facts.measures?.value ?? {};
  const known = facts.category?.value;
  return {
    category: one(known),
    brand: one(facts.brand?.value),
    model: one(facts.model?.value),
    sizeLabel: one(facts.sizeLabel?.value),
    // The form asks for it where the category has sizes.
    ...(known !== undefined && sizesFor(known).length > 0 && { size: one(facts.size?.value) }),
    pattern: one(facts.pattern?.value),
    condition: one(facts.condition?.value),
    colours: (facts.colours?.value ?? []).map(String),
    material: inWords("material"),
    articleNumber: one(facts.articleNumber?.value),
    care: inWords("care"),
    details: one(facts.details?.value),
    flaws: one(facts.flaws?.value.join("\n")),
    no_flaws: facts.flaws?.value.length === 0 ? ["on"] : [],
    ...Object.fromEntries(
      measuresAsked(facts).map((name) => {
        const mm = measures[name];
        return [measureField(name), mm === undefined ? [] : [number(words.locale, mm / MM_PER_CM)]];
      }),
    ),
  };
}
