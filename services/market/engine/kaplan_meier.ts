/** How many are still there after so many days, from spans of which some end unseen (Kaplan and Meier, 1958). */

/** One life as far as it was watched, in days of its age. */
export interface Span {
  /** Before this nobody looked: it says nothing of those days. */
  readonly entry: number;
  readonly exit: number;
  /** It ended then; otherwise only the watching did. */
  readonly ended: boolean;
}

export interface CurvePoint {
  readonly day: number;
  /** Still there after that day, and the interval that four of five such shares lie in. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly atRisk: number;
}

export interface Curve {
  /** One for each day on which something ended. */
  readonly points: readonly CurvePoint[];
  /** How many were watched at all, and how many ends the curve tells. */
  readonly subjects: number;
  readonly events: number;
  /** The curve speaks of these days only: outside of them too few were watched. */
  readonly from: number;
  readonly until: number;
}

/** Fewer than this say nothing of a whole. */
export const AT_RISK_MIN = 5;
/** Of the normal distribution, for an interval of 80 %. */
const QUANTILE_80 = 1.2815515655446004;

export function kaplanMeier(spans: readonly Span[]): Curve {
  const watched = spans.filter(({ entry, exit }) => exit > entry);
  const entries = rising(watched.map(({ entry }) => entry));
  const exits = rising(watched.map(({ exit }) => exit));
  const ends = rising(watched.filter(({ ended }) => ended).map(({ exit }) => exit));
  const days = [...new Set(ends)].map((day) => ({
    day,
    atRisk: countBelow(entries, day) - countBelow(exits, day),
    ended: countBelow(ends, day, true) - countBelow(ends, day),
  }));
  const first = days.findIndex(({ atRisk }) => atRisk >= AT_RISK_MIN);
  const started = first < 0 ? [] : days.slice(first);
  const length = started.findIndex(({ atRisk }) => atRisk < AT_RISK_MIN);
  const told = length < 0 ? started : started.slice(0, length);
  const next = length < 0 ? Infinity : started[length]!.day;
  return {
    points: withIntervals(told),
    subjects: watched.length,
    events: told.reduce((sum, { ended }) => sum + ended, 0),
    from: days[first - 1]?.day ?? 0,
    until: Math.min(next, exits.at(-AT_RISK_MIN) ?? 0),
  };
}

interface Day {
  readonly day: number;
  readonly atRisk: number;
  readonly ended: number;
}

/** Greenwood's variance on the scale of log(-log): the interval stays between 0 and 1. */
function withIntervals(days: readonly Day[]): CurvePoint[] {
  let share = 1;
  let greenwood = 0;
  let high = 1;
  return days.map(({ day, atRisk, ended }) => {
    share *= 1 - ended / atRisk;
    if (share === 0) return { day, share, low: 0, high, atRisk };
    greenwood += ended / (atRisk * (atRisk - ended));
    const width = QUANTILE_80 * Math.sqrt(greenwood) / -Math.log(share);
    high = share ** Math.exp(-width);
    return { day, share, low: share ** Math.exp(width), high, atRisk };
  });
}

const rising = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** Of the latest point up to a day. */
export function intervalAt({ points }: Curve, day: number): Pick<CurvePoint, "low" | "high"> {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (points[middle]!.day <= day) from = middle + 1;
    else to = middle;
  }
  return points[from - 1] ?? { low: 1, high: 1 };
}

/** By halving; `orAt` counts those at the limit too. */
function countBelow(sorted: readonly number[], limit: number, orAt = false): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const value = sorted[middle]!;
    if (value < limit || (orAt && value === limit)) from = middle + 1;
    else to = middle;
  }
  return from;
}
