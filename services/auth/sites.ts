/** The 27 country sites of the marketplace, as their own language links name them. */
export interface Site {
  /** Our name for it, and what is stored. */
  readonly code: string;
  readonly host: string;
  /** ISO 3166: `Intl.DisplayNames` says the country in every language. */
  readonly country: string;
  readonly currency: string;
}

const EURO = "fr be lu nl de at it es pt ie fi ee lv lt sk si hr gr".split(" ");

export const SITES: readonly Site[] = [
  ...EURO.map((code) => site(code, `www.vinted.${code}`, "EUR")),
  site("gb", "www.vinted.co.uk", "GBP"),
  site("pl", "www.vinted.pl", "PLN"),
  site("cz", "www.vinted.cz", "CZK"),
  site("se", "www.vinted.se", "SEK"),
  site("dk", "www.vinted.dk", "DKK"),
  site("hu", "www.vinted.hu", "HUF"),
  site("ro", "www.vinted.ro", "RON"),
  site("us", "www.vinted.com", "USD"),
  site("au", "www.vinted.com.au", "AUD"),
];

export const DEFAULT_SITE = "it";

export function siteByCode(code: string): Site | undefined {
  return SITES.find((site) => site.code === code);
}

function site(code: string, host: string, currency: string): Site {
  return { code, host, country: code.toUpperCase(), currency };
}
