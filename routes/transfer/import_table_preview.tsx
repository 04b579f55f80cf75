/** Preview of a table's import, before anything is written. */
import type { Context } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import type { T } from "../../locales/mod.ts";
import {
  type Column,
  type ColumnView,
  type Conflict,
  CONFLICTS,
  type Import,
  type TableReport,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { columnName } from "./import_columns.tsx";
import { type ChoiceWords, ConflictField, Decide } from "./import_decide.tsx";
import { RowsForm } from "./import_rows.tsx";

const CHOICES_OF: Record<Conflict, ChoiceWords> = {
  same: [
    ["skip", "transfer.choice_skip"],
    ["update", "transfer.choice_update"],
    ["new", "transfer.choice_new"],
  ],
  number: [
    ["new", "transfer.choice_new_number"],
    ["update", "transfer.choice_update"],
    ["skip", "transfer.choice_skip"],
  ],
  alike: [
    ["skip", "transfer.choice_skip"],
    ["update", "transfer.choice_update"],
    ["new", "transfer.choice_new"],
  ],
};

/** Columns that many tables fill only on the first line of a group. */
const GROUPING: readonly Column[] = ["brand", "category", "lot", "box"];

interface Props {
  c: Context<Env>;
  value: Import;
  report: TableReport;
  /** Why the typed line numbers are refused. */
  linesError?: string;
  typedLines?: string;
}

export function TablePreview({ c, value, report, linesError, typedLines }: Props) {
  const { t } = c.var;
  const { actions, conflicts, columns, noted } = report;
  const met = CONFLICTS.filter((conflict) => conflicts[conflict].count > 0);
  const toColumns = !value.own && (
    <ButtonLink href={`/import/${value.id}/columns`}>{t("transfer.to_columns")}</ButtonLink>
  );
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("transfer.preview_title")}</h1>
      </header>
      <Decide c={c} value={value} summary={t("transfer.summary", { ...actions })}>
        {met.map((conflict) => (
          <ConflictField
            key={conflict}
            c={c}
            value={value}
            conflict={conflict}
            label={t(`transfer.conflict_${conflict}`, { count: conflicts[conflict].count })}
            samples={conflicts[conflict].samples.flatMap(({ known }) => known?.number ?? [])}
            choices={CHOICES_OF[conflict]}
          />
        ))}
      </Decide>
      <Warnings t={t} report={report} />
      <Sheet title={t("transfer.columns_become")} action={toColumns}>
        <ul class="plain-lines">
          {columns.map((column, at) => <ColumnLine key={at} t={t} column={column} />)}
        </ul>
      </Sheet>
      {noted.length > 0 && (
        <Sheet title={t("transfer.noted_title")}>
          <p class="soft">{t("transfer.noted_intro")}</p>
          <ul>
            {noted.map(({ reason, header, count, samples }) => (
              <li key={`${reason} ${header}`}>
                {t(`transfer.noted_${reason}`, { count, header, values: samples.join(" · ") })}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <RowsForm c={c} value={value} report={report} error={linesError} typed={typedLines} />
    </div>
  );
}

/** The first places, and a mark that there are more. */
const listed = ({ places, count }: TableReport["strays"]): string =>
  places.join(", ") + (count > places.length ? " …" : "");

function Warnings({ t, report }: { t: T; report: TableReport }) {
  const { strays, mergedCells, notesCut, actions } = report;
  const sentences = [
    strays.count > 0 &&
    t("transfer.strays", { count: strays.count, places: listed(strays) }),
    mergedCells > 0 && t("transfer.merged", { count: mergedCells }),
    notesCut > 0 && t("transfer.notes_cut", { count: notesCut }),
    actions.update > 0 && t("transfer.update_keeps"),
  ].filter((sentence) => sentence !== false);
  if (sentences.length === 0) return null;
  return (
    <Notice>
      {sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
    </Notice>
  );
}

function ColumnLine({ t, column: view }: { t: T; column: ColumnView }) {
  const { header, column, proposed, hasGaps } = view;
  const isOftenGrouped = column !== null && GROUPING.includes(column);
  return (
    <li>
      <div class="grow">
        <p>{columnName(t, view)}</p>
        {hasGaps && isOftenGrouped && <p class="small soft">{t("transfer.column_gaps")}</p>}
        {proposed && (
          <p class="small soft">
            {t("transfer.column_proposed", { column: t(`transfer.column_${proposed}`) })}
          </p>
        )}
      </div>
      {column
        ? (
          <span>
            {t(column === "note" && !header ? "transfer.into_note" : `transfer.column_${column}`)}
          </span>
        )
        : (
          <StateBadge tone={proposed ? "attention" : "idle"}>
            {t("transfer.column_not_read")}
          </StateBadge>
        )}
    </li>
  );
}
