/** Which column of the table is read as what. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { SelectField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import {
  COLUMNS,
  type ColumnView,
  type Import,
  type Mapping,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
  value: Import;
  columns: readonly ColumnView[];
  mapping: Mapping;
  error?: string;
}

export function ColumnsPage({ c: { var: { t } }, value, columns, mapping, error }: Props) {
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
      <Sheet title={value.name}>
        <form method="post" action={`/import/${value.id}/columns`} class="form">
          {columns.map(({ header, samples }, at) => (
            <SelectField
              key={at}
              name={`column${at}`}
              label={header || t("transfer.column_empty")}
              hint={samples.length > 0
                ? t("transfer.example", { values: samples.map(shortened).join(" · ") })
                : undefined}
              options={options}
              value={mapping[at] ?? ""}
            />
          ))}
          <Button type="submit" kind="main" icon="eye">{t("transfer.columns_save")}</Button>
        </form>
        <form method="post" action={`/import/${value.id}/discard`}>
          <Button type="submit" kind="quiet">{t("transfer.discard")}</Button>
        </form>
      </Sheet>
    </div>
  );
}

const SAMPLE_CHARS = 40;
const shortened = (text: string) =>
  text.length > SAMPLE_CHARS ? `${text.slice(0, SAMPLE_CHARS - 1)}…` : text;
