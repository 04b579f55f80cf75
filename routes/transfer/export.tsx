/** Everything out again. */
import { type Context, Hono } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { Transfer } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { tableTexts } from "./table_texts.ts";

const KINDS = [
  { kind: "zip", type: "application/zip" },
  { kind: "csv", type: "text/csv; charset=utf-8" },
  { kind: "json", type: "application/json" },
] as const;
type Kind = (typeof KINDS)[number]["kind"];

interface Needs extends Pick<Services, "clock" | "db"> {
  readonly transfer: Transfer;
}

/** Mounted at `/export`. */
export function exportRoutes({ transfer, clock, db }: Needs): Hono<Env> {
  const app = new Hono<Env>().get("/", (c) => {
    const title = c.var.t("transfer.export_title");
    return page(
      c,
      { title, current: "settings" },
      <ExportPage c={c} unreadable={db.unreadable.list().length} />,
    );
  });
  for (const { kind, type } of KINDS) {
    app.get(`/wardrobe.${kind}`, (c) => {
      const day = new Date(clock.now()).toISOString().slice(0, "2026-01-15".length);
      const name = `${c.var.t("transfer.file_name")}-${day}.${kind}`;
      return c.body(streamOf(transfer, kind, c), 200, {
        "content-type": type,
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      });
    });
  }
  return app;
}

function streamOf({ exports }: Transfer, kind: Kind, c: Context<Env>): ReadableStream<Uint8Array> {
  return kind === "json" ? exports.json() : exports[kind](tableTexts(c.var));
}

interface ExportPageProps {
  c: Context<Env>;
  /** How many records cannot be read, and so not exported. */
  unreadable: number;
}

function ExportPage({ c: { var: { t } }, unreadable }: ExportPageProps) {
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("transfer.export_title")}</h1>
      </header>
      <p>{t("transfer.export_intro")}</p>
      {unreadable > 0 && (
        <Notice tone="wrong">
          <p>
            {t("transfer.export_unreadable", { count: unreadable })}{" "}
            <a href="/settings/unreadable">{t("today.unreadable_link")}</a>
          </p>
        </Notice>
      )}
      {KINDS.map(({ kind }) => (
        <Sheet key={kind} title={t(`transfer.export_${kind}`)}>
          <p>{t(`transfer.export_${kind}_hint`)}</p>
          {kind === "zip" && <Notice>{t("transfer.export_zip_warning")}</Notice>}
          <div class="row">
            <ButtonLink
              href={`/export/wardrobe.${kind}`}
              kind={kind === "zip" ? "main" : "plain"}
              icon="download"
              download
            >
              {t("transfer.download")}
              <span class="unseen">{`: ${t(`transfer.export_${kind}`)}`}</span>
            </ButtonLink>
          </div>
        </Sheet>
      ))}
    </div>
  );
}
