/** Maps a value to its position in the drawing. */

export interface Scale {
  /** A value outside the scale maps to the nearer end. */
  at(value: number): number;
  readonly low: number;
  readonly high: number;
  /** Round values, far enough from each other to be labelled. */
  readonly ticks: readonly number[];
}

interface ScaleOptions {
  readonly low: number;
  readonly high: number;
  /** Positions of the low end (`from`) and the high end (`to`). */
  readonly from: number;
  readonly to: number;
  /** Least distance between two labels, in drawing units. */
  readonly gap: number;
}

/** Round prices, in every power of ten. */
const SAID = [1, 1.5, 2, 3, 4, 5, 7.5];
/** Least ratio of the two ends, since equal ends leave nothing to draw between. */
const LEAST_RATIO = 1.5;

/** A logarithmic scale, since prices differ by ratios, not by amounts. */
export function ratioScale({ low, high, from, to, gap }: ScaleOptions): Scale {
  const spread = Math.max(1, Math.sqrt(LEAST_RATIO * low / high));
  const [bottom, top] = [low / spread, high * spread];
  const length = Math.log(top / bottom);
  const at = (value: number) => between(from, to, Math.log(value / bottom) / length);
  const powers = Array.from(
    { length: Math.ceil(Math.log10(top)) - Math.floor(Math.log10(bottom)) + 1 },
    (_, i) => 10 ** (Math.floor(Math.log10(bottom)) + i),
  );
  const round = powers.flatMap((power) => SAID.map((said) => said * power));
  const inside = round.filter((value) => value >= bottom && value <= top);
  return { at, low: bottom, high: top, ticks: apart(inside, at, gap) };
}

/** A linear scale; its ticks are a round number of units apart, counted from the low end. */
export function evenScale(
  { low, high, from, to, gap, unit }: ScaleOptions & { readonly unit: number },
): Scale {
  const top = Math.max(high, low + unit);
  const at = (value: number) => between(from, to, (value - low) / (top - low));
  const least = gap * (top - low) / Math.abs(to - from) / unit;
  const step = unit * (roundFrom(least) ?? (top - low) / unit);
  const count = Math.floor((top - low) / step) + 1;
  return { at, low, high: top, ticks: Array.from({ length: count }, (_, i) => low + i * step) };
}

const ROUND = [1, 2, 5];
const POWERS = [1, 10, 100, 1_000, 10_000];
const roundFrom = (least: number): number | undefined =>
  POWERS.flatMap((power) => ROUND.map((round) => round * power)).find((round) => round >= least);

const TENTH = 10;
/** Rounds to a tenth of a unit, which is finer than a screen; more digits only add bytes. */
export const tidy = (value: number): number => Math.round(value * TENTH) / TENTH;

const between = (from: number, to: number, share: number): number =>
  tidy(from + Math.min(Math.max(share, 0), 1) * (to - from));

function apart(values: readonly number[], at: (value: number) => number, gap: number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(at(value) - at(last)) >= gap) kept.push(value);
  }
  return kept;
}
