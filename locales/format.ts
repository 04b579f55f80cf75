/** Numbers, money and dates as the reader writes them; Italy's time, wherever the computer stands. */
import type { Money } from "../services/base/money.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIME_ZONE } from "../services/base/time.ts";
import { INTL, type Locale } from "./mod.ts";

/** Making a formatter is slow, using it is not: each is made once. */
function once<F>(
  make: (locale: Locale, detail: string) => F,
): (locale: Locale, detail?: string) => F {
  const made = new Map<string, F>();
  return (locale, detail = "") => {
    const key = `${locale} ${detail}`;
    const known = made.get(key) ?? make(locale, detail);
    made.set(key, known);
    return known;
  };
}

const numbers = once((locale) => new Intl.NumberFormat(INTL[locale]));
const figures = once((locale) =>
  new Intl.NumberFormat(INTL[locale], { useGrouping: false, maximumSignificantDigits: 15 })
);
const amounts = once((locale, currency) =>
  new Intl.NumberFormat(INTL[locale], { style: "currency", currency })
);
const relative = once((locale) => new Intl.RelativeTimeFormat(INTL[locale], { numeric: "auto" }));
const dates = once((locale, style) => new Intl.DateTimeFormat(INTL[locale], STYLES[style]));

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "long", year: "numeric", timeZone: TIME_ZONE },
  weekday: { weekday: "long", day: "numeric", month: "long", timeZone: TIME_ZONE },
  moment: { dateStyle: "medium", timeStyle: "short", timeZone: TIME_ZONE },
};

export const number = (locale: Locale, value: number): string => numbers(locale).format(value);

export const money = (locale: Locale, { cents, currency }: Money): string =>
  amounts(locale, currency).format(cents / 100);

/** "22 novembre 2026" */
export const date = (locale: Locale, at: number): string => dates(locale, "day").format(at);

/** "domenica 22 novembre" */
export const weekday = (locale: Locale, at: number): string => dates(locale, "weekday").format(at);

/** "22 nov 2026, 14:05" */
export const moment = (locale: Locale, at: number): string => dates(locale, "moment").format(at);

/** "3 ore fa", "ieri", "fra 2 giorni": of the largest unit that fits. */
export function ago(locale: Locale, at: number, now: number): string {
  const past = now - at;
  const size = Math.abs(past);
  const say = (unit: Intl.RelativeTimeFormatUnit, ms: number) =>
    relative(locale).format(-Math.round(past / ms) || 0, unit);
  if (size < MINUTE_MS) return relative(locale).format(0, "second");
  if (size < HOUR_MS) return say("minute", MINUTE_MS);
  if (size < DAY_MS) return say("hour", HOUR_MS);
  return say("day", DAY_MS);
}

/** "3,2" */
export const tenths = (locale: Locale, number: number): string =>
  new Intl.NumberFormat(INTL[locale], { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    .format(number);

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** "3,2 MB" */
export function bytes(locale: Locale, size: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), BYTE_UNITS.length - 1);
  return new Intl.NumberFormat(INTL[locale], {
    style: "unit",
    unit: BYTE_UNITS[step]!,
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(size / 1000 ** step);
}

/** A number of a spreadsheet: with all its decimals, and no thousands that could be taken for them. */
export const cellNumber = (locale: Locale, value: number): string => figures(locale).format(value);
