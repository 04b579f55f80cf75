/** Parses the form's fields into a watch. */
import { invalid } from "../../services/base/errors.ts";
import {
  DEFAULT_SITE,
  isSite,
  MarketSearchSchema,
  siteFacts,
} from "../../services/marketplace/mod.ts";
import { parseMoney } from "../../services/base/money.ts";
import { category } from "../../services/taxonomy/mod.ts";
import {
  assertHasCriteria,
  assertLimitCurrency,
  DROP_PERCENT_MAX,
  DROP_PERCENT_MIN,
  findCategories,
  NAME_CHARS_MAX,
  type NewWatch,
  NewWatchSchema,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
} from "../../services/watches/mod.ts";
import type { WatchFields } from "./form_fields.ts";

/** @throws Failure whose message names the wrong field */
export function parseWatchForm(fields: WatchFields): NewWatch {
  const search = parseSearch(fields);
  const { brand, limit, dropPercent, channels, countries, delivery, news, lookedUp } = fields;
  const phrases = {
    wanted: splitPhrases(fields.wanted),
    avoided: splitPhrases(fields.avoided),
    sizes: splitSizes(fields.sizes),
  };
  assertHasCriteria({ search, brand, ...phrases });
  const read = NewWatchSchema.safeParse({
    name: fields.name || composeName([brand, search.text, fields.category, fields.wanted]),
    search,
    ...phrases,
    ...(brand && { brand }),
    ...(limit && { limit: parseLimit(limit, siteFacts(search.site).currency) }),
    ...(dropPercent && { dropPercent: parsePercent(dropPercent) }),
    ...(channels.length > 0 && { channels }),
    countries,
    delivery: delivery || undefined,
    news,
    lookedUp,
  });
  if (!read.success) throw failureFor(String(read.error.issues[0]?.path[0]));
  assertLimitCurrency(read.data);
  return read.data;
}

function failureFor(field: string) {
  if (field === "news") return invalid("watches.speaks_of_nothing");
  if (field === "name") return invalid("watches.name_wrong", { max: NAME_CHARS_MAX });
  if (field === "limit") return invalid("watches.limit_wrong");
  if (field === "dropPercent") return percentFailure();
  if (/^(wanted|avoided|sizes|brand)$/.test(field)) {
    return invalid("watches.too_many_words", { max: PHRASES_MAX, length: PHRASE_CHARS_MAX });
  }
  return invalid("common.bad_request");
}

function parseSearch(fields: WatchFields) {
  const numbers = (texts: readonly string[]) => texts.map(Number);
  const read = MarketSearchSchema.safeParse({
    site: isSite(fields.site) ? fields.site : DEFAULT_SITE,
    text: fields.text,
    catalogIds: [...new Set([...numbers(fields.catalogIds), ...categoryIds(fields.category)])],
    brandIds: numbers(fields.brandIds),
    sizeIds: numbers(fields.sizeIds),
    colourIds: numbers(fields.colourIds),
    conditions: numbers(fields.conditions),
    ...(fields.priceFrom && { priceFrom: Number(fields.priceFrom) }),
    ...(fields.priceTo && { priceTo: Number(fields.priceTo) }),
  });
  if (!read.success) throw invalid("common.bad_request");
  return read.data;
}

function categoryIds(words: string): number[] {
  if (words === "") return [];
  const ids = findCategories(words).flatMap((key) => category(key)?.vintedId ?? []);
  if (ids.length === 0) throw invalid("watches.category_unknown", { words });
  return ids;
}

const composeName = (words: readonly string[]): string =>
  words.filter(Boolean).join(" ").slice(0, NAME_CHARS_MAX).trim();

const splitPhrases = (typed: string): string[] =>
  typed.split(/[,;\n]/).map((phrase) => phrase.trim()).filter(Boolean);

/** A comma before a single 5 belongs to the size, as in "38,5, M". */
const splitSizes = (typed: string): string[] =>
  typed.split(/[;\n]|,(?!5(?!\d))/).map((size) => size.trim()).filter(Boolean);

function parseLimit(typed: string, currency: string) {
  const limit = parseMoney(typed, currency);
  if (!limit) throw invalid("watches.limit_wrong");
  return limit;
}

function parsePercent(typed: string): number {
  const percent = Number(typed.replace("%", ""));
  if (!Number.isInteger(percent)) throw percentFailure();
  return percent;
}

const percentFailure = () =>
  invalid("watches.drop_wrong", { min: DROP_PERCENT_MIN, max: DROP_PERCENT_MAX });
