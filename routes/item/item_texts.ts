/** Texts of an item for lists and pages: its title and the values of its facts. */
import { type Locale, type T } from "../../locales/mod.ts";
import { number } from "../../locales/format.ts";
import {
  displayTitle,
  FACT_NAMES,
  type FactName,
  type Facts,
  type FactValue,
  type Item,
  type ItemRow,
  type Measure,
} from "../../services/inventory/mod.ts";
import {
  CARE,
  colourById,
  CONDITIONS,
  material,
  MEASURE_LABELS,
  partsInWords,
  pathTo,
  PATTERN_LABELS,
  sizeById,
} from "../../services/taxonomy/mod.ts";

export interface Words {
  readonly t: T;
  readonly locale: Locale;
}

export function itemName({ t, locale }: Words, item: Item | ItemRow): string {
  return displayTitle(item, locale) ?? t("items.unnamed");
}

/** URL of the first photo's thumbnail, which changes with its content. */
export function coverUrl({ number, cover }: Pick<ItemRow, "number" | "cover">): string | undefined {
  return cover && `/items/${number}/cover?v=${cover.slice(0, 12)}`;
}

/** "Donna › Cappotti e giacche › Blazer" */
export function categoryPath(key: string, locale: Locale): string {
  return pathTo(key).map(({ labels }) => labels[locale]).join(" › ");
}

type Say = { [N in FactName]: (value: FactValue<N>, words: Words) => string };

const SAY: Say = {
  category: (key, { locale }) => pathTo(key).map(({ labels }) => labels[locale]).join(", ") || key,
  brand: String,
  model: String,
  sizeLabel: String,
  size: (id) => sizeById(id)?.label ?? String(id),
  condition: (id, { locale }) => CONDITIONS.find((known) => known.id === id)!.labels[locale],
  colours: (ids, { locale }) =>
    ids.map((id) => colourById(id)?.labels[locale] ?? String(id)).join(", "),
  pattern: (key, { locale }) => PATTERN_LABELS[key][locale],
  material: (fibres, { locale }) =>
    partsInWords(fibres, locale, (part) =>
      part.map(({ fibre, percent }) => {
        const name = material(fibre)?.labels[locale] ?? fibre;
        return percent === undefined ? name : `${number(locale, percent)} % ${name.toLowerCase()}`;
      }).join(", ")).join("; "),
  care: (keys, { locale }) =>
    keys.map((key) => CARE.find((care) => care.key === key)?.labels[locale] ?? key).join(", "),
  articleNumber: String,
  flaws: (flaws, { t }) => flaws.length === 0 ? t("items.no_flaws") : flaws.join("; "),
  measures: (measures, { locale }) =>
    Object.entries(measures).map(([name, mm]) =>
      `${MEASURE_LABELS[name as Measure][locale]} ${number(locale, mm / 10)} cm`
    ).join(", "),
  details: String,
};

/** The fact's value in words; `null` where it is not known. */
export function factText(facts: Facts, name: FactName, words: Words): string | null {
  const fact = facts[name];
  if (!fact) return null;
  // `Say` and `Facts` agree on the value's type for each name, which TypeScript cannot see through an index.
  return (SAY[name] as (value: unknown, words: Words) => string)(fact.value, words);
}

/** Source of a value found by a reader; undefined for one that the seller gave. */
export function sourceText(t: T, facts: Facts, name: FactName): string | undefined {
  const source = facts[name]?.source;
  return source === undefined || source === "seller" ? undefined : t(`inventory.source_${source}`);
}

/** Facts in the order in which a garment is inspected. */
export const FACTS_SHOWN: readonly FactName[] = FACT_NAMES;
