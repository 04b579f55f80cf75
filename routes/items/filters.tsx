/** Filters of the item list, folded away; a plain form that works without scripts. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { type Option, SelectField, TextField } from "../../components/field.tsx";
import { FACT_NAMES, SORTS } from "../../services/inventory/mod.ts";
import { pathTo } from "../../services/taxonomy/mod.ts";
import { categoryPath } from "../item/item_texts.ts";
import type { ListProps } from "./list_props.ts";
import { addressOf, filtersOn } from "./query.ts";

const euros = (cents: number | undefined) => cents === undefined ? undefined : cents / 100;

export function Filters(props: ListProps) {
  const { c: { var: { t } }, query, shape } = props;
  const on = filtersOn(query);
  return (
    <details class="filters" open={on > 0}>
      <summary class="button button--quiet">
        {on > 0 ? t("items.filters_on", { count: on }) : t("items.filters")}
      </summary>
      <div class="sheet">
        {query.states?.map((state) => (
          <input
            key={state}
            type="hidden"
            name="state"
            value={state}
          />
        ))}
        <div class="fields">
          <Choices {...props} />
          <TextField
            name="from"
            label={t("items.price_from")}
            type="number"
            inputMode="decimal"
            min={0}
            step="0.01"
            value={euros(query.priceFromCents)}
          />
          <TextField
            name="to"
            label={t("items.price_to")}
            type="number"
            inputMode="decimal"
            min={0}
            step="0.01"
            value={euros(query.priceToCents)}
          />
        </div>
        <div class="row">
          <Button type="submit" kind="main" icon="filter">{t("items.apply")}</Button>
          <ButtonLink href="/items" kind="quiet">{t("items.clear")}</ButtonLink>
          <ButtonLink
            href={shape === "grid" ? "/items/shape/list" : "/items/shape/grid"}
            kind="quiet"
            icon={shape === "grid" ? "list" : "grid"}
          >
            {shape === "grid" ? t("items.as_list") : t("items.as_grid")}
          </ButtonLink>
          <ButtonLink href="/items?trashed=true" kind="quiet" icon="trash">
            {t("items.trash")}
          </ButtonLink>
        </div>
        <SaveView {...props} />
      </div>
    </details>
  );
}

function Choices(
  { c: { var: { t, locale } }, query, boxes, brands, categories: inUse }: ListProps,
) {
  const any: Option = { value: "", label: t("items.any") };
  const flag = [any, { value: "true", label: t("common.yes") }, {
    value: "false",
    label: t("common.no"),
  }];
  const named = (values: readonly string[]) => [
    any,
    ...values.map((value) => ({ value, label: value })),
  ];
  const used = [...new Set(inUse.flatMap((key) => pathTo(key).map(({ key }) => key)))];
  const tree = used.map((key) => ({ value: key, label: categoryPath(key, locale) }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <>
      <SelectField
        name="category"
        label={t("inventory.fact_category")}
        options={[any, ...tree]}
        value={query.category}
      />
      <SelectField
        name="brand"
        label={t("inventory.fact_brand")}
        options={named(brands)}
        value={query.brands?.[0]}
      />
      <TextField name="size" label={t("inventory.fact_sizeLabel")} value={query.size} />
      <SelectField
        name="box"
        label={t("items.box")}
        options={named(boxes)}
        value={query.boxes?.[0]}
      />
      <SelectField
        name="photos"
        label={t("items.has_photos")}
        options={flag}
        value={query.hasPhotos === undefined ? "" : String(query.hasPhotos)}
      />
      <SelectField
        name="missing"
        label={t("items.missing")}
        options={[
          any,
          ...FACT_NAMES.map((name) => ({ value: name, label: t(`inventory.fact_${name}`) })),
        ]}
        value={query.missing?.[0]}
      />
      <SelectField
        name="sort"
        label={t("items.sort")}
        options={SORTS.map((sort) => ({ value: sort, label: t(`inventory.sort_${sort}`) }))}
        value={query.sort ?? "relevance"}
      />
    </>
  );
}

/** Saves the form's fields as a view; the button posts to another URL. */
function SaveView({ c: { var: { t } }, query }: ListProps) {
  return (
    <div class="row">
      <input type="hidden" name="address" value={addressOf(query)} />
      <input
        class="input grow"
        name="view"
        maxLength={60}
        aria-label={t("items.view_name")}
        placeholder={t("items.view_name")}
      />
      <Button type="submit" formAction="/items/views" formMethod="post">
        {t("items.save_view")}
      </Button>
    </div>
  );
}
