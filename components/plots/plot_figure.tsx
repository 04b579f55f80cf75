/** A drawing with its name and its story, and the table behind it for whoever would rather read. */
import type { ComponentChildren } from "preact";
import { type Column, Table, type TableRow } from "../table.tsx";

export interface PlotWords {
  /** What is to be seen, in a few words: its name for a screen reader. */
  readonly title: string;
  /** What it says: whoever does not see it knows as much. */
  readonly description: string;
  /** On what opens the table. */
  readonly tableName: string;
}

export interface PlotTable {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Letters do not shrink with a drawing: a phone gets its own. */
const FRAMES = [{ size: "wide", width: 1000 }, { size: "narrow", width: 320 }] as const;
export type Frame = (typeof FRAMES)[number];

export function PlotFigure({ name, words, table, height, draw }: {
  /** Of this drawing alone on its page. */
  name: string;
  words: PlotWords;
  table: PlotTable;
  height: number;
  draw: (frame: Frame) => ComponentChildren;
}) {
  return (
    <figure class="plot">
      {FRAMES.map((frame) => {
        const id = `${name}-${frame.size}`;
        return (
          <svg
            key={id}
            class={`plot-drawing plot-drawing--${frame.size}`}
            viewBox={`0 0 ${frame.width} ${height}`}
            role="img"
            aria-labelledby={`${id}-title`}
            aria-describedby={`${id}-desc`}
          >
            <title id={`${id}-title`}>{words.title}</title>
            <desc id={`${id}-desc`}>{words.description}</desc>
            {draw(frame)}
          </svg>
        );
      })}
      <details class="plot-table">
        <summary>{words.tableName}</summary>
        <Table caption={words.title} {...table} />
      </details>
    </figure>
  );
}

/** Letters at the edge run inwards. */
export function anchorAt(x: number, { width }: Frame): "start" | "middle" | "end" {
  const reach = Math.min(width / 3, LABEL_REACH);
  return x < reach ? "start" : x > width - reach ? "end" : "middle";
}

/** Half of a long label. */
const LABEL_REACH = 110;
