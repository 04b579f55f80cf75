/** From what is measured to where it is drawn. */

export interface Scale {
  /** What lies outside of the scale is drawn at its end. */
  at(value: number): number;
  readonly low: number;
  readonly high: number;
  /** Round values, far enough from each other to be labelled. */
  readonly ticks: readonly number[];
}

export interface ScaleOptions {
  readonly low: number;
  readonly high: number;
  /** Where the low end is drawn, and the high one. */
  readonly from: number;
  readonly to: number;
  /** Between two labels, in units of the drawing. */
  readonly gap: number;
}

/** Prices that people say, in every power of ten. */
const SAID = [1, 1.5, 2, 3, 4, 5, 7.5];
/** Two equal ends have nothing between them: so far apart they are drawn. */
const LEAST_RATIO = 1.5;

/** Of equal ratios: prices differ by shares, not by amounts. */
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

/** Of equal amounts; its ticks are a round number of units apart, counted from the low end. */
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
/** A tenth of a unit is finer than a screen; more figures only weigh. */
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
