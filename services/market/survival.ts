/** How long it takes to sell, by where the price stands beside the fair one: from listings seen again and again. */
import { DAY_MS } from "../base/time.ts";
import {
  type Curve,
  type CurvePoint,
  intervalAt,
  kaplanMeier,
  type Span,
} from "./engine/kaplan_meier.ts";
import { endOf, type Life, type Position } from "./life.ts";

/** Below these nothing is shown: so many listings that were watched, and so many that went. */
export const SUBJECTS_MIN = 20;
export const EVENTS_MIN = 8;

/** Which day is the first: that of the listing where enough of them say it, else that of our first look. */
export type SinceWhen = "listed" | "first_seen";

export interface DaysToSell {
  readonly enough: true;
  readonly subjects: number;
  readonly events: number;
  readonly points: readonly CurvePoint[];
  /** The curve speaks of these days only. */
  readonly from: number;
  readonly until: number;
  /** Half are gone after so many days; null where it takes longer than anybody watched. */
  readonly median: {
    readonly days: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
}

export interface TooFewWatched {
  readonly enough: false;
  readonly subjects: number;
  readonly events: number;
  readonly subjectsNeeded: number;
  readonly eventsNeeded: number;
}

/** The truth lies between the two readings: what vanished was sold, withdrawn or hidden, and nobody knows which. */
export interface TwoReadings {
  /** Sales alone; what vanished counts as no longer watched. */
  readonly sold: DaysToSell | TooFewWatched;
  /** What vanished counts as sold: as quick as it can be at best. */
  readonly goneToo: DaysToSell | TooFewWatched;
}

export interface TimeOnMarket {
  readonly since: SinceWhen;
  readonly counts: { readonly sold: number; readonly gone: number; readonly still: number };
  readonly all: TwoReadings;
  readonly byPosition: Readonly<Record<Position, TwoReadings>>;
}

export function timeOnMarket(lives: readonly Life[]): TimeOnMarket {
  const watched = lives.filter((life) => life.lastSeen > life.firstSeen || endOf(life) !== null);
  const dated = watched.filter(({ listedAt }) => listedAt !== undefined);
  const since = isEnough(readings(dated, "listed")) ? "listed" : "first_seen";
  const used = since === "listed" ? dated : watched;
  const ofPosition = (position: Position) => used.filter((life) => life.position === position);
  return {
    since,
    counts: {
      sold: used.filter((life) => endOf(life) === "sold").length,
      gone: used.filter((life) => endOf(life) === "gone").length,
      still: used.filter((life) => endOf(life) === null).length,
    },
    all: readings(used, since),
    byPosition: {
      below: readings(ofPosition("below"), since),
      around: readings(ofPosition("around"), since),
      above: readings(ofPosition("above"), since),
    },
  };
}

function readings(lives: readonly Life[], since: SinceWhen): TwoReadings {
  return {
    sold: reading(lives, since, (end) => end === "sold"),
    goneToo: reading(lives, since, (end) => end !== null),
  };
}

const isEnough = ({ sold, goneToo }: TwoReadings): boolean => sold.enough || goneToo.enough;

/** Between the last look and the one that missed it. */
const MIDDLE = 0.5;
const EXTREMES = [0, 1] as const;

/**
 * The curve dates each end in the middle of what is possible; its intervals also hold what would be if all
 * ends were as early or as late as they can be.
 */
function reading(
  lives: readonly Life[],
  since: SinceWhen,
  counts: (end: "sold" | "gone" | null) => boolean,
): DaysToSell | TooFewWatched {
  const spansDated = (dating: number) =>
    lives.map((life) => spanOf(life, since, counts(endOf(life)) ? dating : null));
  const middle = kaplanMeier(spansDated(MIDDLE));
  const { subjects, events, from, until } = middle;
  if (subjects < SUBJECTS_MIN || events < EVENTS_MIN) {
    const needed = { subjectsNeeded: SUBJECTS_MIN, eventsNeeded: EVENTS_MIN };
    return { enough: false, subjects, events, ...needed };
  }
  const curves = [middle, ...EXTREMES.map((dating) => kaplanMeier(spansDated(dating)))];
  return {
    enough: true,
    subjects,
    events,
    points: middle.points.map((point) => ({
      ...point,
      low: Math.min(...curves.map((curve) => intervalAt(curve, point.day).low)),
      high: Math.max(...curves.map((curve) => intervalAt(curve, point.day).high)),
    })),
    from,
    until,
    median: medianOf(middle, curves),
  };
}

/** @param dating null where the watching ended before it did */
function spanOf(life: Life, since: SinceWhen, dating: number | null): Span {
  const { listedAt, firstSeen, lastSeen, gone } = life;
  // A listing that was up before it says so would enter before its first day.
  const start = since === "listed" ? Math.min(listedAt ?? firstSeen, firstSeen) : firstSeen;
  const days = (moment: number) => (moment - start) / DAY_MS;
  const ended = gone !== undefined && dating !== null;
  const exit = ended ? lastSeen + dating * (gone.at - lastSeen) : lastSeen;
  return { entry: days(firstSeen), exit: days(exit), ended };
}

function medianOf(middle: Curve, curves: readonly Curve[]): DaysToSell["median"] {
  const half = ({ points }: Curve, part: "share" | "low" | "high") =>
    points.find((point) => point[part] <= 0.5)?.day ?? null;
  const latest = curves.map((curve) => half(curve, "high"));
  const earliest = curves.map((curve) => half(curve, "low")).filter((day) => day !== null);
  return {
    days: half(middle, "share"),
    low: earliest.length > 0 ? Math.min(...earliest) : null,
    high: latest.some((day) => day === null) ? null : Math.max(...latest.map(Number)),
  };
}
