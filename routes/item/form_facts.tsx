/** Fields of an item's facts. */
import {
  CheckField,
  GroupField,
  type Options,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from "../../components/field.tsx";
import type { Locale } from "../../locales/mod.ts";
import {
  ARTICLE_CHARS_MAX,
  BRAND_CHARS_MAX,
  DETAILS_CHARS_MAX,
  type FactName,
  MODEL_CHARS_MAX,
  SIZE_CHARS_MAX,
} from "../../services/inventory/mod.ts";
import {
  brands,
  categories,
  colourById,
  COLOURS,
  CONDITIONS,
  PATTERN_LABELS,
  sizeById,
  sizesFor,
} from "../../services/taxonomy/mod.ts";
import { type ItemFormProps, placeIn } from "./form_props.ts";
import { propsOf } from "../forms/props.ts";
import { categoryPath, sourceText } from "./item_texts.ts";

/** The rest is typed: eight hundred names would weigh more than the page. */
const BRANDS_OFFERED = 30;

export function FactFields(props: ItemFormProps) {
  const { c, item: { facts }, form, recents } = props;
  const { t, locale } = c.var;
  const { value, tick } = propsOf(t, form);
  const unknown = { value: "", label: t("items.unknown") };
  const fact = (name: FactName) => ({ ...value(name), source: sourceText(t, facts, name) });
  /** The present value must be among the options, or saving would clear it. */
  const chosen = (name: FactName) => (form.values[name] ?? []).filter(Boolean);
  const recentCategories = recents.category.map(({ value }) => value);
  const known = facts.category?.value;
  const sizes = known === undefined ? [] : sizesFor(known);
  return (
    <div class="fields">
      <SelectField
        {...fact("category")}
        label={t("inventory.fact_category")}
        options={[
          unknown,
          ...categoryOptions(locale, [...chosen("category"), ...recentCategories]),
        ]}
      />
      <TextField
        {...fact("brand")}
        label={t("inventory.fact_brand")}
        maxLength={BRAND_CHARS_MAX}
        list="brands"
        autocapitalize="words"
      />
      <datalist id="brands">
        {[
          ...new Set([
            ...recents.brand.map(({ value }) => value),
            ...brands().slice(0, BRANDS_OFFERED).map(({ name }) => name),
          ]),
        ]
          .map((name) => <option key={name} value={name} />)}
      </datalist>
      <TextField
        {...fact("model")}
        label={t("inventory.fact_model")}
        maxLength={MODEL_CHARS_MAX}
      />
      <TextField
        {...fact("sizeLabel")}
        label={t("inventory.fact_sizeLabel")}
        hint={t("items.size_label_hint")}
        maxLength={SIZE_CHARS_MAX}
      />
      {sizes.length > 0 && (
        <SelectField
          {...fact("size")}
          label={t("inventory.fact_size")}
          options={[
            unknown,
            ...sizes.map(({ id, label }) => ({ value: String(id), label })),
            ...chosen("size").filter((value) => !sizes.some(({ id }) => String(id) === value))
              .map((value) => ({ value, label: sizeById(Number(value))?.label ?? value })),
          ]}
        />
      )}
      <SelectField
        {...fact("pattern")}
        label={t("inventory.fact_pattern")}
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
          {...fact("condition")}
          label={t("inventory.fact_condition")}
          options={CONDITIONS.map(({ id, labels }) => ({
            value: String(id),
            label: labels[locale],
          }))}
        />
      </div>
      <Colours {...props} />
      <TextField
        {...fact("material")}
        label={t("inventory.fact_material")}
        hint={t("items.material_hint")}
      />
      <TextField
        {...fact("articleNumber")}
        label={t("inventory.fact_articleNumber")}
        maxLength={ARTICLE_CHARS_MAX}
      />
      <TextField
        {...fact("care")}
        label={t("inventory.fact_care")}
      />
      <div class="whole stack">
        <TextArea
          {...fact("details")}
          label={t("inventory.fact_details")}
          hint={t("items.details_hint")}
          maxLength={DETAILS_CHARS_MAX}
          rows={3}
        />
        <TextArea
          {...fact("flaws")}
          label={t("inventory.fact_flaws")}
          hint={t("items.flaws_hint")}
          rows={3}
        />
        <CheckField
          {...tick("no_flaws")}
          label={t("items.no_flaws_seen")}
        />
      </div>
    </div>
  );
}

/** The lately used once more on top, then the whole tree, a group a shelf. */
function categoryOptions(locale: Locale, given: readonly string[]): Options {
  const recent = [...new Set(given)];
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

function Colours({ c: { var: { t, locale } }, item: { facts }, form, recents }: ItemFormProps) {
  const { said, has } = propsOf(t, form);
  const recent = recents.colours.map(({ value }) => value);
  const order = [...COLOURS].sort((a, b) => placeIn(recent, a.id) - placeIn(recent, b.id));
  return (
    <GroupField
      {...said("colours")}
      label={t("inventory.fact_colours")}
      hint={t("items.colours_hint")}
      source={sourceText(t, facts, "colours")}
      wordOf={(id) => colourById(Number(id))?.labels[locale] ?? id}
      whole
    >
      <div class="chips">
        {order.map(({ id, labels, hex }) => (
          <label key={id} class="chip">
            <input
              type="checkbox"
              name="colours"
              value={id}
              checked={has("colours", String(id))}
              class="unseen"
            />
            <svg class="swatch" {...{ color: hex ?? "transparent" }} aria-hidden="true" />
            {labels[locale]}
          </label>
        ))}
      </div>
    </GroupField>
  );
}
