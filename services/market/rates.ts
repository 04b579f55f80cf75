/**
 * What a foreign amount is in one's own money, for showing beside it: never to reckon with. With the day the
 * rate is from, because it is always an old one.
 */
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import type { Money } from "../base/money.ts";
import data from "./data/rates.json" with { type: "json" };

export const RatesSchema = z.object({
  date: z.iso.date(),
  source: z.string().min(1),
  /** How much of each currency one euro is. */
  perEuro: z.record(z.string().length(3), z.number().positive().finite()),
});
export type Rates = z.infer<typeof RatesSchema>;

/** Those that came with this version; the owner may lay newer ones into the data folder. */
export const SHIPPED_RATES: Rates = RatesSchema.parse(data);

const FILE_CHARS_MAX = 200_000;
const DAY = /<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]/;
const RATE = /<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"](\d+(?:\.\d+)?)['"]/g;

/** The daily file of the European Central Bank (eurofxref-daily.xml), as its page gives it. */
export function readRates(text: string): Rates {
  const file = text.length <= FILE_CHARS_MAX ? text : "";
  const [day, ...more] = file.split(DAY).filter((_, i) => i % 2 === 1);
  const found = [...file.matchAll(RATE)].map(([, currency, rate]) => [currency, Number(rate)]);
  const rates = RatesSchema.safeParse({
    date: day,
    source: SHIPPED_RATES.source,
    perEuro: Object.fromEntries(found),
  });
  // A file of many days would leave it open which one holds.
  if (!rates.success || more.length > 0 || found.length === 0) throw invalid("rates.bad_file");
  return rates.data;
}

/** Days are written so that the later one is also the greater word. */
export const newerRates = (one: Rates, other: Rates): Rates => one.date >= other.date ? one : other;

export interface Converted {
  readonly money: Money;
  /** Of the rate. */
  readonly date: string;
  readonly source: string;
}

/** Null for the same currency, and where no rate is known. */
export function converted({ cents, currency }: Money, to: string, rates: Rates): Converted | null {
  const [from, into] = [perEuro(rates, currency), perEuro(rates, to)];
  if (currency === to || from === undefined || into === undefined) return null;
  const money = { cents: Math.round(cents / from * into), currency: to };
  return { money, date: rates.date, source: rates.source };
}

const perEuro = ({ perEuro }: Rates, currency: string): number | undefined =>
  currency === "EUR" ? 1 : perEuro[currency];
