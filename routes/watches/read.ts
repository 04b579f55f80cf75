/** From the form's words to a watch; what cannot be understood is said at once, by the field's own sentence. */
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
  categoriesNamed,
  DROP_PERCENT_MAX,
  DROP_PERCENT_MIN,
  mustAskSomething,
  mustLimitInSitesMoney,
  NAME_CHARS_MAX,
  type NewWatch,
  NewWatchSchema,
  PHRASE_CHARS_MAX,
  PHRASES_MAX,
} from "../../services/watches/mod.ts";
import type { WatchFields } from "./fields.ts";

/** @throws Failure with the key of a sentence that names the field */
export function watchOf(fields: WatchFields): NewWatch {
  const search = searchOf(fields);
  const { brand, limit, dropPercent, channels, countries, delivery, news, lookedUp } = fields;
  const phrases = {
    wanted: listOf(fields.wanted),
    avoided: listOf(fields.avoided),
    sizes: sizesOf(fields.sizes),
  };
  mustAskSomething({ search, brand, ...phrases });
  const read = NewWatchSchema.safeParse({
    name: fields.name || nameFrom([brand, search.text, fields.category, fields.wanted]),
    search,
    ...phrases,
    ...(brand && { brand }),
    ...(limit && { limit: limitOf(limit, siteFacts(search.site).currency) }),
    ...(dropPercent && { dropPercent: percentOf(dropPercent) }),
    ...(channels.length > 0 && { channels }),
    countries,
    delivery: delivery || undefined,
    news,
    lookedUp,
  });
  if (!read.success) throw refusalOf(String(read.error.issues[0]?.path[0]));
  mustLimitInSitesMoney(read.data);
  return read.data;
}

function refusalOf(field: string) {
  if (field === "news") return invalid("watches.speaks_of_nothing");
  if (field === "name") return invalid("watches.name_wrong", { max: NAME_CHARS_MAX });
  if (field === "limit") return invalid("watches.limit_wrong");
  if (field === "dropPercent") return percentWrong();
  if (/^(wanted|avoided|sizes|brand)$/.test(field)) {
    return invalid("watches.too_many_words", { max: PHRASES_MAX, length: PHRASE_CHARS_MAX });
  }
  return invalid("common.bad_request");
}

function searchOf(fields: WatchFields) {
  const numbers = (texts: readonly string[]) => texts.map(Number);
  const read = MarketSearchSchema.safeParse({
    site: isSite(fields.site) ? fields.site : DEFAULT_SITE,
    text: fields.text,
    catalogIds: [...new Set([...numbers(fields.catalogIds), ...idsNamed(fields.category)])],
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

function idsNamed(words: string): number[] {
  if (words === "") return [];
  const ids = categoriesNamed(words).flatMap((key) => category(key)?.vintedId ?? []);
  if (ids.length === 0) throw invalid("watches.category_unknown", { words });
  return ids;
}

const nameFrom = (words: readonly string[]): string =>
  words.filter(Boolean).join(" ").slice(0, NAME_CHARS_MAX).trim();

const listOf = (typed: string): string[] =>
  typed.split(/[,;\n]/).map((phrase) => phrase.trim()).filter(Boolean);

/** "38,5, M": a comma before a lone five belongs to the size. */
const sizesOf = (typed: string): string[] =>
  typed.split(/[;\n]|,(?!5(?!\d))/).map((size) => size.trim()).filter(Boolean);

function limitOf(typed: string, currency: string) {
  const limit = parseMoney(typed, currency);
  if (!limit) throw invalid("watches.limit_wrong");
  return limit;
}

function percentOf(typed: string): number {
  const percent = Number(typed.replace("%", ""));
  if (!Number.isInteger(percent)) throw percentWrong();
  return percent;
}

const percentWrong = () =>
  invalid("watches.drop_wrong", { min: DROP_PERCENT_MIN, max: DROP_PERCENT_MAX });
