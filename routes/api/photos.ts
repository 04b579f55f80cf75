/** Photos for scripts and phone shortcuts: a picture as the body, or several in a form. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { invalid, isFailure, notFound } from "../../services/errors.ts";
import type { Photo } from "../../services/photos/mod.ts";
import type { Env } from "../env.ts";
import { multipart } from "../multipart.ts";
import { sentenceOf } from "../problems.tsx";
import type { Services } from "../services.ts";
import { describe, IdPath, NumberPath, path } from "./describe.ts";

const TAG = "photos";
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
const ArrivedBody = z.object({
  files: z.array(z.object({
    name: z.string(),
    id: z.string().optional(),
    /** Why it was refused, in one sentence; the others still arrived. */
    error: z.string().optional(),
  })),
});

type Needs = Pick<Services, "inventory" | "photos">;

/** Mounted on `/api/v1`. */
export function photosApi({ inventory, photos }: Needs) {
  async function itemId(c: Context<Env>): Promise<string> {
    return (await inventory.get(Number(c.req.param("number")))).id;
  }

  async function arrive(
    c: Context<Env>,
    id: string,
    name: string,
    body: ReadableStream<Uint8Array>,
  ) {
    try {
      return { name, id: (await photos.add(id, { name, body })).id };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { name, error: sentenceOf(c.var.t, error) };
    }
  }

  async function show(c: Context<Env>, size: "display" | "thumb"): Promise<Response> {
    const file = await photos.file(c.req.param("id")!, size);
    const stream = await file.stream();
    if (!stream) throw notFound("photos.not_found");
    return c.body(stream, 200, { "content-type": file.type, etag: `"${file.sha}"` });
  }

  return new Hono<Env>()
    .get(
      "/items/:number{[0-9]+}/photos",
      describe({
        name: "listPhotos",
        summary: "An item's photos in their order",
        tag: TAG,
        gives: AlbumBody,
      }),
      path(NumberPath),
      async (c) => c.json({ photos: (await photos.list(await itemId(c))).map(shown) }),
    )
    .post(
      "/items/:number{[0-9]+}/photos",
      describe({
        name: "addPhotos",
        summary:
          "Add photos: an image as the body (its name in x-file-name), or a form with several",
        tag: TAG,
        gives: ArrivedBody,
        status: 201,
      }),
      path(NumberPath),
      async (c) => {
        const id = await itemId(c);
        const files = [];
        if (c.req.header("content-type")?.startsWith("multipart/")) {
          for await (const { filename, body } of multipart(c.req.raw)) {
            if (filename) files.push(await arrive(c, id, filename, body));
          }
        } else if (c.req.raw.body) {
          const name = c.req.header("x-file-name") ?? NAME_DEFAULT;
          files.push(await arrive(c, id, name, c.req.raw.body));
        }
        if (files.length === 0) throw invalid("photos.upload_unread");
        return c.json({ files }, 201);
      },
    )
    .get(
      "/photos/:id/display",
      describe({
        name: "displayPhoto",
        summary: "Up to 1,600 pixels, without EXIF",
        tag: TAG,
        media: "image/jpeg",
      }),
      path(IdPath),
      (c) => show(c, "display"),
    )
    .get(
      "/photos/:id/thumb",
      describe({ name: "thumbPhoto", summary: "400 pixels", tag: TAG, media: "image/webp" }),
      path(IdPath),
      (c) => show(c, "thumb"),
    )
    .delete(
      "/photos/:id",
      describe({
        name: "removePhoto",
        summary: "Take a photo away; it can be brought back for a while",
        tag: TAG,
      }),
      path(IdPath),
      async (c) => {
        await photos.remove(c.req.param("id"));
        return c.body(null, 204);
      },
    );
}

function shown({ id, name, state, position, warnings, width, height }: Photo) {
  return { id, name, state, position, warnings, width, height };
}
