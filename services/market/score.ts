/** How far off a set of prices was: the same figures for a table of listings and for one's own sales. */
import { z } from "zod";
import { mean, median, rising } from "./engine/statistics.ts";
import type { Observation, Subject } from "./observation.ts";
import { type Answer, type Confidence, CONFIDENCES } from "./suggestion.ts";

/** "Within 25 %" */
const CLOSE = 0.25;

const ScoreSchema = z.object({ mdape: z.number(), within25: z.number() });
export type Score = Readonly<z.infer<typeof ScoreSchema>>;

/** How the prices did that carried one label; null where no price carried it. */
const LabelScoreSchema = z.object({
  n: z.number(),
  mdape: z.number().nullable(),
  coverage80: z.number().nullable(),
});
export type LabelScore = Readonly<z.infer<typeof LabelScoreSchema>>;
const UNUSED_LABEL: LabelScore = { n: 0, mdape: null, coverage80: null };

export const BacktestSchema = ScoreSchema.extend({
  n: z.number(),
  /** The share of the listings that got a price. */
  answered: z.number(),
  mae_log: z.number(),
  coverage80: z.number(),
  /** The mean of the logarithm of high over low. */
  width80: z.number(),
  confident: ScoreSchema.extend({ n: z.number(), coverage80: z.number() }),
  /** Reports from before labels were counted hold none. */
  labels: z.record(z.enum(CONFIDENCES), LabelScoreSchema).default({
    good: UNUSED_LABEL,
    fair: UNUSED_LABEL,
    weak: UNUSED_LABEL,
  }),
  baselines: z.object({ brand_mean: ScoreSchema, brand_condition_median: ScoreSchema }),
});
export type Backtest = Readonly<z.infer<typeof BacktestSchema>>;

/** One price said, beside the true one. */
export interface Trial {
  readonly actual: number;
  readonly guess: number;
  readonly low: number;
  readonly high: number;
  readonly expectedError: number;
  readonly confidence: Confidence;
}

/**
 * @param appraise prices from evidence that does not hold the listing itself
 * @returns null where no price was given
 */
export function trialOf(one: Observation, appraise: (subject: Subject) => Answer): Trial | null {
  const { title, brand, category, size, condition, colours, materials, country, price } = one;
  const subject = { title, brand, category, size, condition, colours, materials, country };
  const answer = appraise({ ...subject, currency: price.currency });
  if (!answer.enough) return null;
  const { fair, interval80: { low, high }, expectedError, confidence } = answer;
  return {
    actual: price.cents,
    guess: fair.cents,
    low: low.cents,
    high: high.cents,
    expectedError,
    confidence,
  };
}

/** @param n how many listings were tried, including those that got no price */
export function reportOf(
  trials: readonly Trial[],
  n: number,
  baselines: Backtest["baselines"],
): Backtest {
  const middle = median(trials.map(({ expectedError }) => expectedError));
  const sure = trials.filter(({ expectedError }) => expectedError <= middle);
  return {
    n,
    answered: rounded(trials.length / n),
    ...scoreOf(pairsOf(trials)),
    mae_log: rounded(mean(trials.map(({ guess, actual }) => Math.abs(Math.log(guess / actual))))),
    coverage80: coverageOf(trials),
    width80: rounded(mean(trials.map(({ low, high }) => Math.log(high / low)))),
    confident: {
      n: sure.length,
      ...scoreOf(pairsOf(sure)),
      coverage80: coverageOf(sure),
    },
    labels: {
      good: scoreOfLabel(trials, "good"),
      fair: scoreOfLabel(trials, "fair"),
      weak: scoreOfLabel(trials, "weak"),
    },
    baselines,
  };
}

function scoreOfLabel(trials: readonly Trial[], label: Confidence): LabelScore {
  const labelled = trials.filter(({ confidence }) => confidence === label);
  if (labelled.length === 0) return UNUSED_LABEL;
  const { mdape } = scoreOf(pairsOf(labelled));
  return { n: labelled.length, mdape, coverage80: coverageOf(labelled) };
}

type Pair = readonly [guess: number, actual: number];

const pairsOf = (trials: readonly Trial[]): Pair[] =>
  trials.map(({ guess, actual }) => [guess, actual]);

const coverageOf = (trials: readonly Trial[]): number =>
  rounded(mean(trials.map(({ low, high, actual }) => Number(actual >= low && actual <= high))));

export function scoreOf(pairs: readonly Pair[]): Score {
  const errors = rising(pairs.map(([guess, actual]) => Math.abs(guess - actual) / actual));
  return {
    mdape: rounded(median(errors)),
    within25: rounded(mean(errors.map((error) => Number(error <= CLOSE)))),
  };
}

const DIGITS = 1e4;
const rounded = (value: number): number => Math.round(value * DIGITS) / DIGITS;
