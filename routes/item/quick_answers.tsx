/** One-tap answers for missing facts: likely values first, then recent ones. */
import type { VNode } from "preact";
import type { FactName, Inventory, Item } from "../../services/inventory/mod.ts";
import {
  colourById,
  CONDITIONS,
  isSizeOpen,
  parseSize,
  recogniseText,
  sizesFor,
} from "../../services/taxonomy/mod.ts";
import type { Values } from "../forms/merge.ts";
import { SeenField } from "../forms/notice.tsx";
import { categoryPath, type Words } from "./item_texts.ts";

type Recents = ReturnType<Inventory["recents"]>;

interface Pick {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly words: Words;
  readonly item: Item;
  readonly recents: Recents;
  /** The item's values when the page was rendered. */
  readonly seen: Values | undefined;
}

/** Asked at once; the rest comes when these are said. */
const ASKED_AT_ONCE = 2;
const PICKS_MAX = 8;

const PICKS: { readonly [N in FactName]?: (props: Props) => Pick[] } = {
  category: ({ words: { locale }, item, recents }) => {
    const { candidates = [], category } = recogniseText(item.note ?? "", { language: locale });
    const likely = category ? [category.value] : [];
    const keys = [...candidates, ...likely, ...recents.category.map(({ value }) => value)];
    return [...new Set(keys)].map((value) => ({ value, label: categoryPath(value, locale) }));
  },
  brand: ({ recents }) => recents.brand.map(({ value }) => ({ value, label: value })),
  sizeLabel: ({ item, recents }) => {
    const known = item.facts.category && sizesFor(item.facts.category.value);
    const usual = known?.map(({ label }) => label) ?? [];
    return [...new Set([...recents.size.map(({ value }) => value), ...usual])]
      .map((value) => ({ value, label: value }));
  },
  // The label leaves open which of the site's sizes it is: the likely ones first.
  size: ({ item: { facts: { category, sizeLabel } } }) => {
    if (!category || !isSizeOpen({ category, sizeLabel })) return [];
    const { candidates = [] } = parseSize(sizeLabel?.value ?? "", category.value) ?? {};
    const rank = (id: number) => candidates.includes(id) ? candidates.indexOf(id) : Infinity;
    return [...sizesFor(category.value)].sort((a, b) => rank(a.id) - rank(b.id) || 0)
      .map(({ id, label }) => ({ value: String(id), label }));
  },
  condition: ({ words: { locale } }) =>
    CONDITIONS.map(({ id, labels }) => ({ value: String(id), label: labels[locale] })),
  colours: ({ words: { locale }, recents }) =>
    recents.colours.flatMap(({ value }) => {
      const colour = colourById(value);
      return colour ? [{ value: String(value), label: colour.labels[locale] }] : [];
    }),
};

/** @returns null when nothing is missing or no likely value is known */
export function QuickAnswers(props: Props): VNode | null {
  const { words: { t }, item } = props;
  const asked = (Object.keys(PICKS) as FactName[])
    .filter((name) => !item.facts[name] && !(item.leftEmpty && name in item.leftEmpty))
    .map((name) => ({ name, picks: PICKS[name]!(props).slice(0, PICKS_MAX) }))
    .filter(({ picks }) => picks.length > 0)
    .slice(0, ASKED_AT_ONCE);
  if (asked.length === 0) return null;
  return (
    <form method="post" action={`/items/${item.number}/pick`} class="stack">
      <SeenField form={{ seen: props.seen }} />
      {asked.map(({ name, picks }) => (
        <fieldset key={name} class="field">
          <legend>{t(`inventory.fact_${name}`)}</legend>
          <div class="chips">
            {picks.map(({ value, label }) => (
              <button key={value} type="submit" class="chip" name={name} value={value}>
                {label}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </form>
  );
}
