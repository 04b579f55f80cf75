/** Whether a listing is one that a watch looks for. */
import { siteFacts } from "../marketplace/mod.ts";
import type { Observation } from "../market/mod.ts";
import { buyerTotal } from "../base/money.ts";
import { findBrand, normaliseBrand, recogniseText, sizeById } from "../taxonomy/mod.ts";
import { categoriesOf, categoryOfId, isRelated } from "./categories.ts";
import { fitsSize, isSize } from "./size_words.ts";
import type { Criteria } from "./watch.ts";
import { foldedWords, holds, once, type Phrase, readPhrase, says } from "./words.ts";

/** `undefined`: the listing does not tell, so only the site could know. */
type Verdict = boolean | undefined;
type Check = (observation: Observation) => Verdict;

export interface Matcher {
  /** @param answering it came as an answer to this very search: what the listing leaves open, the site has checked */
  (observation: Observation, answering?: boolean): boolean;
}

export function matches(criteria: Criteria, observation: Observation, answering = false): boolean {
  return matcherOf(criteria)(observation, answering);
}

/** For many observations: what the watch says is read once. */
export function matcherOf(criteria: Criteria): Matcher {
  // The cheap ones first: most listings end there.
  const checks: readonly Check[] = [
    isOnSale,
    inCountry(criteria),
    withinPrices(criteria),
    withinLimit(criteria),
    inCondition(criteria),
    ofColour(criteria),
    saysRightWords(criteria),
    saysText(criteria),
    ofTypedSize(criteria),
    ofSiteSize(criteria),
    ofBrand(criteria),
    inCategory(criteria),
  ];
  return (observation, answering = false) =>
    checks.every((check) => check(observation) ?? answering);
}

const isOnSale: Check = ({ kind, mode }) => kind === "asking" && mode !== "own";

function inCountry({ countries }: Criteria): Check {
  const wanted: readonly string[] = countries;
  return ({ country }) => wanted.length === 0 || wanted.includes(country);
}

/** What the site filters by is the price alone, in its own currency. */
function withinPrices({ search: { site, priceFrom, priceTo } }: Criteria): Check {
  const open = priceFrom === undefined && priceTo === undefined;
  const { currency } = siteFacts(site);
  return ({ price }) => {
    if (open) return true;
    if (price.currency !== currency) return undefined;
    return price.cents >= (priceFrom ?? 0) && price.cents <= (priceTo ?? Infinity);
  };
}

/** A price in another currency is never converted to be compared. */
function withinLimit({ limit }: Criteria): Check {
  return ({ price }) =>
    !limit || (price.currency === limit.currency && buyerTotal(price).total.cents <= limit.cents);
}

function inCondition({ search: { conditions } }: Criteria): Check {
  return ({ condition }) =>
    conditions.length === 0 || (condition && conditions.includes(condition));
}

function ofColour({ search: { colourIds } }: Criteria): Check {
  return ({ colours }) => {
    if (colourIds.length === 0) return true;
    return colours.length === 0 ? undefined : colours.some((id) => colourIds.includes(id));
  };
}

/** Of the title and of the brand; a phrase does not reach from one into the other. */
const wordsOf = once(({ title, brand }: Observation): readonly string[][] => [
  foldedWords(title),
  foldedWords(brand ?? ""),
]);

function saysRightWords({ wanted, avoided }: Criteria): Check {
  const [all, none] = [wanted.map(readPhrase), avoided.map(readPhrase)];
  return (observation) => {
    if (all.length + none.length === 0) return true;
    const places = wordsOf(observation);
    const said = (phrase: Phrase) => places.some((words) => says(words, phrase));
    return all.every(said) && !none.some(said);
  };
}

/** The site finds the words in descriptions too, which an observation does not keep. */
function saysText({ search: { text } }: Criteria): Check {
  const asked = foldedWords(text);
  return (observation) => {
    if (asked.length === 0) return true;
    const words = wordsOf(observation).flat();
    return asked.every((word) => words.includes(word)) || undefined;
  };
}

function ofTypedSize({ sizes }: Criteria): Check {
  return ({ size, title }) => {
    if (sizes.length === 0) return true;
    const label = size ?? recogniseText(title).sizeLabel?.value;
    return label !== undefined && sizes.some((typed) => fitsSize(typed, label));
  };
}

/** The site's own label of a size changes with the country, so only a likeness is proof. */
function ofSiteSize({ search: { sizeIds } }: Criteria): Check {
  const labels = sizeIds.flatMap((id) => sizeById(id)?.label ?? []);
  return ({ size }) => {
    if (sizeIds.length === 0) return true;
    return size !== undefined && labels.some((label) => isSize(label, size)) || undefined;
  };
}

/** "Nike" also means Nike Air; a brand that is named and is another one is a no, whatever the title says. */
function ofBrand({ brand, search: { brandIds } }: Criteria): Check {
  if (brand === undefined) return () => brandIds.length === 0 || undefined;
  const wanted = foldedWords(normaliseBrand(brand) || brand);
  const isWanted = (name: string) => holds(foldedWords(name), wanted);
  return (observation) => {
    if (observation.brand) return isWanted(normaliseBrand(observation.brand));
    if (holds(foldedWords(observation.title), wanted)) return true;
    const found = findBrand(observation.title)?.brand;
    return found !== undefined && isWanted(found) || undefined;
  };
}

/** What words tell of a category is a guess, so it never contradicts the site. */
function inCategory({ search: { catalogIds } }: Criteria): Check {
  const wanted = catalogIds.flatMap((id) => categoryOfId(id) ?? []);
  return (observation) => {
    if (catalogIds.length === 0) return true;
    const found = categoriesOf(observation);
    return found.some((one) => wanted.some((other) => isRelated(one, other))) || undefined;
  };
}
