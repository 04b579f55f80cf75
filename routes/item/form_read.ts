/**
 * What a form says of an item, compared with what is known: only what the seller changed counts as the seller's
 * word, so that saving a form does not turn what was read on the tag into something typed.
 */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { invalid } from "../../services/base/errors.ts";
import {
  ARTICLE_CHARS_MAX,
  BOX_CHARS_MAX,
  BRAND_CHARS_MAX,
  COLOURS_MAX,
  DETAILS_CHARS_MAX,
  FACT_NAMES,
  type FactName,
  type FactsPatch,
  FLAW_CHARS_MAX,
  FLAWS_MAX,
  type Item,
  type ItemChanges,
  type ItemPatch,
  type Measure,
  MEASURE_MM_MAX,
  MEASURES,
  MODEL_CHARS_MAX,
  NOTE_CHARS_MAX,
  PATTERNS,
  SIZE_CHARS_MAX,
} from "../../services/inventory/mod.ts";
import {
  category,
  colourById,
  CONDITIONS,
  parseCare,
  parseMaterial,
  sizeById,
} from "../../services/taxonomy/mod.ts";
import {
  amount,
  choice,
  day,
  type Field,
  field,
  lines,
  parsed,
  shortened,
  text,
  tick,
  Wrong,
} from "../forms/fields.ts";
import { type Form, mergedForm, mustFit } from "../forms/form.ts";
import { isMeasureField, itemValues, measureField } from "./form_values.ts";
import type { Words } from "./item_texts.ts";

const MM_PER_CM = 10;
const ID_CHARS_MAX = 100;
const COMPOSITION_CHARS_MAX = 300;
const MEASURE_CHARS_MAX = 20;

/** One of the taxonomy's ids, `null` where none was chosen. */
const known = <V>(read: (given: string) => V | undefined): Field<V | null> =>
  parsed({ max: ID_CHARS_MAX }, (given) => read(given) ?? new Wrong("forms.choose"));

/** Words that stand for a list of values, `null` where there are none. */
const listed = <V>(parse: (given: string) => V[]): Field<V[] | null> =>
  parsed({ max: COMPOSITION_CHARS_MAX }, (given) => {
    const found = parse(given);
    if (found.length > 0) return found;
    return new Wrong("items.not_understood", { value: shortened(given) });
  });

/** Millimetres, from what was measured in centimetres. */
const centimetres: Field<number | null> = parsed({ max: MEASURE_CHARS_MAX }, (given) => {
  const cm = Number(given.replace(/\s*cm$/i, "").replace(",", "."));
  const mm = Math.round(cm * MM_PER_CM);
  if (mm > 0 && mm <= MEASURE_MM_MAX) return mm;
  return new Wrong("items.not_a_measure", { max: MEASURE_MM_MAX / MM_PER_CM });
});

const MEASURE_FIELDS = Object.fromEntries(
  MEASURES.map((name) => [measureField(name), centimetres]),
);

/** The fields in the order of the edit form. */
const fieldsFor = ({ price, cost }: Pick<Item, "price" | "cost">) =>
  z.object({
    category: known((key) => category(key)?.key),
    brand: text({ max: BRAND_CHARS_MAX }),
    model: text({ max: MODEL_CHARS_MAX }),
    sizeLabel: text({ max: SIZE_CHARS_MAX }),
    size: known((id) => sizeById(Number(id))?.id),
    pattern: choice(PATTERNS, null),
    condition: known((given) => CONDITIONS.find(({ id }) => String(id) === given)?.id),
    colours: field((ids) => {
      if (ids.length > COLOURS_MAX) {
        return new Wrong("items.too_many_colours", { max: COLOURS_MAX });
      }
      const colours = ids.flatMap((id) => colourById(Number(id))?.id ?? []);
      return colours.length === ids.length ? colours : new Wrong("forms.choose");
    }),
    material: listed(parseMaterial),
    articleNumber: text({ max: ARTICLE_CHARS_MAX }),
    care: listed(parseCare),
    details: text({ max: DETAILS_CHARS_MAX }),
    flaws: lines({ max: FLAWS_MAX, charsMax: FLAW_CHARS_MAX }),
    no_flaws: tick,
    ...MEASURE_FIELDS,
    box: text({ max: BOX_CHARS_MAX }),
    price: amount({ currency: price?.currency ?? "EUR" }),
    cost: amount({ currency: cost?.currency ?? "EUR" }),
    acquiredOn: day,
    lotId: text({ max: ID_CHARS_MAX }),
    origin: choice(["own", "resale"]),
    note: text({ max: NOTE_CHARS_MAX }),
  });

type Said = Partial<z.output<ReturnType<typeof fieldsFor>>>;

/**
 * Changes between the item and the form.
 * @throws FormRefused
 */
export function itemChanges(words: Words, sent: Form, item: Item): ItemChanges {
  const merged = mergedForm(sent, itemValues(item, words));
  const asked = Object.entries(fieldsFor(item).shape)
    .filter(([name]) => isAsked(name, merged.changed));
  const said: Said = mustFit(words.t, z.object(Object.fromEntries(asked)), merged);
  return { facts: factsIn(said, item), fields: fieldsIn(said) };
}

/** Fields that make one fact together are read together. */
function isAsked(name: string, changed: ReadonlySet<string>): boolean {
  if (isMeasureField(name)) return [...changed].some(isMeasureField);
  if (name === "flaws" || name === "no_flaws") {
    return changed.has("flaws") || changed.has("no_flaws");
  }
  return changed.has(name);
}

function factsIn(said: Said, { facts }: Pick<Item, "facts">): FactsPatch {
  const values: Partial<Record<FactName, unknown>> = {};
  for (const name of FACT_NAMES) {
    if (name === "flaws") {
      if (said.flaws) values.flaws = said.flaws.length > 0 || said.no_flaws ? said.flaws : null;
    } else if (name === "measures") {
      const measures = measuresIn(said);
      if (measures) values.measures = Object.keys(measures).length > 0 ? measures : null;
    } else if (name in said) {
      const value = said[name as keyof Said];
      values[name] = isEmpty(value) ? null : value;
    }
  }
  // A different notation may mean the same value.
  const differing = Object.entries(values).filter(([name, value]) =>
    !isDeepStrictEqual(value, facts[name as FactName]?.value ?? null)
  );
  return Object.fromEntries(differing);
}

/**
 * A fact as it was read, now as the seller's word.
 *
 * @throws Failure `inventory.bad_fact` when the item has no such fact
 */
export function confirmedFact({ facts }: Pick<Item, "facts">, name: string): FactsPatch {
  const known = FACT_NAMES.find((one) => one === name);
  const fact = known && facts[known];
  if (!fact) throw invalid("inventory.bad_fact", { field: name });
  return { [name]: fact.value };
}

const isEmpty = (value: unknown) => value === "" || (Array.isArray(value) && value.length === 0);

/** `null` when the form has no measures. */
function measuresIn(said: Readonly<Record<string, unknown>>): Record<string, number> | null {
  const names = MEASURES.filter((name) => measureField(name) in said);
  if (names.length === 0) return null;
  return Object.fromEntries(names.flatMap((name): [Measure, number][] => {
    const mm = said[measureField(name)];
    return typeof mm === "number" ? [[name, mm]] : [];
  }));
}

function fieldsIn({ box, price, cost, acquiredOn, lotId, origin, note }: Said): ItemPatch {
  const given = { price, cost, acquiredOn, origin };
  const typed = { box, lotId, note };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...Object.fromEntries(
      Object.entries(typed).filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, value || null]),
    ),
  };
}
