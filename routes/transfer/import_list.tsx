/** Upload form and the list of recent imports. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { ago } from "../../locales/format.ts";
import { MEGABYTE, TABLE_BYTES_MAX } from "../../services/tables/mod.ts";
import type { Import } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";

const ACCEPTED =
  ".csv,.tsv,.txt,.xlsx,.xls,.html,.zip,.json,text/csv,application/json,application/zip";
const TONES: Record<Import["state"], StateTone> = {
  open: "attention",
  running: "active",
  done: "done",
  undoing: "active",
  undone: "idle",
};

interface Props {
  c: Context<Env>;
  imports: readonly Import[];
  now: number;
  error?: string;
}

export function ImportsPage({ c: { var: { t, locale } }, imports, now, error }: Props) {
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("transfer.import_title")}</h1>
      </header>
      <Sheet>
        <p>{t("transfer.import_intro")}</p>
        <form method="post" action="/import" enctype="multipart/form-data" class="form">
          <TextField
            type="file"
            name="file"
            label={t("transfer.import_file")}
            hint={t("transfer.import_file_hint", { table: TABLE_BYTES_MAX / MEGABYTE })}
            accept={ACCEPTED}
            required
            error={error}
          />
          <Button type="submit" kind="main" icon="upload">{t("transfer.import_upload")}</Button>
        </form>
      </Sheet>
      <Sheet title={t("transfer.imports_past")}>
        {imports.length === 0 && <EmptyState icon="upload">{t("transfer.imports_none")}
        </EmptyState>}
        <ul class="plain-lines">
          {imports.map(({ id, name, state, createdAt, outcome }) => (
            <li key={id}>
              <div class="grow">
                <p>
                  <a href={`/import/${id}`}>{name}</a>
                </p>
                {outcome && (
                  <p class="small soft">
                    {t("transfer.result_created", { count: outcome.created })}
                  </p>
                )}
              </div>
              <StateBadge tone={TONES[state]}>{t(`transfer.import_${state}`)}</StateBadge>
              <span class="small soft">{ago(locale, createdAt, now)}</span>
            </li>
          ))}
        </ul>
      </Sheet>
    </div>
  );
}
