/** Photos for scripts and phone shortcuts: a picture as the body, or several in a form. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type Failure, invalid, isFailure, notFound } from "../../services/base/errors.ts";
import type { Photo } from "../../services/photos/mod.ts";
import type { Env } from "../env.ts";
import { decodeFileName } from "../frame/file_name.ts";
import { answerStoredFile } from "../frame/stored_file.ts";
import { multipart } from "../frame/multipart.ts";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { IdPath, NumberPath, path } from "./input.ts";

const topic = "photos";
const NAME_DEFAULT = "photo";
const PhotoBody = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["waiting", "ready", "failed"]),
  position: z.number().int().nullable(),
  warnings: z.array(z.string()),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
}).meta({ ref: "Photo" });
const AlbumBody = z.object({ photos: z.array(PhotoBody) });
const ArrivedSchema = z.object({
  name: z.string(),
  id: z.string().optional(),
  /** Why it was refused, in one sentence; the others still arrived. */
  error: z.string().optional(),
});
type Arrived = z.infer<typeof ArrivedSchema>;
const ArrivedBody = z.object({ files: z.array(ArrivedSchema) });

type Needs = Pick<Services, "inventory" | "photos">;

/** Mounted on `/api/v1`. */
export function photosApi({ inventory, photos }: Needs) {
  async function itemId(c: Context<Env>): Promise<string> {
    return (await inventory.get(Number(c.req.param("number")))).id;
  }

  /** One refused file does not keep the others out; where none is taken, the first refusal is the answer. */
  async function takeForm(c: Context<Env>, id: string): Promise<Arrived[]> {
    const files: Arrived[] = [];
    const refusals: Failure[] = [];
    for await (const { filename: name, body } of multipart(c.req.raw)) {
      if (!name) continue;
      try {
        files.push({ name, id: (await photos.add(id, { name, body })).id });
      } catch (error) {
        if (!isFailure(error) || error.key === "photos.upload_cut") throw error;
        refusals.push(error);
        files.push({ name, error: sentenceOf(c.var.t, error) });
      }
    }
    if (refusals[0] && refusals.length === files.length) throw refusals[0];
    return files;
  }

  async function takeBody({ req }: Context<Env>, id: string): Promise<Arrived[]> {
    if (!req.raw.body) return [];
    const name = decodeFileName(req.header("x-file-name") ?? NAME_DEFAULT);
    return [{ name, id: (await photos.add(id, { name, body: req.raw.body })).id }];
  }

  async function show(c: Context<Env>, size: "display" | "thumb"): Promise<Response> {
    const file = await photos.file(c.req.param("id")!, size);
    const answer = await answerStoredFile(c, file);
    if (!answer) throw notFound("photos.not_found");
    return answer;
  }

  return new Hono<Env>()
    .get(
      "/items/:number{[0-9]+}/photos",
      describe({ name: "listPhotos", topic, gives: AlbumBody }),
      path(NumberPath),
      async (c) => c.json({ photos: (await photos.list(await itemId(c))).map(shown) }),
    )
    .post(
      "/items/:number{[0-9]+}/photos",
      describe({
        name: "addPhotos",
        topic,
        gives: ArrivedBody,
        status: 201,
        takes: ["image/*", "multipart/form-data"],
        hears: ["x-file-name"],
      }),
      path(NumberPath),
      async (c) => {
        const id = await itemId(c);
        const isForm = c.req.header("content-type")?.startsWith("multipart/");
        const files = await (isForm ? takeForm(c, id) : takeBody(c, id));
        if (files.length === 0) throw invalid("photos.upload_unread");
        return c.json({ files }, 201);
      },
    )
    .get(
      "/photos/:id/display",
      describe({ name: "displayPhoto", topic, media: "image/jpeg" }),
      path(IdPath),
      (c) => show(c, "display"),
    )
    .get(
      "/photos/:id/thumb",
      describe({ name: "thumbPhoto", topic, media: "image/webp" }),
      path(IdPath),
      (c) => show(c, "thumb"),
    )
    .delete(
      "/photos/:id",
      describe({ name: "removePhoto", topic }),
      path(IdPath),
      async (c) => {
        await photos.remove(c.req.valid("param").id);
        return c.body(null, 204);
      },
    );
}

function shown({ id, name, state, position, warnings, width, height }: Photo) {
  return { id, name, state, position, warnings, width, height };
}
