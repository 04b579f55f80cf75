/** Import and export for scripts. */
import { Hono } from "hono";
import { z } from "zod";
import { invalid } from "../../services/errors.ts";
import type { Env } from "../env.ts";
import { decodeFileName } from "../frame/file_name.ts";
import type { Services } from "../services.ts";
import { tableWords } from "../transfer/table_words.ts";
import { describe } from "./describe.ts";
import { IdPath, path } from "./input.ts";

const topic = "transfer";
/** A table, a workbook, an export of ours with or without its photos. */
const FILES = ["text/csv", "application/octet-stream", "application/json", "application/zip"];
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
        topic,
        gives: ImportBody,
        status: 201,
        takes: FILES,
        hears: ["x-file-name"],
      }),
      async (c) => {
        if (!c.req.raw.body) throw invalid("transfer.no_file");
        const name = decodeFileName(c.req.header("x-file-name") ?? NAME_DEFAULT);
        return c.json(shown(await imports.receive(name, c.req.raw.body)), 201);
      },
    )
    .get(
      "/imports/:id",
      describe({ name: "getImport", topic, gives: ImportBody }),
      path(IdPath),
      async (c) => c.json(shown(await imports.get(c.req.valid("param").id))),
    )
    .post(
      "/imports/:id/start",
      describe({ name: "startImport", topic, gives: ImportBody, status: 202 }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        await imports.start(id);
        return c.json(shown(await imports.get(id)), 202);
      },
    )
    .post(
      "/imports/:id/undo",
      describe({ name: "undoImport", topic, gives: ImportBody, status: 202 }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        await imports.undo(id);
        return c.json(shown(await imports.get(id)), 202);
      },
    )
    .get(
      "/export/csv",
      describe({ name: "exportCsv", topic, media: "text/csv" }),
      (c) =>
        c.body(exports.csv(tableWords(c.var)), 200, { "content-type": "text/csv; charset=utf-8" }),
    )
    .get(
      "/export/json",
      describe({ name: "exportJson", topic, media: "application/json" }),
      (c) => c.body(exports.json(), 200, { "content-type": "application/json" }),
    )
    .get(
      "/export/zip",
      describe({ name: "exportZip", topic, media: "application/zip" }),
      (c) => c.body(exports.zip(tableWords(c.var)), 200, { "content-type": "application/zip" }),
    );
}

type Brought = Awaited<ReturnType<Services["transfer"]["imports"]["get"]>>;

function shown({ id, name, kind, state }: Brought) {
  return { id, name, kind, state };
}
