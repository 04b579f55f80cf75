/** Fields that are chosen rather than typed: conditions, countries, and the filters of a pasted link. */
import { ChipChoice } from "../../components/chips.tsx";
import { SelectField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { money } from "../../locales/format.ts";
import {
  CONNECTED_WITH_ITALY,
  DEFAULT_SITE,
  isSite,
  siteFacts,
  SITES,
} from "../../services/marketplace/mod.ts";
import { siteOptions } from "../frame/site_options.ts";
import { LINK_FILTERS, LINK_PRICES } from "./form_fields.ts";
import type { WatchFormProps } from "./form_props.ts";
import { countryName, ID_WORDS } from "./watch_summary.ts";

export function Choices({ label, hint, name, chosen, options }: {
  label: string;
  hint?: string;
  name: string;
  chosen: readonly string[];
  options: readonly { value: string; label: string }[];
}) {
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="chips">
        {options.map(({ value, label }) => (
          <ChipChoice key={value} name={name} value={value} checked={chosen.includes(value)}>
            {label}
          </ChipChoice>
        ))}
      </div>
    </fieldset>
  );
}

/** Collapsed by default: most owners search their own site and accept every country. */
export function Countries(
  { c: { var: { t, locale } }, fields: { countries, site } }: WatchFormProps,
) {
  const nearFirst = [...new Set([...CONNECTED_WITH_ITALY, ...SITES])];
  const isUsual = countries.length === 0 && (site === "" || site === DEFAULT_SITE);
  return (
    <details class="composed watch-places" open={!isUsual}>
      <summary>{t("watches.countries_and_site")}</summary>
      <Choices
        label={t("watches.countries")}
        hint={t("watches.countries_hint")}
        name="countries"
        chosen={countries}
        options={nearFirst.map((site) => ({ value: site, label: countryName(site, locale) }))}
      />
      <SelectField
        name="site"
        label={t("watches.site")}
        hint={t("watches.site_hint")}
        value={site || DEFAULT_SITE}
        options={siteOptions(locale)}
      />
    </details>
  );
}

/** The filters of a pasted link that have no field of their own; each can be removed. */
export function LinkFilters({ c, fields }: WatchFormProps) {
  const { t, locale } = c.var;
  const site = isSite(fields.site) ? fields.site : DEFAULT_SITE;
  const price = (cents: string) =>
    money(locale, { cents: Number(cents), currency: siteFacts(site).currency });
  const filters = LINK_FILTERS.flatMap((name) =>
    fields[name].map((value) => ({ name, value, label: ID_WORDS[name](Number(value), c.var) }))
  );
  const prices = LINK_PRICES.filter((name) => fields[name] !== "").map((name) => ({
    name,
    value: fields[name],
    label: name === "priceFrom"
      ? t("watches.price_from", { price: price(fields[name]) })
      : t("watches.price_to", { price: price(fields[name]) }),
  }));
  const all = [...filters, ...prices];
  if (all.length === 0) return null;
  return (
    <Sheet title={t("watches.filters")}>
      {fields.brandIds.length > 0 && fields.brand === "" && <p>{t("watches.brand_by_number")}</p>}
      <div class="chips" role="group" aria-label={t("watches.filters")}>
        {all.map(({ name, value, label }) => (
          <ChipChoice key={`${name}${value}`} name={name} value={value} checked>{label}</ChipChoice>
        ))}
      </div>
    </Sheet>
  );
}
