/** What the same thing is worth to buyers in other countries, and how rare it is there: from the evidence at hand. */
import { CONNECTED_WITH_ITALY, type Site, siteFacts } from "../marketplace/mod.ts";
import { buyerTotal, type Money } from "../base/money.ts";
import { NEIGHBOURS_MAX } from "./engine/nearest.ts";
import type { Subject } from "./observation.ts";
import { type Converted, converted, type Rates } from "./rates.ts";
import type { Answer, Suggestion } from "./suggestion.ts";

/** The buyer's fee is known in this currency; what its fixed part is elsewhere, nobody has told. */
const FEE_CURRENCY = "EUR";

/** What is asked for, wherever it is. */
export type Anywhere = Omit<Subject, "country" | "currency" | "countryAlone">;

export interface MirrorNeeds {
  appraise(subject: Subject): Answer;
  /** How many listings of that country are at hand, of whatever kind. */
  seen(country: Site): number;
  readonly rates: Rates;
}

export interface Abroad {
  readonly country: Site;
  readonly home: boolean;
  /** In the money of the country. "Not enough" is usual. */
  readonly answer: Answer;
  /** What buyers pay there without shipping. Null where there is no price, or its fee is not known. */
  readonly total: Total | null;
  /** The buyer's total, or else the price, in the money of home: to be shown beside it with its date, no more. */
  readonly atHome: Converted | null;
  /** Listings like it there, and all that were seen there. */
  readonly alike: number;
  readonly seen: number;
  /**
   * How much of what was seen there is like it; null where nothing was. A measure of our evidence, which was
   * looked for, not of the country's market.
   */
  readonly share: number | null;
  /** There were more like it than are counted. */
  readonly shareAtLeast: boolean;
}

export interface Total {
  readonly fair: Money;
  readonly low: Money;
  readonly high: Money;
}

export interface MirrorOptions {
  readonly home: Site;
  /** @default those whose buyers see Italian listings */
  readonly countries?: readonly Site[];
}

/** The best-paying first, as far as there is a price; then those with the most evidence. */
export function mirror(
  subject: Anywhere,
  { home, countries = CONNECTED_WITH_ITALY }: MirrorOptions,
  needs: MirrorNeeds,
): Abroad[] {
  const asked = [...new Set([home, ...countries])];
  return asked.map((country) => abroad(subject, country, home, needs))
    .sort((a, b) => worth(b) - worth(a) || b.alike - a.alike || b.seen - a.seen);
}

function abroad(
  subject: Anywhere,
  country: Site,
  home: Site,
  { appraise, seen: seenIn, rates }: MirrorNeeds,
): Abroad {
  const { currency } = siteFacts(country);
  const answer = appraise({ ...subject, country, currency, countryAlone: true });
  const total = answer.enough ? totalOf(answer) : null;
  const seen = seenIn(country);
  const price = total?.fair ?? (answer.enough ? answer.fair : null);
  return {
    country,
    home: country === home,
    answer,
    total,
    atHome: price && converted(price, siteFacts(home).currency, rates),
    alike: answer.count,
    seen,
    share: seen > 0 ? Math.min(1, answer.count / seen) : null,
    shareAtLeast: answer.count >= NEIGHBOURS_MAX,
  };
}

function totalOf({ fair, interval80 }: Suggestion): Total | null {
  if (fair.currency !== FEE_CURRENCY) return null;
  const [middle, low, high] = [fair, interval80.low, interval80.high].map((price) =>
    buyerTotal(price).total
  ) as [Money, Money, Money];
  return { fair: middle, low, high };
}

/** In one money, as far as that is known; for the order alone. */
function worth({ atHome, total, answer }: Abroad): number {
  if (!answer.enough) return -1;
  return (atHome?.money ?? total?.fair ?? answer.fair).cents;
}
