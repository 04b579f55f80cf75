/** The country sites as a person chooses them: by the country's name in their language. */
import type { Option } from "../../components/field.tsx";
import { INTL, type Locale } from "../../locales/mod.ts";
import { siteFacts, SITES } from "../../services/marketplace/mod.ts";

export function siteOptions(locale: Locale): Option[] {
  const countries = new Intl.DisplayNames(INTL[locale], { type: "region" });
  return SITES.map(siteFacts).map(({ site, host, country }) => ({
    value: site,
    label: `${countries.of(country)} (${host.replace("www.", "")})`,
  })).sort((a, b) => a.label.localeCompare(b.label, INTL[locale]));
}
