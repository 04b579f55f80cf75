/** A plot with its title and description, and a table of the same figures for people who prefer to read them. */
import type { ComponentChildren } from "preact";
import { type Column, Table, type TableRow } from "../table.tsx";

export interface PlotWords {
  /** Short title, which is the plot's accessible name. */
  readonly title: string;
  /** Describes the plot completely for people who cannot see it. */
  readonly description: string;
  /** Text of the control that opens the table. */
  readonly tableName: string;
}

export interface PlotTable {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** Text would shrink with a scaled drawing, so phones get a narrow one of their own. */
const FRAMES = [{ size: "wide", width: 1000 }, { size: "narrow", width: 320 }] as const;
export type Frame = (typeof FRAMES)[number];

export function PlotFigure({ name, words, table, height, draw }: {
  /** Unique on the page. */
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

/** Anchors text near an edge so that it runs inwards. */
export function anchorAt(x: number, { width }: Frame): "start" | "middle" | "end" {
  const reach = Math.min(width / 3, LABEL_REACH);
  return x < reach ? "start" : x > width - reach ? "end" : "middle";
}

/** Half the width of a long label. */
const LABEL_REACH = 110;
