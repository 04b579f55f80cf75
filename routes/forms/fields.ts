/** Form fields: each parses the values sent under its name, or gives one sentence why they are refused. */
import { z } from "zod";
import { INTL, type Locale, type MessageKey } from "../../locales/mod.ts";
import type { Params } from "../../services/base/errors.ts";
import { AMOUNT_CENTS_MAX } from "../../services/inventory/mod.ts";
import { type Money, parseMoney } from "../../services/base/money.ts";

const CENTS = 100;
const ISO_DAY = z.iso.date();
const DAY_CHARS_MAX = 20;
const AMOUNT_CHARS_MAX = 60;

/** Why a field's value is refused. */
export class Wrong {
  constructor(readonly key: MessageKey, readonly params: Params = {}) {}
}

export type Field<V> = z.ZodType<V, readonly string[] | undefined>;

/** @param read gets the values that were sent under the field's name, none where it was left out */
export function field<V>(read: (values: readonly string[]) => V | Wrong): Field<V> {
  return z.array(z.string()).readonly().default([]).transform((values, context) => {
    const found = read(values);
    if (!(found instanceof Wrong)) return found;
    addWrong(context, found);
    return z.NEVER;
  });
}

interface IssueContext {
  addIssue(issue: { code: "custom"; path?: PropertyKey[]; params: object }): void;
}

/** For what is wrong with several fields together: `path` names the one that is to be corrected. */
export function addWrong(context: IssueContext, { key, params }: Wrong, ...path: string[]): void {
  context.addIssue({ code: "custom", path, params: { key, params } });
}

/** Browsers write line ends as two characters. */
const first = (values: readonly string[]): string =>
  (values[0] ?? "").replaceAll("\r\n", "\n").trim();

interface TextOptions {
  readonly max: number;
  readonly required?: boolean;
}

/** Without spaces around it; empty where nothing was written. */
export const text = ({ max, required = false }: TextOptions): Field<string> =>
  field((values) => {
    const given = first(values);
    if (required && given === "") return new Wrong("forms.required");
    return given.length > max ? tooLong(given, max) : given;
  });

/** Parses a text; `null` for an empty one. */
export const parsed = <V>({ max }: Pick<TextOptions, "max">, parse: (given: string) => V | Wrong) =>
  field((values): V | null | Wrong => {
    const given = first(values);
    if (given === "") return null;
    return given.length > max ? tooLong(given, max) : parse(given);
  });

const tooLong = ({ length }: string, max: number) => new Wrong("forms.too_long", { max, length });

interface LinesOptions {
  readonly max: number;
  /** Longest line, in characters. */
  readonly charsMax: number;
}

/** One thing a line; empty lines are left out. */
export const lines = ({ max, charsMax }: LinesOptions): Field<string[]> =>
  field((values) => {
    const given = first(values).split("\n").map((line) => line.trim()).filter(Boolean);
    const long = given.find((line) => line.length > charsMax);
    if (long !== undefined) return tooLong(long, charsMax);
    return given.length > max ? new Wrong("forms.too_many_lines", { max }) : given;
  });

/** One of a few. @param fallback where nothing was chosen; without it something must be */
export const choice = <const V extends string, F extends V | null = never>(
  options: readonly V[],
  fallback?: F,
): Field<V | F> =>
  field((values) => {
    const given = first(values);
    if (given === "" && fallback !== undefined) return fallback;
    return options.find((option) => option === given) ?? new Wrong("forms.choose");
  });

/** Any number of them. */
export const several = <const V extends string>(options: readonly V[]): Field<V[]> =>
  field((values) => {
    const known = options.filter((option) => values.includes(option));
    return known.length === new Set(values).size ? known : new Wrong("forms.choose");
  });

export const tick: Field<boolean> = field((values) => values.length > 0);

interface WholeOptions {
  readonly min: number;
  readonly max: number;
}

/** A whole number, `null` where nothing was written. */
export const optionalWhole = ({ min, max }: WholeOptions): Field<number | null> =>
  field((values) => {
    const given = first(values).replace(/\s*%$/, "");
    if (given === "") return null;
    const number = /^[+-]?\d{1,15}$/.test(given) ? Number(given) : NaN;
    return number >= min && number <= max ? number : new Wrong("forms.not_whole", { min, max });
  });

export const whole = (range: WholeOptions): Field<number> =>
  optionalWhole(range).transform((number, context) => {
    if (number !== null) return number;
    addWrong(context, new Wrong("forms.required"));
    return z.NEVER;
  });

interface AmountOptions {
  /** Currency of an amount without a currency sign. @default EUR */
  readonly currency?: string;
  readonly centsMin?: number;
  readonly centsMax?: number;
}

/** An amount of money, `null` where nothing was written. */
export const amount = (
  { currency = "EUR", centsMin = 0, centsMax = AMOUNT_CENTS_MAX }: AmountOptions = {},
): Field<Money | null> =>
  parsed({ max: AMOUNT_CHARS_MAX }, (given) => {
    // A negative amount is understood, and refused for what it is.
    const money = parseMoney(given.replace(/^[-−]/, ""), currency);
    if (!money) return new Wrong("forms.not_money", { value: shortened(given) });
    const isNegative = /^[-−]/.test(given) && money.cents > 0;
    return isNegative || money.cents < centsMin || money.cents > centsMax
      ? new Wrong("forms.money_range", { min: centsMin / CENTS, max: centsMax / CENTS })
      : money;
  });

/** A date as `<input type="date">` sends it; `null` for none. */
export const day: Field<string | null> = parsed(
  { max: DAY_CHARS_MAX },
  (given) => ISO_DAY.safeParse(given).success ? given : new Wrong("forms.not_day"),
);

const SHOWN_CHARS = 40;
export const shortened = (given: string): string =>
  given.length > SHOWN_CHARS ? `${given.slice(0, SHOWN_CHARS - 1)}…` : given;

/** Formats an amount for a form field, without its currency: "12,50". */
export function amountText(locale: Locale, cents: number): string {
  return (cents / CENTS).toLocaleString(INTL[locale], {
    minimumFractionDigits: 2,
    useGrouping: false,
  });
}
