/** Money in whole cents, and prices as people and sites write them. */
import { z } from "zod";

export const MoneySchema = z.object({
  /** Integer cents. */
  cents: z.number().int(),
  /** ISO 4217. */
  currency: z.string().length(3),
});
export type Money = z.infer<typeof MoneySchema>;

const CENTS = 100;
/** More than this is a slip of the keyboard, and beyond it cents are no longer exact. */
const CENTS_MAX = 1_000_000_000_00;
const TEXT_CHARS_MAX = 60;
/** So many digits of a binary number are what was meant by it. */
const EXACT_DIGITS = 15;

const CURRENCIES: Record<string, string> = {
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  eur: "EUR",
  "£": "GBP",
  gbp: "GBP",
  "$": "USD",
  us$: "USD",
  usd: "USD",
  zł: "PLN",
  pln: "PLN",
  kč: "CZK",
  czk: "CZK",
  chf: "CHF",
  kr: "SEK",
  sek: "SEK",
  dkk: "DKK",
  huf: "HUF",
  ft: "HUF",
  ron: "RON",
  lei: "RON",
};
const SPACES = /[\s\u00a0\u202f\u2009]/g;
const SIGN = /[^\d.,'’+-]+/g;
/** Figures with their separators; at most one minus in front. */
const NUMBER = /^([+-]?)(\d[\d.,'’]*)$/;

interface Priced {
  readonly amount?: unknown;
  readonly currency?: unknown;
  readonly currency_code?: unknown;
  readonly currencyCode?: unknown;
}

/**
 * Reads "39,00€", "€ 1 400,00", "1.400", 6, "6.00", `{ amount: "6.00", currency_code: "EUR" }`.
 * Null where it cannot be told; a negative amount is not a price.
 */
export function parseMoney(value: unknown, defaultCurrency = "EUR"): Money | null {
  if (typeof value === "number") return fromNumber(value, defaultCurrency);
  if (typeof value === "string") return fromText(value, defaultCurrency);
  if (typeof value !== "object" || value === null) return null;
  const { amount, currency, currency_code, currencyCode } = value as Priced;
  if (typeof amount !== "number" && typeof amount !== "string") return null;
  const named = currency_code ?? currencyCode ?? currency;
  const code = typeof named === "string" ? currencyOf(named) : defaultCurrency;
  return code === null ? null : parseMoney(amount, code);
}

/** Half a cent is rounded up, as people do: 12.345 is 12.35, though its binary fraction lies below. */
function fromNumber(amount: number, currency: string): Money | null {
  const cents = Math.round(Number((amount * CENTS).toPrecision(EXACT_DIGITS)));
  return Number.isFinite(amount) && cents >= 0 && cents <= CENTS_MAX ? { cents, currency } : null;
}

function fromText(text: string, defaultCurrency: string): Money | null {
  if (text.length > TEXT_CHARS_MAX) return null;
  const joined = text.replace(SPACES, "");
  const signs = joined.match(SIGN) ?? [];
  const [sign, ...more] = signs;
  if (more.length > 0) return null;
  const currency = sign === undefined ? defaultCurrency : currencyOf(sign);
  // "12 e 50": a sign between figures is not a currency.
  if (currency === null || (sign !== undefined && /\d.*[^\d.,'’+-].*\d/.test(joined))) return null;
  const [, minus, figures = ""] = NUMBER.exec(joined.replace(SIGN, "")) ?? [];
  const cents = centsOf(figures);
  return cents === null || minus === "-" || cents > CENTS_MAX ? null : { cents, currency };
}

function currencyOf(sign: string): string | null {
  const known = CURRENCIES[sign.toLowerCase()];
  return known ?? (/^[A-Z]{3}$/.test(sign) ? sign : null);
}

/**
 * The last separator is the decimal one if one or two figures follow it. Three figures make it a separator
 * of thousands: "1.400" and "1,400" are 1,400, as nobody writes tenths of a cent.
 */
function centsOf(figures: string): number | null {
  if (/[.,'’]{2}/.test(figures) || /[.,'’]$/.test(figures)) return null;
  const groups = figures.split(/[.,'’]/);
  const separators = figures.match(/[.,'’]/g) ?? [];
  const last = groups.at(-1) ?? "";
  const decimals = separators.length > 0 && last.length <= 2 && separators.at(-1) !== "'";
  const [first = "", ...rest] = decimals ? groups.slice(0, -1) : groups;
  const thousands = decimals ? separators.slice(0, -1) : separators;
  if (rest.some((group) => group.length !== 3) || (rest.length > 0 && first.length > 3)) {
    return null;
  }
  if (new Set(thousands).size > 1) return null;
  if (decimals && thousands.includes(separators.at(-1) ?? "")) return null;
  if (first === "") return null;
  return Number(first + rest.join("")) * CENTS + (decimals ? Number(last.padEnd(2, "0")) : 0);
}

/** What the marketplace adds for the buyer, by its price list of October 2026; it may vary by item and order. */
const BUYER_FEE = {
  share: 0.05,
  fixedCents: 70,
  /** From here on a flat share was measured, though not in every country. */
  flatFromCents: 500_00,
  flatShare: 0.02,
} as const;

interface BuyerTotal {
  readonly fee: Money;
  /** Without shipping. */
  readonly total: Money;
  /** Always: only the marketplace knows the true fee. */
  readonly estimated: true;
}

/** What a buyer pays for an item at this price, without shipping. An estimate to show, never to book. */
export function buyerTotal(price: Money): BuyerTotal {
  const { share, fixedCents, flatFromCents, flatShare } = BUYER_FEE;
  const fee = price.cents >= flatFromCents
    ? Math.round(price.cents * flatShare)
    : Math.round(price.cents * share) + fixedCents;
  const { currency } = price;
  return {
    fee: { cents: fee, currency },
    total: { cents: price.cents + fee, currency },
    estimated: true,
  };
}
