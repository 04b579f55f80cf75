/** Decides whether a market listing meets the criteria of a watch. */
import { siteFacts } from "../marketplace/mod.ts";
import type { Observation } from "../market/mod.ts";
import { buyerTotal } from "../base/money.ts";
import { findBrand, normaliseBrand, recogniseText, sizeById } from "../taxonomy/mod.ts";
import { categoryByVintedId, inferCategories, isRelated } from "./categories.ts";
import { matchesSiteSize, matchesTypedSize } from "./match_size.ts";
import type { Criteria } from "./watch.ts";
import {
  containsPhrase,
  containsRun,
  foldedWords,
  memoize,
  parsePhrase,
  type Phrase,
} from "./phrases.ts";

/** `undefined` when the listing lacks the fact, so that only the site can know. */
type Verdict = boolean | undefined;
type Check = (observation: Observation) => Verdict;

interface Matcher {
  /** @param isAnswer the listing is a result of this very search, so the site has checked what the listing lacks */
  (observation: Observation, isAnswer?: boolean): boolean;
}

/** Parses the criteria once, for many listings. */
export function createMatcher(criteria: Criteria): Matcher {
  // Cheap checks first: most listings fail one of them.
  const checks: readonly Check[] = [
    isForSale,
    inCountry(criteria),
    withinPrices(criteria),
    withinLimit(criteria),
    inCondition(criteria),
    hasColour(criteria),
    hasWantedWords(criteria),
    hasSearchText(criteria),
    hasTypedSize(criteria),
    hasSiteSize(criteria),
    hasBrand(criteria),
    inCategory(criteria),
  ];
  return (observation, isAnswer = false) => checks.every((check) => check(observation) ?? isAnswer);
}

const isForSale: Check = ({ kind, mode }) => kind === "asking" && mode !== "own";

function inCountry({ countries }: Criteria): Check {
  const wanted: readonly string[] = countries;
  return ({ country }) => wanted.length === 0 || wanted.includes(country);
}

/** The site filters by the listing's price without fees, in its own currency. */
function withinPrices({ search: { site, priceFrom, priceTo } }: Criteria): Check {
  const isUnlimited = priceFrom === undefined && priceTo === undefined;
  const { currency } = siteFacts(site);
  return ({ price }) => {
    if (isUnlimited) return true;
    if (price.currency !== currency) return undefined;
    return price.cents >= (priceFrom ?? 0) && price.cents <= (priceTo ?? Infinity);
  };
}

/** A price in another currency never fits, because prices are not converted. */
function withinLimit({ limit }: Criteria): Check {
  return ({ price }) =>
    !limit || (price.currency === limit.currency && buyerTotal(price).total.cents <= limit.cents);
}

function inCondition({ search: { conditions } }: Criteria): Check {
  return ({ condition }) =>
    conditions.length === 0 || (condition && conditions.includes(condition));
}

function hasColour({ search: { colourIds } }: Criteria): Check {
  return ({ colours }) => {
    if (colourIds.length === 0) return true;
    return colours.length === 0 ? undefined : colours.some((id) => colourIds.includes(id));
  };
}

/** Title and brand apart, so that a phrase does not span both. */
const textsOf = memoize(({ title, brand }: Observation): readonly string[][] => [
  foldedWords(title),
  foldedWords(brand ?? ""),
]);

function hasWantedWords({ wanted, avoided }: Criteria): Check {
  const [required, excluded] = [wanted.map(parsePhrase), avoided.map(parsePhrase)];
  return (observation) => {
    if (required.length + excluded.length === 0) return true;
    const texts = textsOf(observation);
    const occurs = (phrase: Phrase) => texts.some((words) => containsPhrase(words, phrase));
    return required.every(occurs) && !excluded.some(occurs);
  };
}

/** The site searches descriptions too, which market listings do not store. */
function hasSearchText({ search: { text } }: Criteria): Check {
  const asked = foldedWords(text);
  return (observation) => {
    if (asked.length === 0) return true;
    const words = textsOf(observation).flat();
    return asked.every((word) => words.includes(word)) || undefined;
  };
}

function hasTypedSize({ sizes }: Criteria): Check {
  return ({ size, title }) => {
    if (sizes.length === 0) return true;
    const label = size ?? recogniseText(title).sizeLabel?.value;
    return label !== undefined && sizes.some((typed) => matchesTypedSize(typed, label));
  };
}

/** The site's label of a size differs by country, so a mismatch proves nothing. */
function hasSiteSize({ search: { sizeIds } }: Criteria): Check {
  const labels = sizeIds.flatMap((id) => sizeById(id)?.label ?? []);
  return ({ size }) => {
    if (sizeIds.length === 0) return true;
    return size !== undefined && labels.some((label) => matchesSiteSize(label, size)) || undefined;
  };
}

/** "Nike" includes Nike Air. A listing with another brand fails, whatever its title says. */
function hasBrand({ brand, search: { brandIds } }: Criteria): Check {
  if (brand === undefined) return () => brandIds.length === 0 || undefined;
  const wanted = foldedWords(normaliseBrand(brand) || brand);
  const isWanted = (name: string) => containsRun(foldedWords(name), wanted);
  return (observation) => {
    if (observation.brand) return isWanted(normaliseBrand(observation.brand));
    if (containsRun(foldedWords(observation.title), wanted)) return true;
    const found = findBrand(observation.title)?.brand;
    return found !== undefined && isWanted(found) || undefined;
  };
}

/** A category inferred from words is a guess, so it never rules out a result of the site. */
function inCategory({ search: { catalogIds } }: Criteria): Check {
  const wanted = catalogIds.flatMap((id) => categoryByVintedId(id) ?? []);
  return (observation) => {
    if (catalogIds.length === 0) return true;
    const found = inferCategories(observation);
    return found.some((one) => wanted.some((other) => isRelated(one, other))) || undefined;
  };
}
