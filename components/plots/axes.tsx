/** A faint grid with its labels on it, so that no legend is needed. */
import type { Frame } from "./plot_figure.tsx";
import type { Scale } from "./scale.ts";

/** Height of a frame in drawing units; the lines are drawn within it. */
export const PLOT_HEIGHT = 260;
export const FIELD = { top: 24, bottom: 224, left: 6 } as const;
/** Least distance between two labels of days, in drawing units. */
export const dayGap = ({ width }: Frame): number => Math.min(150, width / 4);

/** A label nearer to the end than this would be cut off. */
const HALF_LABEL = 32;
/** Right end of the plot; the space beyond is for labels beside a line. */
export const fieldRight = ({ width }: Frame): number => width - 6;

export function Grid({ up, frame }: { up: Scale; frame: Frame }) {
  const right = fieldRight(frame);
  const lines = up.ticks.map((tick) => `M${FIELD.left} ${up.at(tick)}H${right}`);
  return <path class="plot-grid" d={lines.join("")} />;
}

/** Labels of the grid, drawn last so that no line crosses them. */
export function Axes({ across, up, acrossWord, upWord }: {
  across: Scale;
  up: Scale;
  acrossWord: (value: number) => string;
  upWord: (value: number) => string;
}) {
  const isAtEnd = (tick: number) => across.at(across.high) - across.at(tick) < HALF_LABEL;
  return (
    <>
      {up.ticks.map((tick) => (
        <text key={tick} class="plot-over" x={FIELD.left} y={up.at(tick) - 5}>{upWord(tick)}</text>
      ))}
      {across.ticks.map((tick, at) => (
        <text
          key={tick}
          x={across.at(tick)}
          y={FIELD.bottom + 24}
          text-anchor={at === 0 ? "start" : isAtEnd(tick) ? "end" : "middle"}
        >
          {acrossWord(tick)}
        </text>
      ))}
    </>
  );
}
