/** Import and export for scripts. */
import { Hono } from "hono";
import { z } from "zod";
import { invalid } from "../../services/errors.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { tableWords } from "../table_words.ts";
import { describe, IdPath, path } from "./describe.ts";

const TAG = "transfer";
const NAME_DEFAULT = "wardrobe.csv";
const ImportBody = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  /** "open" waits for `start`. */
  state: z.string(),
}).meta({ ref: "Import" });

/** Mounted on `/api/v1`. */
export function transferApi({ transfer: { imports, exports } }: Pick<Services, "transfer">) {
  return new Hono<Env>()
    .post(
      "/imports",
      describe({
        name: "importFile",
        summary: "Bring a CSV, XLSX or an export of ours as the body (its name in x-file-name)",
        tag: TAG,
        gives: ImportBody,
        status: 201,
      }),
      async (c) => {
        if (!c.req.raw.body) throw invalid("transfer.no_file");
        const name = c.req.header("x-file-name") ?? NAME_DEFAULT;
        return c.json(shown(await imports.receive(name, c.req.raw.body)), 201);
      },
    )
    .get(
      "/imports/:id",
      describe({ name: "getImport", summary: "How far an import is", tag: TAG, gives: ImportBody }),
      path(IdPath),
      async (c) => c.json(shown(await imports.get(c.req.param("id")))),
    )
    .post(
      "/imports/:id/start",
      describe({
        name: "startImport",
        summary: "Begin, with the columns as guessed",
        tag: TAG,
        gives: ImportBody,
        status: 202,
      }),
      path(IdPath),
      async (c) => {
        const id = c.req.param("id");
        await imports.start(id);
        return c.json(shown(await imports.get(id)), 202);
      },
    )
    .post(
      "/imports/:id/undo",
      describe({
        name: "undoImport",
        summary: "Take an import back",
        tag: TAG,
        gives: ImportBody,
        status: 202,
      }),
      path(IdPath),
      async (c) => {
        const id = c.req.param("id");
        await imports.undo(id);
        return c.json(shown(await imports.get(id)), 202);
      },
    )
    .get(
      "/export/csv",
      describe({ name: "exportCsv", summary: "All items as a table", tag: TAG, media: "text/csv" }),
      (c) =>
        c.body(exports.csv(tableWords(c.var)), 200, { "content-type": "text/csv; charset=utf-8" }),
    )
    .get(
      "/export/json",
      describe({
        name: "exportJson",
        summary: "Everything but the photos; imports again without loss",
        tag: TAG,
        media: "application/json",
      }),
      (c) => c.body(exports.json(), 200, { "content-type": "application/json" }),
    )
    .get(
      "/export/zip",
      describe({
        name: "exportZip",
        summary: "Everything with the original photos",
        tag: TAG,
        media: "application/zip",
      }),
      (c) => c.body(exports.zip(tableWords(c.var)), 200, { "content-type": "application/zip" }),
    );
}

type Brought = Awaited<ReturnType<Services["transfer"]["imports"]["get"]>>;

function shown({ id, name, kind, state }: Brought) {
  return { id, name, kind, state };
}
