/** What the thing is: one field a fact. */
import {
  CheckField,
  type Options,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from "../../components/field.tsx";
import type { Locale } from "../../locales/mod.ts";
import type { FactName } from "../../services/inventory/mod.ts";
import {
  brands,
  categories,
  COLOURS,
  CONDITIONS,
  PATTERN_LABELS,
  sizesFor,
} from "../../services/taxonomy/mod.ts";
import { type ItemFormProps, placeIn } from "./form_props.ts";
import { categoryPath, factInWords, sourceInWords } from "./words.ts";

/** The rest is typed: eight hundred names would weigh more than the page. */
const BRANDS_OFFERED = 50;

export function FactFields(props: ItemFormProps) {
  const { c, row: { value: { facts } }, recents } = props;
  const { t, locale } = c.var;
  const unknown = { value: "", label: t("items.unknown") };
  const said = (name: "material" | "care") => factInWords(facts, name, c.var) ?? undefined;
  const source = (name: FactName) => sourceInWords(t, facts, name);
  const known = facts.category?.value;
  return (
    <div class="fields">
      <SelectField
        name="category"
        source={source("category")}
        label={t("inventory.fact_category")}
        value={known}
        options={[unknown, ...categoryOptions(locale, recents.category.map(({ value }) => value))]}
      />
      <TextField
        name="brand"
        source={source("brand")}
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
            ...brands().slice(0, BRANDS_OFFERED).map(({ name }) => name),
          ]),
        ]
          .map((name) => <option key={name} value={name} />)}
      </datalist>
      <TextField
        name="model"
        source={source("model")}
        label={t("inventory.fact_model")}
        value={facts.model?.value}
        maxLength={80}
      />
      <TextField
        name="sizeLabel"
        source={source("sizeLabel")}
        label={t("inventory.fact_sizeLabel")}
        hint={t("items.size_label_hint")}
        value={facts.sizeLabel?.value}
        maxLength={40}
      />
      {known !== undefined && sizesFor(known).length > 0 && (
        <SelectField
          name="size"
          source={source("size")}
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
        source={source("pattern")}
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
          source={source("condition")}
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
        source={source("material")}
        label={t("inventory.fact_material")}
        hint={t("items.material_hint")}
        value={said("material")}
      />
      <TextField
        name="articleNumber"
        source={source("articleNumber")}
        label={t("inventory.fact_articleNumber")}
        value={facts.articleNumber?.value}
        maxLength={40}
      />
      <TextField
        name="care"
        source={source("care")}
        label={t("inventory.fact_care")}
        value={said("care")}
      />
      <div class="whole stack">
        <TextArea
          name="details"
          source={source("details")}
          label={t("inventory.fact_details")}
          hint={t("items.details_hint")}
          value={facts.details?.value}
          maxLength={500}
          rows={3}
        />
        <TextArea
          name="flaws"
          source={source("flaws")}
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
  const order = [...COLOURS].sort((a, b) => placeIn(recent, a.id) - placeIn(recent, b.id));
  return (
    <fieldset
      class="field whole"
      id="colours"
      data-source={sourceInWords(t, facts, "colours")}
    >
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
