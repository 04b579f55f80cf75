/** Figures in rows. The heading stays in sight; what is too wide scrolls inside its own frame. */
import type { ComponentChildren } from "preact";

export interface Column {
  key: string;
  label: string;
  /** Figures stand right, under each other. */
  figure?: boolean;
}

export interface TableRow {
  id: string;
  /** By the columns' keys. */
  cells: Readonly<Record<string, ComponentChildren>>;
  /** Left out of the count, and seen to be. */
  struck?: boolean;
}

export function Table({ caption, columns, rows }: {
  /** What the table is, for those who jump from table to table. */
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
