/** How far off the prices are: every listing is priced by the engine from those it was kept apart from. */
import { mean, median, rising } from "./engine/statistics.ts";
import { folded } from "./engine/title_words.ts";
import { type Baseline, brandConditionMedian, brandMean } from "./baselines.ts";
import { createMarket } from "./market.ts";
import type { Observation } from "./observation.ts";
import { hash } from "./parsers/mark.ts";

export const FOLDS = 5;
const SEED = "pricing";
/** "Within 25 %" */
const CLOSE = 0.25;

export interface Score {
  readonly mdape: number;
  readonly within25: number;
}

export interface Backtest extends Score {
  readonly n: number;
  /** The share for which there was enough to say a price. */
  readonly answered: number;
  readonly mae_log: number;
  readonly coverage80: number;
  /** The mean of the logarithm of high over low. */
  readonly width80: number;
  readonly confident: Score & { readonly n: number; readonly coverage80: number };
  readonly baselines: { readonly brand_mean: Score; readonly brand_condition_median: Score };
}

interface Trial {
  readonly actual: number;
  readonly guess: number;
  readonly low: number;
  readonly high: number;
  readonly expectedError: number;
}

export interface BacktestOptions {
  /** Another seed parts the listings otherwise. */
  readonly seed?: string;
}

/** Near-copies stay together: neither case, accents, figures nor signs tell two titles apart. */
export function foldOf(title: string, seed: string = SEED): number {
  const key = (folded(title).match(/\p{L}+/gu) ?? []).join(" ");
  return hash(`${seed}\n${key}`) % FOLDS;
}

export function backtest(
  listings: readonly Observation[],
  options: BacktestOptions = {},
): Backtest {
  const trials: Trial[] = [];
  const means: [number, number][] = [];
  const medians: [number, number][] = [];
  const folds = listings.map(({ title }) => foldOf(title, options.seed));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const known = listings.filter((_, i) => folds[i] !== fold);
    const held = listings.filter((_, i) => folds[i] === fold);
    trials.push(...tried(known, held));
    means.push(...byCurrency(known, held, brandMean));
    medians.push(...byCurrency(known, held, brandConditionMedian));
  }
  return reportOf(trials, listings.length, {
    brand_mean: scoreOf(means),
    brand_condition_median: scoreOf(medians),
  });
}

function tried(known: readonly Observation[], held: readonly Observation[]): Trial[] {
  const market = createMarket(known);
  const now = known.reduce((latest, { seenAt }) => Math.max(latest, seenAt), 0);
  return held.flatMap((one) => {
    const { title, brand, category, size, condition, colours, materials, country, price } = one;
    const subject = { title, brand, category, size, condition, colours, materials, country };
    const answer = market.suggest({ ...subject, currency: price.currency }, { now });
    if (!answer.enough) return [];
    const { fair, interval80, expectedError } = answer;
    return [{
      actual: price.cents,
      guess: fair.cents,
      low: interval80.low.cents,
      high: interval80.high.cents,
      expectedError,
    }];
  });
}

function byCurrency(
  known: readonly Observation[],
  held: readonly Observation[],
  baseline: (known: readonly Observation[]) => Baseline,
): [number, number][] {
  const currency = ({ price }: Observation) => price.currency;
  const groups = Map.groupBy(known, currency);
  return Map.groupBy(held, currency).entries().toArray().flatMap(([code, group]) => {
    const guess = baseline(groups.get(code) ?? []);
    return group.map((one): [number, number] => [guess(one), one.price.cents]);
  }).filter(([guess]) => Number.isFinite(guess));
}

function reportOf(
  trials: readonly Trial[],
  n: number,
  baselines: Backtest["baselines"],
): Backtest {
  const middle = median(trials.map(({ expectedError }) => expectedError));
  const sure = trials.filter(({ expectedError }) => expectedError <= middle);
  return {
    n,
    answered: rounded(trials.length / n),
    ...scoreOf(trials.map(({ guess, actual }) => [guess, actual])),
    mae_log: rounded(mean(trials.map(({ guess, actual }) => Math.abs(Math.log(guess / actual))))),
    coverage80: coverageOf(trials),
    width80: rounded(mean(trials.map(({ low, high }) => Math.log(high / low)))),
    confident: {
      n: sure.length,
      ...scoreOf(sure.map(({ guess, actual }) => [guess, actual])),
      coverage80: coverageOf(sure),
    },
    baselines,
  };
}

const coverageOf = (trials: readonly Trial[]): number =>
  rounded(mean(trials.map(({ low, high, actual }) => Number(actual >= low && actual <= high))));

function scoreOf(pairs: readonly (readonly [guess: number, actual: number])[]): Score {
  const errors = rising(pairs.map(([guess, actual]) => Math.abs(guess - actual) / actual));
  return {
    mdape: rounded(median(errors)),
    within25: rounded(mean(errors.map((error) => Number(error <= CLOSE)))),
  };
}

const DIGITS = 1e4;
const rounded = (value: number): number => Math.round(value * DIGITS) / DIGITS;
