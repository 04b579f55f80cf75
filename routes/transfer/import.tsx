/** The pages of an import: a file is uploaded, shown as it is read, decided on, imported, and can be taken back. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { MessageKey } from "../../locales/mod.ts";
import { isMessageKey } from "../../locales/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import { CHOICES, isColumn, isTable } from "../../services/transfer/mod.ts";
import type { Import, TableView, Transfer } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { ColumnsPage } from "./import_columns.tsx";
import { BackupPreview } from "./import_backup_preview.tsx";
import { ImportsPage } from "./import_list.tsx";
import { ImportProgress, ImportResult } from "./import_result.tsx";
import { TablePreview } from "./import_table_preview.tsx";
import { readLineRanges } from "./line_ranges.ts";
import { multipart } from "../frame/multipart.ts";
import { page } from "../frame/page.tsx";
import { refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { readFields, readSent } from "../forms/body.ts";
import { parsed, Wrong } from "../forms/fields.ts";
import { answerForm, type Form, type FormStatus, mustFit } from "../forms/form.ts";

const choice = z.enum(CHOICES);
const decisionsForm = z.object({
  same: choice.default("skip"),
  number: choice.default("new"),
  alike: choice.default("skip"),
});

/** Sheets and lines are sent by their numbers. */
const NUMBER_CHARS_MAX = 7;
const numberOr = (key: MessageKey) =>
  parsed(
    { max: NUMBER_CHARS_MAX },
    (given) => /^\d+$/.test(given) ? Number(given) : new Wrong(key),
  );
const LayoutForm = z.object({
  sheet: numberOr("transfer.no_such_sheet"),
  headerLine: numberOr("transfer.no_such_line"),
});
const LAYOUT_FIELD_OF = {
  "transfer.no_such_sheet": "sheet",
  "transfer.no_such_line": "headerLine",
};

interface Needs extends Pick<Services, "jobs" | "clock"> {
  readonly transfer: Transfer;
}

/** Mounted at `/import`. */
export function importRoutes({ transfer: { imports }, jobs, clock }: Needs): Hono<Env> {
  async function list(c: Context<Env>, error?: string, status?: FormStatus) {
    const props = { c, imports: await imports.list(), now: clock.now(), ...(error && { error }) };
    const title = c.var.t("transfer.import_title");
    const options = { title, current: "items" as const, ...(status && { status }) };
    return page(c, options, <ImportsPage {...props} />);
  }

  async function bodyOf(c: Context<Env>, value: Import) {
    const props = { c, value };
    if (value.state === "open") {
      return isTable(value.kind)
        ? <TablePreview {...props} report={await imports.report(value.id)} />
        : <BackupPreview {...props} report={await imports.copyReport(value.id)} />;
    }
    const job = value.jobId ? await jobs.get(value.jobId) : null;
    if (value.state === "running" || value.state === "undoing") {
      return <ImportProgress {...props} job={job} />;
    }
    return <ImportResult {...props} />;
  }

  async function columns(c: Context<Env>, refused?: { error: unknown; view?: TableView }) {
    const value = await imports.get(c.req.param("id")!);
    const view = refused?.view ?? await imports.table(value.id);
    const { sentence: error, status } = refused ? refusalOf(c, refused.error) : {};
    const options = { title: value.name, current: "items" as const, ...(status && { status }) };
    return page(c, options, <ColumnsPage c={c} value={value} view={view} error={error} />);
  }

  async function showLayout(c: Context<Env>, layout: Form, status: FormStatus) {
    const value = await imports.get(c.req.param("id")!);
    const view = await imports.table(value.id);
    const options = { title: value.name, current: "items" as const, status };
    return page(c, options, <ColumnsPage c={c} value={value} view={view} layout={layout} />);
  }

  async function decide(c: Context<Env>): Promise<string> {
    const id = c.req.param("id")!;
    const form = decisionsForm.safeParse(await readFields(c));
    if (!form.success) throw invalid("common.bad_request");
    await imports.decide(id, form.data);
    return id;
  }

  return new Hono<Env>()
    .get("/", (c) => list(c))
    .post("/", async (c) => {
      try {
        const value = await received(c.req.raw, imports);
        const path = isTable(value.kind) && !value.own ? "/columns" : "";
        return c.redirect(`/import/${value.id}${path}`, 303);
      } catch (error) {
        const { sentence, status } = refusalOf(c, error);
        return await list(c, sentence, status);
      }
    })
    .get("/:id", async (c) => {
      const value = await imports.get(c.req.param("id"));
      return page(c, { title: value.name, current: "items" }, await bodyOf(c, value));
    })
    .get("/:id/columns", (c) => columns(c))
    .post("/:id/columns", async (c) => {
      const value = await imports.get(c.req.param("id"));
      const view = await imports.table(value.id);
      const sent = await readSent(c);
      const chosen = view.columns.map((column, at) => {
        const [given = ""] = sent.get(`column${at}`) ?? [];
        return { ...column, column: isColumn(given) ? given : null };
      });
      const repeated = (sent.get("repeat") ?? []).map(Number).filter((at) => at in view.columns);
      try {
        if (String(repeated) !== String(view.repeated)) {
          await imports.arrange(value.id, { repeated });
        }
        await imports.map(value.id, chosen.map(({ column }) => column));
      } catch (error) {
        return await columns(c, { error, view: { ...view, columns: chosen, repeated } });
      }
      return c.redirect(`/import/${value.id}`, 303);
    })
    .get("/:id/layout", (c) => c.redirect(`/import/${c.req.param("id")}/columns`, 303))
    .post("/:id/layout", (c) =>
      answerForm(c, {
        fieldOf: LAYOUT_FIELD_OF,
        async act(form) {
          const id = c.req.param("id");
          const { sheet, headerLine } = mustFit(c.var.t, LayoutForm, form);
          const before = await imports.table(id);
          const isOtherSheet = sheet !== null && sheet !== before.sheet;
          await imports.arrange(id, isOtherSheet ? { sheet } : { headerLine });
          return c.redirect(`/import/${id}/columns`, 303);
        },
        again: (form, status) => showLayout(c, form, status),
      }))
    .post("/:id/rows", async (c) => {
      const value = await imports.get(c.req.param("id"));
      const sent = await readSent(c);
      const [typedLines = ""] = sent.get("lines") ?? [];
      const leftOut = readLineRanges([typedLines, ...sent.get("leave") ?? []].join(","));
      try {
        if (!leftOut) throw invalid("transfer.bad_lines");
        await imports.arrange(value.id, { leftOut });
      } catch (error) {
        const { sentence: linesError, status } = refusalOf(c, error);
        const report = await imports.report(value.id);
        const props = { c, value, report, linesError, typedLines };
        const options = { title: value.name, current: "items" as const, status };
        return page(c, options, <TablePreview {...props} />);
      }
      return c.redirect(`/import/${value.id}`, 303);
    })
    .post("/:id/decisions", async (c) => c.redirect(`/import/${await decide(c)}`, 303))
    .post("/:id/start", async (c) => {
      const id = await decide(c);
      await imports.start(id);
      return c.redirect(`/import/${id}`, 303);
    })
    .post("/:id/undo", async (c) => {
      await imports.undo(c.req.param("id"));
      return c.redirect(`/import/${c.req.param("id")}`, 303);
    })
    .post("/:id/discard", async (c) => {
      await imports.discard(c.req.param("id"));
      flash(c, "transfer.discarded");
      return c.redirect("/import", 303);
    })
    .get("/:id/refused.csv", async (c) => {
      const { t } = c.var;
      const csv = await imports.refused(
        c.req.param("id"),
        (key, params) => isMessageKey(key) ? t(key as MessageKey, params) : key,
      );
      return c.body(csv, 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="refused.csv"',
        "cache-control": "no-store",
      });
    });
}

/** The first file of the form. @throws Failure `transfer.no_file` */
async function received(request: Request, imports: Transfer["imports"]): Promise<Import> {
  for await (const { filename, body } of multipart(request)) {
    if (filename) return await imports.receive(filename, body);
  }
  throw invalid("transfer.no_file");
}
