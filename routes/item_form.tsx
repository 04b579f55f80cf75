/** Everything the seller can say of an item on one form; recent values stand first, so that it goes quickly. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../components/button.tsx";
import {
  CheckField,
  type Options,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from "../components/field.tsx";
import type { Locale } from "../locales/mod.ts";
import { Sheet } from "../components/sheet.tsx";
import { Tag } from "../components/tag.tsx";
import { type Item, type Lot, type Measure, MEASURES } from "../services/inventory/mod.ts";
import type { Inventory } from "../services/inventory/mod.ts";
import type { Row } from "../services/store/mod.ts";
import {
  brands,
  categories,
  category,
  COLOURS,
  CONDITIONS,
  MEASURE_LABELS,
  PATTERN_LABELS,
  sizesFor,
} from "../services/taxonomy/mod.ts";
import type { Env } from "./env.ts";
import { categoryPath, factInWords, itemName } from "./item_words.ts";

export interface ItemFormProps {
  c: Context<Env>;
  row: Row<Item>;
  recents: ReturnType<Inventory["recents"]>;
  lots: readonly Lot[];
}

/** Of a thing without a category: what every garment has. */
const USUAL_MEASURES: readonly Measure[] = ["chest", "length"];

export function ItemForm(props: ItemFormProps) {
  const { c, row: { value: item } } = props;
  const { t } = c.var;
  return (
    <div class="page page--form">
      <header class="masthead">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{itemName(c.var, item)}</h1>
        </div>
        <ButtonLink href={`/items/${item.number}`} icon="back">{t("common.back")}</ButtonLink>
      </header>
      <form method="post" action={`/items/${item.number}/edit`} class="form">
        <Sheet title={t("items.what_it_is")}>
          <WhatItIs {...props} />
        </Sheet>
        <Sheet title={t("items.measures")}>
          <Measures {...props} />
        </Sheet>
        <Sheet title={t("items.house")}>
          <House {...props} />
        </Sheet>
        <Button type="submit" kind="main" icon="check">{t("common.save")}</Button>
      </form>
    </div>
  );
}

function WhatItIs(props: ItemFormProps) {
  const { c, row: { value: { facts } }, recents } = props;
  const { t, locale } = c.var;
  const unknown = { value: "", label: t("items.unknown") };
  const said = (name: "material" | "care") => factInWords(facts, name, c.var) ?? undefined;
  const known = facts.category?.value;
  return (
    <div class="fields">
      <SelectField
        name="category"
        label={t("inventory.fact_category")}
        value={known}
        options={[unknown, ...categoryOptions(locale, recents.category.map(({ value }) => value))]}
      />
      <TextField
        name="brand"
        label={t("inventory.fact_brand")}
        value={facts.brand?.value}
        maxLength={60}
        list="brands"
        autocapitalize="words"
      />
      <datalist id="brands">
        {[
          ...new Set([
            ...recents.brand.map(({ value }) => value),
            ...brands().map(({ name }) => name),
          ]),
        ]
          .map((name) => <option key={name} value={name} />)}
      </datalist>
      <TextField
        name="model"
        label={t("inventory.fact_model")}
        value={facts.model?.value}
        maxLength={80}
      />
      <TextField
        name="sizeLabel"
        label={t("inventory.fact_sizeLabel")}
        hint={t("items.size_label_hint")}
        value={facts.sizeLabel?.value}
        maxLength={40}
      />
      {known !== undefined && sizesFor(known).length > 0 && (
        <SelectField
          name="size"
          label={t("inventory.fact_size")}
          value={facts.size && String(facts.size.value)}
          options={[
            unknown,
            ...sizesFor(known).map(({ id, label }) => ({ value: String(id), label })),
          ]}
        />
      )}
      <SelectField
        name="pattern"
        label={t("inventory.fact_pattern")}
        value={facts.pattern?.value}
        options={[
          unknown,
          ...Object.entries(PATTERN_LABELS).map(([value, labels]) => ({
            value,
            label: labels[locale],
          })),
        ]}
      />
      <div class="whole">
        <RadioField
          name="condition"
          label={t("inventory.fact_condition")}
          value={facts.condition && String(facts.condition.value)}
          options={CONDITIONS.map(({ id, labels }) => ({
            value: String(id),
            label: labels[locale],
          }))}
        />
      </div>
      <Colours {...props} />
      <TextField
        name="material"
        label={t("inventory.fact_material")}
        hint={t("items.material_hint")}
        value={said("material")}
      />
      <TextField
        name="articleNumber"
        label={t("inventory.fact_articleNumber")}
        value={facts.articleNumber?.value}
        maxLength={40}
      />
      <TextField name="care" label={t("inventory.fact_care")} value={said("care")} />
      <div class="whole stack">
        <TextArea
          name="details"
          label={t("inventory.fact_details")}
          hint={t("items.details_hint")}
          value={facts.details?.value}
          maxLength={500}
          rows={3}
        />
        <TextArea
          name="flaws"
          label={t("inventory.fact_flaws")}
          hint={t("items.flaws_hint")}
          value={facts.flaws?.value.join("\n")}
          rows={3}
        />
        <CheckField
          name="no_flaws"
          label={t("items.no_flaws_seen")}
          checked={facts.flaws?.value.length === 0}
        />
      </div>
    </div>
  );
}

/** The lately used once more on top, then the whole tree, a group a shelf. */
function categoryOptions(locale: Locale, recent: readonly string[]): Options {
  const others = categories().filter(({ key, leaf }) => leaf && !recent.includes(key));
  const groups = Map.groupBy(others, ({ parent }) => parent ?? "");
  return [
    ...recent.map((key) => ({ value: key, label: categoryPath(key, locale) })),
    ...[...groups].map(([parent, leaves]) => ({
      group: categoryPath(parent, locale),
      options: leaves.map(({ key, labels }) => ({ value: key, label: labels[locale] })),
    })),
  ];
}

function Colours({ c: { var: { t, locale } }, row: { value: { facts } }, recents }: ItemFormProps) {
  const recent = recents.colours.map(({ value }) => value);
  const order = [...COLOURS].sort((a, b) => place(recent, a.id) - place(recent, b.id));
  return (
    <fieldset class="field whole" id="colours">
      <legend>{t("inventory.fact_colours")}</legend>
      <p class="hint">{t("items.colours_hint")}</p>
      <div class="chips">
        {order.map(({ id, labels, hex }) => (
          <label key={id} class="chip">
            <input
              type="checkbox"
              name="colours"
              value={id}
              checked={facts.colours?.value.includes(id)}
              class="unseen"
            />
            <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
              <circle cx="8" cy="8" r="7" fill={hex ?? "none"} />
            </svg>
            {labels[locale]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const place = (order: readonly number[], id: number) => {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
};

function Measures({ c: { var: { t, locale } }, row: { value: { facts } } }: ItemFormProps) {
  const wanted = category(facts.category?.value ?? "")?.measures ?? USUAL_MEASURES;
  const known = facts.measures?.value ?? {};
  const shown = MEASURES.filter((name) => wanted.includes(name) || name in known)
    .sort((a, b) => place2(wanted, a) - place2(wanted, b));
  return (
    <div class="fields" id="measures">
      {shown.map((name) => (
        <TextField
          key={name}
          id={`measure-${name}`}
          name={`measure.${name}`}
          label={MEASURE_LABELS[name][locale]}
          hint={t("items.centimetres")}
          inputMode="decimal"
          value={known[name] === undefined ? undefined : known[name] / 10}
        />
      ))}
    </div>
  );
}

const place2 = (order: readonly Measure[], name: Measure) => {
  const at = order.indexOf(name);
  return at < 0 ? order.length : at;
};

function House({ c: { var: { t } }, row: { value: item }, recents, lots }: ItemFormProps) {
  const amount = (cents: number | undefined) =>
    cents === undefined ? undefined : (cents / 100).toFixed(2).replace(".", ",");
  return (
    <div class="fields">
      <TextField name="box" label={t("items.box")} value={item.box} maxLength={40} list="boxes" />
      <datalist id="boxes">
        {recents.box.map(({ value }) => <option key={value} value={value} />)}
      </datalist>
      <TextField
        name="price"
        label={t("items.price")}
        hint="EUR"
        inputMode="decimal"
        value={amount(item.price?.cents)}
      />
      <TextField
        name="cost"
        label={t("items.cost")}
        hint="EUR"
        inputMode="decimal"
        value={amount(item.cost?.cents)}
      />
      <TextField
        name="acquiredOn"
        label={t("items.acquired_on")}
        type="date"
        value={item.acquiredOn}
      />
      {lots.length > 0 && (
        <SelectField
          name="lotId"
          label={t("items.lot")}
          value={item.lotId}
          options={[
            { value: "", label: t("items.no_lot") },
            ...lots.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <RadioField
        name="origin"
        label={t("items.origin")}
        value={item.origin}
        options={[
          { value: "own", label: t("inventory.origin_own") },
          { value: "resale", label: t("inventory.origin_resale") },
        ]}
      />
      <div class="whole">
        <TextArea
          name="note"
          label={t("items.note")}
          hint={t("items.note_hint")}
          value={item.note}
          rows={2}
          maxLength={2000}
        />
      </div>
    </div>
  );
}
