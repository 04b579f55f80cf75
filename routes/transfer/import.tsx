/** Import: a file comes in, is shown as it will be read, decided on, worked off, and can be taken back. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { MessageKey } from "../../locales/mod.ts";
import { isMessageKey } from "../../locales/mod.ts";
import { invalid } from "../../services/errors.ts";
import { CHOICES, isColumn, isTable } from "../../services/transfer/mod.ts";
import type { Import, Transfer } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { ColumnsPage } from "./import_columns.tsx";
import { CopyPreview } from "./import_copy_preview.tsx";
import { ImportsPage } from "./import_list.tsx";
import { ImportResult, ImportUnderWay } from "./import_result.tsx";
import { TablePreview } from "./import_table_preview.tsx";
import { multipart } from "../frame/multipart.ts";
import { page } from "../frame/page.tsx";
import { refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

const choice = z.enum(CHOICES);
const decisionsForm = z.object({
  same: choice.default("skip"),
  number: choice.default("new"),
  alike: choice.default("skip"),
});

interface Needs extends Pick<Services, "jobs" | "clock"> {
  readonly transfer: Transfer;
}

/** Under `/import`. */
export function importRoutes({ transfer: { imports }, jobs, clock }: Needs): Hono<Env> {
  async function list(c: Context<Env>, error?: string, status?: 400 | 409 | 503) {
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
        : <CopyPreview {...props} report={await imports.copyReport(value.id)} />;
    }
    const job = value.jobId ? await jobs.get(value.jobId) : null;
    if (value.state === "running" || value.state === "undoing") {
      return <ImportUnderWay {...props} job={job} />;
    }
    return <ImportResult {...props} />;
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
        return await list(c, sentence, status === 409 || status === 503 ? status : 400);
      }
    })
    .get("/:id", async (c) => {
      const value = await imports.get(c.req.param("id"));
      return page(c, { title: value.name, current: "items" }, await bodyOf(c, value));
    })
    .get("/:id/columns", async (c) => {
      const value = await imports.get(c.req.param("id"));
      const columns = await imports.columns(value.id);
      return page(
        c,
        { title: value.name, current: "items" },
        <ColumnsPage c={c} value={value} columns={columns} mapping={value.mapping ?? []} />,
      );
    })
    .post("/:id/columns", async (c) => {
      const value = await imports.get(c.req.param("id"));
      const columns = await imports.columns(value.id);
      const form = await readFields(c);
      const mapping = columns.map((_, at) => {
        const chosen = String(form[`column${at}`] ?? "");
        return isColumn(chosen) ? chosen : null;
      });
      try {
        await imports.map(value.id, mapping);
      } catch (error) {
        const { sentence, status } = refusalOf(c, error);
        const props = { c, value, columns, mapping, error: sentence };
        return page(
          c,
          { title: value.name, current: "items", status },
          <ColumnsPage {...props} />,
        );
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
