/** Photos: taking them in, showing them, putting them in order. Originals have no address. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { type Failure, invalid, isFailure } from "../../services/base/errors.ts";
import type { Inventory } from "../../services/inventory/mod.ts";
import type { Photo, Size } from "../../services/photos/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { multipart } from "../frame/multipart.ts";
import { answerStoredFile } from "../frame/stored_file.ts";
import { photoView } from "./photo_props.ts";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

/** An address with a version always gives the same bytes, and only the seller's own browser may keep them. */
const KEPT_FOR_EVER = "private, max-age=31536000, immutable";
const REVALIDATED = "private, no-cache";

const moveForm = z.object({ to: z.coerce.number().int().min(0) });

interface Outcome {
  readonly name: string;
  readonly id?: string;
  readonly error?: string;
}

interface Needs extends Pick<Services, "photos"> {
  readonly inventory: Pick<Inventory, "get" | "byId">;
}

/** Mounted at `/`: `/items/:number/photos` and `/photos/…`. */
export function photoRoutes({ photos, inventory }: Needs): Hono<Env> {
  async function backToItem(c: Context<Env>, { itemId }: Photo): Promise<Response> {
    const { value: item } = await inventory.byId(itemId);
    return c.redirect(`/items/${item.number}#photos`, 303);
  }

  async function show(c: Context<Env>, size: Size): Promise<Response> {
    const file = await photos.file(c.req.param("id")!, size);
    const isVersioned = c.req.query("v") !== undefined;
    const headers = { "cache-control": isVersioned ? KEPT_FOR_EVER : REVALIDATED };
    return await answerStoredFile(c, file, headers) ?? c.notFound() as Response;
  }

  return new Hono<Env>()
    .get("/items/:number/photos", async (c) => {
      const { value: item } = await inventory.get(Number(c.req.param("number")));
      c.header("cache-control", "no-store");
      return c.json({
        photos: (await photos.list(item.id)).map((photo) => photoView(c.var.t, photo)),
      });
    })
    .post("/items/:number/photos", async (c) => {
      const { value: item } = await inventory.get(Number(c.req.param("number")));
      const files: Outcome[] = [];
      for await (const { filename, body } of multipart(c.req.raw)) {
        // A form field, or a file field that was left empty.
        if (!filename) continue;
        files.push(await outcome(c, filename, () => photos.add(item.id, { name: filename, body })));
      }
      if (wantsJson(c)) return c.json({ files });
      sayOutcomes(c, files);
      return c.redirect(`/items/${item.number}#photos`, 303);
    })
    .get("/photos/:id/display", (c) => show(c, "display"))
    .get("/photos/:id/thumb", (c) => show(c, "thumb"))
    .post("/photos/:id/move", async (c) => {
      const form = moveForm.safeParse(await readFields(c));
      if (!form.success) throw invalid("photos.upload_unread");
      const photo = await photos.move(c.req.param("id"), form.data.to);
      return wantsJson(c) ? c.json({ position: photo.position }) : await backToItem(c, photo);
    })
    .post("/photos/:id/remove", async (c) => {
      const photo = await photos.remove(c.req.param("id"));
      flash(c, "photos.removed", {}, { action: `/photos/${photo.id}/restore`, fields: {} });
      return await backToItem(c, photo);
    })
    .post("/photos/:id/restore", async (c) => {
      const photo = await photos.restore(c.req.param("id"));
      flash(c, "photos.restored");
      return await backToItem(c, photo);
    })
    .post("/photos/:id/turn", async (c) => {
      const photo = await photos.turn(c.req.param("id"));
      return await backToItem(c, photo);
    })
    .post("/photos/:id/retry", async (c) => {
      const photo = await photos.retry(c.req.param("id"));
      flash(c, "photos.retrying");
      return await backToItem(c, photo);
    });
}

/** One refused file does not keep the others out. */
async function outcome(c: Context<Env>, name: string, add: () => Promise<Photo>): Promise<Outcome> {
  try {
    return { name, id: (await add()).id };
  } catch (error) {
    if (!isFailure(error) || isCut(error)) throw error;
    return { name, error: sentenceOf(c.var.t, error) };
  }
}

const isCut = ({ key }: Failure) => key === "photos.upload_cut";

function sayOutcomes(c: Context<Env>, files: readonly Outcome[]): void {
  const refused = files.filter(({ error }) => error !== undefined);
  const added = files.length - refused.length;
  const [first] = refused;
  if (first) {
    flash(c, "photos.partly_added", { added, refused: refused.length, reason: first.error! });
  } else if (added > 0) flash(c, "photos.added", { count: added });
}

const wantsJson = (c: Context) => c.req.header("accept")?.includes("json") ?? false;
