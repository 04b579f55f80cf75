/** The form of a watch: criteria, price, alerts. Works without JavaScript. */
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { brands, CONDITIONS } from "../../services/taxonomy/mod.ts";
import { Choices, Countries, LinkFilters } from "./form_filters.tsx";
import { errorAt, type WatchFormProps } from "./form_props.ts";
import { AlertFields, PriceFields } from "./form_alerts.tsx";

/** The most common brands only: the list of all names would be larger than the page. */
const BRANDS_OFFERED = 50;
const WORDS_CHARS_MAX = 500;

export function WatchForm(props: WatchFormProps) {
  const { c: { var: { t } }, action, submit } = props;
  return (
    <form method="post" action={action} class="form">
      <SearchFields {...props} />
      <LinkFilters {...props} />
      <PriceFields {...props} />
      <AlertFields {...props} />
      <div class="row">
        <Button type="submit" kind="main">{submit}</Button>
        <Button type="submit" formAction={`${action}/trial`} icon="eye">
          {t("watches.try_first")}
        </Button>
      </div>
    </form>
  );
}

function SearchFields(props: WatchFormProps) {
  const { c: { var: { t, locale } }, fields } = props;
  return (
    <Sheet title={t("watches.what")}>
      <div class="fields">
        <TextField
          name="text"
          label={t("watches.text")}
          hint={t("watches.text_hint")}
          value={fields.text}
          maxLength={200}
        />
        <TextField
          name="brand"
          label={t("inventory.fact_brand")}
          value={fields.brand}
          maxLength={60}
          list="brands"
          autocapitalize="words"
        />
        <datalist id="brands">
          {brands().slice(0, BRANDS_OFFERED).map(({ name }) => <option key={name} value={name} />)}
        </datalist>
        <TextField
          name="category"
          label={t("inventory.fact_category")}
          hint={t("watches.category_hint")}
          error={errorAt(props, "category")}
          value={fields.category}
          maxLength={80}
        />
        <TextField
          name="sizes"
          label={t("watches.sizes")}
          hint={t("watches.sizes_hint")}
          value={fields.sizes}
          maxLength={WORDS_CHARS_MAX}
        />
        <TextField
          name="wanted"
          label={t("watches.wanted")}
          hint={t("watches.wanted_hint")}
          value={fields.wanted}
          maxLength={WORDS_CHARS_MAX}
        />
        <TextField
          name="avoided"
          label={t("watches.avoided")}
          hint={t("watches.avoided_hint")}
          value={fields.avoided}
          maxLength={WORDS_CHARS_MAX}
        />
      </div>
      <Choices
        label={t("inventory.fact_condition")}
        name="conditions"
        chosen={fields.conditions}
        options={CONDITIONS.map(({ id, labels }) => ({ value: String(id), label: labels[locale] }))}
      />
      <Countries {...props} />
    </Sheet>
  );
}
