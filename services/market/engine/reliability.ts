/**
 * How far off an estimate will be: learned from how far off the neighbours' own estimates are, by what sort of
 * thing they are. Shoes of no brand are hard to price, worn ones too; a current model of a known brand is not.
 */
import { dot, factor, forward, solve } from "./cholesky.ts";
import type { Neighbourhood, Prediction } from "./neighbourhood.ts";
import type { Profile } from "./profile.ts";
import { coveringQuantile, mean, rising } from "./statistics.ts";

/** Hits by chance teach nothing: errors below this count as this. */
const LEAST_ERROR = 0.03;
/** Holds the learned differences small where there is little to learn from. */
const SHRINKAGE = 12;
const SPREAD_SCALE = 3;
export const COVERAGE = 0.8;
const LEVELS = [-2, -1, 0, 1, 2, 3, 4, 5];
const CONDITIONS = [6, 1, 2, 3, 4];
/** The neighbours between whose spreads and prices the learned differences hold. */
const RANGE_SHARE = 0.9;
/** Half of all errors are smaller than this many times their geometric mean, if they are normal. */
const MEDIAN_OF_ERRORS = 1.27;

export interface Reliability {
  /** Half the width of the interval that four in five prices fall in, as a logarithm. */
  readonly halfWidth: number;
  /** The error to be expected in the middle case, as a logarithm. */
  readonly error: number;
  /** The variance by which the item lies farther from the evidence than the neighbours do: in neither of the two. */
  readonly distanceVariance: number;
}

interface Case {
  readonly profile: Profile;
  readonly logPrice: number;
  readonly spread: number;
}

export function reliabilityOf(
  around: Neighbourhood,
  asked: Profile,
  made: Prediction,
): Reliability {
  const { neighbours, byOthers, spreadsToday: spreads, origin } = around;
  const known = neighbours.map(({ weighed }, i) =>
    traits({ profile: weighed, logPrice: byOthers[i]!, spread: spreads[i]! }, origin)
  );
  const errors = neighbours.map(({ logPrice }, i) => Math.abs(logPrice - byOthers[i]!));
  const targets = errors.map((error, i) => Math.log(Math.max(error, LEAST_ERROR) / spreads[i]!));
  const usual = mean(targets);
  const learned = learn(known, targets.map((target) => target - usual));
  const scales = learned.alone.map((value, i) => Math.exp(usual + value) * spreads[i]!);
  const spread = Math.min(made.spread, middleRange(spreads).high);
  const range = middleRange(byOthers);
  const logPrice = Math.min(Math.max(made.logPrice, range.low), range.high);
  const mine = traits({ profile: asked, spread, logPrice }, origin);
  const scale = Math.exp(usual + dot(mine, learned.coefficients)) * spread;
  const covering = coveringQuantile(errors.map((error, i) => error / scales[i]!), COVERAGE);
  return {
    halfWidth: covering * scale,
    error: MEDIAN_OF_ERRORS * scale,
    distanceVariance: made.spread ** 2 - spread ** 2,
  };
}

/** The learned differences hold within the range they were learned in; beyond it a straight line misleads. */
function middleRange(values: Float64Array): { readonly low: number; readonly high: number } {
  const sorted = rising(values);
  const outside = (1 - RANGE_SHARE) * (sorted.length - 1);
  return {
    low: sorted[Math.floor(outside / 2)]!,
    high: sorted[Math.ceil(sorted.length - 1 - outside / 2)]!,
  };
}

function traits({ profile, logPrice, spread }: Case, origin: number): number[] {
  const level = Math.min(profile.level, LEVELS.at(-1)!);
  return [
    ...LEVELS.map((one) => one === level ? 1 : 0),
    ...CONDITIONS.map((one) => one === profile.condition ? 1 : 0),
    logPrice - origin,
    SPREAD_SCALE * Math.log(spread),
  ];
}

/** Ridge regression; `alone` is what is said of each case by all others. */
function learn(cases: readonly number[][], targets: readonly number[]) {
  const size = cases[0]?.length ?? 0;
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  cases.forEach((one, n) => {
    for (let i = 0; i < size; i += 1) {
      right[i] = right[i]! + one[i]! * targets[n]!;
      for (let j = 0; j <= i; j += 1) {
        normal[i * size + j] = normal[i * size + j]! + one[i]! * one[j]!;
      }
    }
  });
  for (let i = 0; i < size; i += 1) normal[i * size + i] = normal[i * size + i]! + SHRINKAGE;
  const factored = factor(normal, size);
  const coefficients = solve(factored, right);
  const alone = cases.map((one, n) => {
    const known = forward(factored, one);
    return targets[n]! - (targets[n]! - dot(one, coefficients)) / (1 - dot(known, known));
  });
  return { coefficients, alone };
}
