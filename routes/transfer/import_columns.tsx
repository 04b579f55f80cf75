/** Chooses the field of each column, the sheet and the header line. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { CheckField, SelectField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { cellNumber } from "../../locales/format.ts";
import type { T } from "../../locales/mod.ts";
import {
  COLUMNS,
  type ColumnView,
  type Import,
  type TableView,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { blankForm, type Form } from "../forms/form.ts";
import { FormNotice } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

interface Props {
  c: Context<Env>;
  value: Import;
  view: TableView;
  error?: string;
  /** Refused form of the layout. */
  layout?: Form;
}

export function ColumnsPage({ c, value, view, error, layout }: Props) {
  const { t } = c.var;
  const options = [
    { value: "", label: t("transfer.column_none") },
    ...COLUMNS.map((column) => ({ value: column, label: t(`transfer.column_${column}`) })),
  ];
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("transfer.columns_title")}</h1>
      </header>
      <p>{t("transfer.columns_intro")}</p>
      {error && <Notice tone="wrong">{error}</Notice>}
      <LayoutForm t={t} value={value} view={view} form={layout ?? layoutForm(view)} />
      <Sheet title={value.name}>
        <form method="post" action={`/import/${value.id}/columns`} class="form">
          {view.columns.map((column, at) => (
            <SelectField
              key={at}
              name={`column${at}`}
              label={columnName(t, column)}
              hint={<ColumnHint c={c} column={column} />}
              options={options}
              value={column.column ?? ""}
            />
          ))}
          <RepeatField t={t} view={view} />
          <Button type="submit" kind="main" icon="eye">{t("transfer.columns_save")}</Button>
        </form>
        <form method="post" action={`/import/${value.id}/discard`}>
          <Button type="submit" kind="quiet">{t("transfer.discard")}</Button>
        </form>
      </Sheet>
    </div>
  );
}

/** The header, or the letter of a column without one. */
export const columnName = (t: T, { header, letter }: ColumnView): string =>
  header || t("transfer.column_without_header", { letter });

function ColumnHint(
  { c: { var: { t, locale } }, column: { samples, proposed } }: {
    c: Context<Env>;
    column: ColumnView;
  },
) {
  const values = samples.map((cell) =>
    typeof cell === "number" ? cellNumber(locale, cell) : shortened(cell, SAMPLE_CHARS)
  ).join(" · ");
  return (
    <>
      {values && t("transfer.example", { values })}
      {proposed && (
        <b>
          {" "}
          {t("transfer.column_proposed", { column: t(`transfer.column_${proposed}`) })}
        </b>
      )}
    </>
  );
}

const layoutForm = ({ sheet, headerLine }: TableView): Form =>
  blankForm({
    sheet: [String(sheet)],
    headerLine: headerLine === null ? [] : [String(headerLine)],
  });

function LayoutForm({ t, value, view: { sheets, lines }, form }: {
  t: T;
  value: Import;
  view: TableView;
  form: Form;
}) {
  const fields = propsOf(t, form);
  return (
    <Sheet title={t("transfer.layout_title")}>
      <FormNotice t={t} form={form} />
      <form method="post" action={`/import/${value.id}/layout`} class="form">
        {sheets.length > 1 && (
          <SelectField
            {...fields.value("sheet")}
            label={t("transfer.layout_sheet")}
            options={sheets.map(({ name, hidden }, at) => ({
              value: String(at),
              label: hidden
                ? t("transfer.layout_hidden", { name })
                : name || t("transfer.layout_table", { number: at + 1 }),
            }))}
          />
        )}
        <SelectField
          {...fields.value("headerLine")}
          label={t("transfer.layout_header")}
          options={[
            ...lines.map(({ line, cells }) => ({
              value: String(line),
              label: t("transfer.layout_line", {
                line,
                cells: shortened(cells.filter(Boolean).join(" · "), LINE_CHARS),
              }),
            })),
            { value: "", label: t("transfer.layout_no_header") },
          ]}
        />
        <Button type="submit">{t("transfer.layout_save")}</Button>
      </form>
    </Sheet>
  );
}

function RepeatField({ t, view: { columns, repeated } }: { t: T; view: TableView }) {
  const gaps = columns.map((column, at) => ({ column, at }))
    .filter(({ column }) => column.hasGaps && column.column !== "note");
  if (gaps.length === 0) return null;
  return (
    <details class="composed" open={repeated.length > 0}>
      <summary>{t("transfer.repeat_title")}</summary>
      <fieldset class="field">
        <legend class="unseen">{t("transfer.repeat_title")}</legend>
        <p class="hint">{t("transfer.repeat_hint")}</p>
        {gaps.map(({ column, at }) => (
          <CheckField
            key={at}
            id={`repeat${at}`}
            name="repeat"
            value={String(at)}
            label={columnName(t, column)}
            checked={repeated.includes(at)}
          />
        ))}
      </fieldset>
    </details>
  );
}

const SAMPLE_CHARS = 40;
const LINE_CHARS = 70;
const shortened = (text: string, chars: number) =>
  text.length > chars ? `${text.slice(0, chars - 1)}…` : text;
