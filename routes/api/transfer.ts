/** Import and export for scripts. */
import { type Context, Hono } from "hono";
import { invalid } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { decodeFileName } from "../frame/file_name.ts";
import type { Import } from "../../services/transfer/mod.ts";
import type { Services } from "../services.ts";
import { tableTexts } from "../transfer/table_texts.ts";
import { describe } from "./describe.ts";
import {
  ImportBody,
  importBody,
  ImportPreviewBody,
  ImportTableBody,
  ImportTablePatch,
} from "./import_bodies.ts";
import { body, IdPath, path } from "./input.ts";

const topic = "transfer";
/** A table, a workbook, an export of ours with or without its photos. */
const FILES = ["text/csv", "application/octet-stream", "application/json", "application/zip"];
const NAME_DEFAULT = "wardrobe.csv";
/** Mounted on `/api/v1`. */
export function transferApi({ transfer, jobs }: Pick<Services, "transfer" | "jobs">) {
  const { imports, exports } = transfer;

  async function shown(c: Context<Env>, value: Import) {
    return importBody(value, value.jobId ? await jobs.get(value.jobId) : null, c.var.t);
  }

  async function tableOf(id: string) {
    const [{ decisions }, table] = await Promise.all([imports.get(id), imports.table(id)]);
    return { ...table, decisions };
  }

  return new Hono<Env>()
    .post(
      "/imports",
      describe({
        name: "importFile",
        topic,
        gives: ImportBody,
        status: 201,
        takes: FILES,
        hears: ["x-file-name"],
      }),
      async (c) => {
        if (!c.req.raw.body) throw invalid("transfer.no_file");
        const name = decodeFileName(c.req.header("x-file-name") ?? NAME_DEFAULT);
        return c.json(await shown(c, await imports.receive(name, c.req.raw.body)), 201);
      },
    )
    .get(
      "/imports/:id",
      describe({ name: "getImport", topic, gives: ImportBody }),
      path(IdPath),
      async (c) => c.json(await shown(c, await imports.get(c.req.valid("param").id))),
    )
    .get(
      "/imports/:id/table",
      describe({ name: "getImportTable", topic, gives: ImportTableBody }),
      path(IdPath),
      async (c) => c.json(await tableOf(c.req.valid("param").id)),
    )
    .patch(
      "/imports/:id/table",
      describe({ name: "changeImportTable", topic, gives: ImportTableBody }),
      path(IdPath),
      body(ImportTablePatch),
      async (c) => {
        const { id } = c.req.valid("param");
        const { columns, decisions, ...layout } = c.req.valid("json");
        if (Object.keys(layout).length > 0) await imports.arrange(id, layout);
        if (columns) await imports.map(id, columns);
        if (decisions) await imports.decide(id, decisions);
        return c.json(await tableOf(id));
      },
    )
    .get(
      "/imports/:id/preview",
      describe({ name: "previewImport", topic, gives: ImportPreviewBody }),
      path(IdPath),
      async (c) => c.json(ImportPreviewBody.parse(await imports.report(c.req.valid("param").id))),
    )
    .post(
      "/imports/:id/start",
      describe({ name: "startImport", topic, gives: ImportBody, status: 202 }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        await imports.start(id);
        return c.json(await shown(c, await imports.get(id)), 202);
      },
    )
    .post(
      "/imports/:id/undo",
      describe({ name: "undoImport", topic, gives: ImportBody, status: 202 }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        await imports.undo(id);
        return c.json(await shown(c, await imports.get(id)), 202);
      },
    )
    .get(
      "/export/csv",
      describe({ name: "exportCsv", topic, media: "text/csv" }),
      (c) =>
        c.body(exports.csv(tableTexts(c.var)), 200, { "content-type": "text/csv; charset=utf-8" }),
    )
    .get(
      "/export/json",
      describe({ name: "exportJson", topic, media: "application/json" }),
      (c) => c.body(exports.json(), 200, { "content-type": "application/json" }),
    )
    .get(
      "/export/zip",
      describe({ name: "exportZip", topic, media: "application/zip" }),
      (c) => c.body(exports.zip(tableTexts(c.var)), 200, { "content-type": "application/zip" }),
    );
}
