/** From the neighbours to the answer that is shown. */
import type { Money } from "../base/money.ts";
import { DAY_MS } from "../base/time.ts";
import { expectation } from "./engine/expectation.ts";
import { inOrder } from "./engine/in_order.ts";
import { type Weighed } from "./engine/likeness.ts";
import { type Found, type Nearest, SALES_ENOUGH } from "./engine/nearest.ts";
import {
  type Neighbourhood,
  predict,
  type Prediction,
  priceOf,
  settle,
  SURPRISE_REFUSED,
} from "./engine/neighbourhood.ts";
import { type Novelty, noveltyOf } from "./engine/novelty.ts";
import { NOISE } from "./engine/prior.ts";
import { type Profile, WEAR_STEPS } from "./engine/profile.ts";
import { reliabilityOf } from "./engine/reliability.ts";
import { median } from "./engine/statistics.ts";
import { reasonOf } from "./reason.ts";
import {
  type Answer,
  type Confidence,
  type Doubt,
  type EvidenceRow,
  type Help,
  HELPS,
  type NotEnough,
  type Suggestion,
} from "./suggestion.ts";

/** How far "quick" and "patient" lie from "fair", in half-widths of the interval of 80 %: the third below and above. */
const QUICK_AND_PATIENT = 0.35;
/** Up to these errors an estimate is called good, and fair. */
const GOOD_ERROR = 0.35;
const FAIR_ERROR = 0.5;
/** Beyond this a price would be no better than a guess, and is not said. */
const ERROR_MAX = 0.78;
/** So many comparables make a price. */
export const COMPARABLES_NEEDED = 8;
/** Of a normal distribution: four in five lie within so many standard deviations, half within so many. */
const COVERING_DEVIATIONS = 1.28;
const MEDIAN_DEVIATION = 0.6745;
const WORST_FIRST = [4, 3, 2, 1, 6] as const;
/** A title of fewer words names no model. */
const WORDS_TELLING = 2;
/** Beyond these digits the order in which numbers were added would show. */
const ROUNDING = 1e6;

const rounded = (value: number): number => Math.round(value * ROUNDING) / ROUNDING;

export function estimate(near: Nearest, currency: string, now: number): Answer {
  const { asked, comparables } = near;
  const novelty = noveltyOf(asked, near.found, now);
  const decline = (why: NotEnough["why"]) => notEnough(why, asked, comparables, novelty.doubts);
  if (asked.isLot) return decline("lot");
  if (comparables < COMPARABLES_NEEDED) return decline("too_few");
  if (novelty.isOtherGarment) return decline("kind_unseen");
  const made = suggestion(near, currency, now, novelty);
  return made.expectedError > ERROR_MAX ? decline("too_uncertain") : made;
}

function notEnough(
  why: NotEnough["why"],
  asked: Profile,
  count: number,
  doubts: readonly Doubt[],
): NotEnough {
  const missing: Record<Help, boolean> = {
    brand: asked.brand === "",
    category: asked.category === "",
    condition: asked.condition === 0,
    title: asked.words.length < WORDS_TELLING,
    evidence: true,
  };
  const help = HELPS.filter((key) => missing[key]);
  return { enough: false, why, count, needed: COMPARABLES_NEEDED, doubts, help };
}

function suggestion(near: Nearest, currency: string, now: number, novelty: Novelty): Suggestion {
  const { found } = near;
  const comparables = found.slice(0, near.comparables);
  const sales = comparables.filter(({ weighed }) => weighed.sold);
  const basis = sales.length >= SALES_ENOUGH ? "sold" : "asking";
  const around = settle(found);
  const asked: Weighed = { ...near.asked, sold: basis === "sold" };
  const made = ordered(around, asked, predict(around, asked, NOISE));
  const inside = reliabilityOf(around, asked, made);
  const variance = novelty.variance + inside.distanceVariance;
  const halfWidth = Math.hypot(inside.halfWidth, COVERING_DEVIATIONS * Math.sqrt(variance));
  const error = Math.hypot(inside.error, MEDIAN_DEVIATION * Math.sqrt(variance));
  const at = (offset: number): Money => moneyAt(made.logPrice + offset, currency);
  const step = QUICK_AND_PATIENT * halfWidth;
  return {
    enough: true,
    basis,
    quick: at(-step),
    fair: at(0),
    patient: at(step),
    interval80: { low: at(-halfWidth), high: at(halfWidth) },
    ...bothKinds(around, asked, sales.length, currency),
    count: near.comparables,
    counts: {
      asking: comparables.length - sales.length,
      sold: sales.length,
      own: sales.filter(({ evidence }) => evidence.observation.mode === "own").length,
    },
    freshness: freshnessOf(comparables, now),
    confidence: confidenceOf(error, novelty.doubts),
    doubts: novelty.doubts,
    expectedError: rounded(error),
    rows: rowsOf(comparables, made, asked, currency),
    trolls:
      around.surprises.subarray(0, near.comparables).filter((one) =>
        Math.abs(one) >= SURPRISE_REFUSED
      ).length,
  };
}

const moneyAt = (logPrice: number, currency: string): Money => ({
  cents: Math.max(1, Math.round(Math.exp(logPrice))),
  currency,
});

/** Better condition never costs less, whatever a handful of odd prices say. */
function ordered(around: Neighbourhood, asked: Weighed, made: Prediction): Prediction {
  if (asked.condition === 0) return made;
  const prices = inOrder(
    WORST_FIRST.map((condition) =>
      priceOf(around, { ...asked, condition, wear: WEAR_STEPS[condition] })
    ),
  );
  return { ...made, logPrice: prices[WORST_FIRST.indexOf(asked.condition)] ?? made.logPrice };
}

function bothKinds(around: Neighbourhood, asked: Weighed, sales: number, currency: string) {
  const of = (sold: boolean) => moneyAt(priceOf(around, { ...asked, sold }), currency);
  return {
    ...(sales < around.neighbours.length && { asking: of(false) }),
    ...(sales > 0 && { sold: of(true) }),
  };
}

function freshnessOf(found: readonly Found[], now: number): Suggestion["freshness"] {
  const seen = found.map(({ evidence }) => evidence.observation.seenAt);
  return { newest: Math.max(...seen), medianDays: Math.max(0, (now - median(seen)) / DAY_MS) };
}

/** Nothing is good that the comparables say nothing about. */
function confidenceOf(error: number, doubts: readonly Doubt[]): Confidence {
  if (error > FAIR_ERROR) return "weak";
  return error <= GOOD_ERROR && doubts.length === 0 ? "good" : "fair";
}

function rowsOf(
  comparables: readonly Found[],
  { weights }: Prediction,
  asked: Weighed,
  currency: string,
): EvidenceRow[] {
  const said = weights.slice(0, comparables.length).map((weight) => Math.max(0, weight));
  const total = said.reduce((sum, weight) => sum + weight, 0) || 1;
  const wanted = expectation(asked);
  return comparables.map((one, i): EvidenceRow => ({
    observation: one.evidence.observation,
    weight: rounded(said[i]! / total),
    reason: reasonOf(asked, one),
    adjusted: moneyAt(one.logPrice + wanted - expectation(one.weighed), currency),
  })).sort((a, b) => b.weight - a.weight || (a.observation.id < b.observation.id ? -1 : 1));
}
