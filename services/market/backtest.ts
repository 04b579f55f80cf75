/** How far off the prices are: every listing is priced by the engine from those it was kept apart from. */
import { fold } from "../base/text.ts";
import { type Baseline, brandConditionMedian, brandMean } from "./baselines.ts";
import { createMarket } from "./market.ts";
import type { Observation } from "./observation.ts";
import { hash } from "./parsers/mark.ts";
import { type Backtest, reportOf, scoreOf, type Trial, trialOf } from "./score.ts";

export const FOLDS = 5;
const SEED = "pricing";

export interface BacktestOptions {
  /** Another seed parts the listings otherwise. */
  readonly seed?: string;
}

/** Near-copies stay together: neither case, accents, figures nor signs tell two titles apart. */
export function foldOf(title: string, seed: string = SEED): number {
  const key = (fold(title).match(/\p{L}+/gu) ?? []).join(" ");
  return hash(`${seed}\n${key}`) % FOLDS;
}

export function backtest(
  listings: readonly Observation[],
  options: BacktestOptions = {},
): Backtest {
  const trials: Trial[] = [];
  const baselines = createBaselines();
  const folds = listings.map(({ title }) => foldOf(title, options.seed));
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const known = listings.filter((_, i) => folds[i] !== fold);
    const held = listings.filter((_, i) => folds[i] === fold);
    trials.push(...tried(known, held));
    baselines.add(known, held);
  }
  return reportOf(trials, listings.length, baselines.scores());
}

/** Prices every listing, on the day it was seen, from other evidence alone. */
export function backtestFrom(
  evidence: readonly Observation[],
  listings: readonly Observation[],
): Backtest {
  const market = createMarket(evidence);
  const trials = listings.flatMap((one) =>
    trialOf(
      one,
      // A listing that is in both tables does not price itself.
      (subject) => market.suggest({ ...subject, itself: [one.id] }, { now: one.seenAt }),
    ) ?? []
  );
  const baselines = createBaselines();
  baselines.add(evidence, listings);
  return reportOf(trials, listings.length, baselines.scores());
}

function tried(known: readonly Observation[], held: readonly Observation[]): Trial[] {
  const market = createMarket(known);
  const now = known.reduce((latest, { seenAt }) => Math.max(latest, seenAt), 0);
  return held.flatMap((one) => trialOf(one, (subject) => market.suggest(subject, { now })) ?? []);
}

type Pair = readonly [guess: number, actual: number];

/** What people would have said without an engine, fold by fold. */
export function createBaselines() {
  const means: Pair[] = [];
  const medians: Pair[] = [];
  return {
    add(known: readonly Observation[], held: readonly Observation[]): void {
      means.push(...byCurrency(known, held, brandMean));
      medians.push(...byCurrency(known, held, brandConditionMedian));
    },
    scores: (): Backtest["baselines"] => ({
      brand_mean: scoreOf(means),
      brand_condition_median: scoreOf(medians),
    }),
  };
}

function byCurrency(
  known: readonly Observation[],
  held: readonly Observation[],
  baseline: (known: readonly Observation[]) => Baseline,
): Pair[] {
  const currency = ({ price }: Observation) => price.currency;
  const groups = Map.groupBy(known, currency);
  return Map.groupBy(held, currency).entries().toArray().flatMap(([code, group]) => {
    const guess = baseline(groups.get(code) ?? []);
    return group.map((one): Pair => [guess(one), one.price.cents]);
  }).filter(([guess]) => Number.isFinite(guess));
}
