/** The 27 country sites of the marketplace. */

/** A site's name is its country's code in lower case; records store it. */
export const SITES = [
  "fr",
  "be",
  "lu",
  "nl",
  "de",
  "at",
  "it",
  "es",
  "pt",
  "ie",
  "fi",
  "ee",
  "lv",
  "lt",
  "sk",
  "si",
  "hr",
  "gr",
  "gb",
  "pl",
  "cz",
  "se",
  "dk",
  "hu",
  "ro",
  "us",
  "au",
] as const;
export type Site = (typeof SITES)[number];

export const DEFAULT_SITE: Site = "it";

interface SiteFacts {
  readonly site: Site;
  readonly host: string;
  /** ISO 3166, for `Intl.DisplayNames`. */
  readonly country: string;
  /** ISO 4217 */
  readonly currency: string;
  /** BCP 47: the usual language of browsers in that country. */
  readonly language: string;
}

/** Sites whose listings are shown to each other, by the marketplace's own figures for the EU. */
export const CONNECTED_WITH_ITALY: readonly Site[] = [
  "it",
  "fr",
  "be",
  "nl",
  "lu",
  "es",
  "pt",
  "ie",
  "at",
  "de",
];

const CURRENCIES: Partial<Record<Site, string>> = {
  gb: "GBP",
  pl: "PLN",
  cz: "CZK",
  se: "SEK",
  dk: "DKK",
  hu: "HUF",
  ro: "RON",
  us: "USD",
  au: "AUD",
};
/** Top-level domains that differ from the country's code. */
const ENDS: Partial<Record<Site, string>> = { gb: "co.uk", us: "com", au: "com.au" };
/** Languages whose code differs from the country's. */
const LANGUAGES: Partial<Record<Site, string>> = {
  be: "fr",
  lu: "fr",
  at: "de",
  ie: "en",
  ee: "et",
  si: "sl",
  gr: "el",
  gb: "en",
  cz: "cs",
  se: "sv",
  dk: "da",
  us: "en",
  au: "en",
};

export function isSite(text: string): text is Site {
  return (SITES as readonly string[]).includes(text);
}

export function siteFacts(site: Site): SiteFacts {
  const country = site.toUpperCase();
  return {
    site,
    host: `www.vinted.${ENDS[site] ?? site}`,
    country,
    currency: CURRENCIES[site] ?? "EUR",
    language: `${LANGUAGES[site] ?? site}-${country}`,
  };
}

/** @param host with or without "www." or "m.", in any case. @returns null for other hosts */
export function siteOfHost(host: string): Site | null {
  const [, end] = /^(?:www\.|m\.)?vinted\.([a-z.]{2,6})$/.exec(host.toLowerCase()) ?? [];
  return SITES.find((site) => (ENDS[site] ?? site) === end) ?? null;
}
