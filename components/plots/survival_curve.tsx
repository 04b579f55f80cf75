/** Kaplan–Meier curve: the share still on sale after so many days, with its interval. */
import { PlotFigure, type PlotTable, type PlotWords } from "./plot_figure.tsx";
import { Axes, dayGap, FIELD, fieldRight, Grid, PLOT_HEIGHT } from "./axes.tsx";
import { evenScale, type Scale } from "./scale.ts";

interface SurvivalPoint {
  readonly day: number;
  /** Share (0 to 1) still on sale after that day, and its interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export interface Survival {
  /** The earliest day first; before it the share is 1. */
  readonly points: readonly SurvivalPoint[];
  readonly from: number;
  readonly until: number;
  /** Label at the end of the line. */
  readonly text: string;
}

interface SurvivalCurveProps {
  readonly name: string;
  /** At most two; the second is drawn dashed. */
  readonly curves: readonly Survival[];
  readonly words: PlotWords;
  readonly table: PlotTable;
  readonly day: (days: number) => string;
  readonly share: (share: number) => string;
}

const SHARE_GAP = 90;
const SHARE_UNIT = 0.1;
/** Distance of a label above its line. */
const TEXT_RISE = 7;

export function SurvivalCurve({ name, curves, words, table, day, share }: SurvivalCurveProps) {
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return null;
  return (
    <PlotFigure
      name={name}
      words={words}
      table={table}
      height={PLOT_HEIGHT}
      draw={(frame) => {
        const right = fieldRight(frame);
        const place: Place = {
          across: evenScale({
            low: 0,
            high: Math.max(...drawn.map(({ until }) => until)),
            from: FIELD.left,
            to: right,
            gap: dayGap(frame),
            unit: 1,
          }),
          up: evenScale({
            low: 0,
            high: 1,
            from: FIELD.bottom,
            to: FIELD.top,
            gap: SHARE_GAP,
            unit: SHARE_UNIT,
          }),
        };
        return (
          <>
            {drawn.map((curve) => (
              <path key={curve.text} class="plot-spread" d={spread(curve, place)} />
            ))}
            <Grid up={place.up} frame={frame} />
            {drawn.map((curve, at) => (
              <Line key={curve.text} curve={curve} place={place} second={at > 0} />
            ))}
            <Axes {...place} acrossWord={day} upWord={share} />
          </>
        );
      }}
    />
  );
}

interface Place {
  readonly across: Scale;
  readonly up: Scale;
}

function Line({ curve, place, second }: { curve: Survival; place: Place; second: boolean }) {
  const { across, up } = place;
  const last = curve.points.at(-1)!;
  const x = across.at(curve.until);
  const y = up.at(last.share) - TEXT_RISE;
  return (
    <>
      <path
        class={second ? "plot-survival plot-survival--second" : "plot-survival"}
        d={`M${across.at(curve.from)} ${up.at(1)}${stepsOf(curve, "share", place)}H${x}`}
      />
      <text class="plot-over plot-name" x={x} y={y} text-anchor="end">{curve.text}</text>
    </>
  );
}

const stepsOf = (
  { points }: Survival,
  part: "share" | "low" | "high",
  { across, up }: Place,
): string => points.map((point) => `H${across.at(point.day)}V${up.at(point[part])}`).join("");

/** Outline of the interval: along the upper bound and back along the lower. */
function spread(curve: Survival, place: Place): string {
  const { across, up } = place;
  const [start, end] = [across.at(curve.from), across.at(curve.until)];
  const back = curve.points.toReversed().map(({ day, low }) => `V${up.at(low)}H${across.at(day)}`);
  return `M${start} ${up.at(1)}${stepsOf(curve, "high", place)}H${end}${back.join("")}V${
    up.at(1)
  }z`;
}
