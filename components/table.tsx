/** A table whose heading stays visible and which scrolls sideways inside its own frame. */
import type { ComponentChildren } from "preact";

export interface Column {
  key: string;
  label: string;
  /** A column of numbers, aligned to the right. */
  figure?: boolean;
}

export interface TableRow {
  id: string;
  /** Cells by the key of their column. */
  cells: Readonly<Record<string, ComponentChildren>>;
  /** Left out of the estimate, and shown so. */
  struck?: boolean;
}

export function Table({ caption, columns, rows }: {
  /** Names the table for people who navigate by tables. */
  caption: string;
  columns: readonly Column[];
  rows: readonly TableRow[];
}) {
  return (
    <div class="table-frame" role="region" aria-label={caption} tabindex={0}>
      <table class="table">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, figure }) => (
              <th key={key} scope="col" class={figure ? "num" : undefined}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells, struck }) => (
            <tr key={id} data-row class={struck ? "struck" : undefined}>
              {columns.map(({ key, figure }) => (
                <td key={key} class={figure ? "num" : undefined}>{cells[key]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
