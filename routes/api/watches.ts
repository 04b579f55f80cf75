/** Routes for watches and their finds. */
import { Hono } from "hono";
import { z } from "zod";
import { HitSchema, NewWatchSchema, WatchSchema } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, IdPath, path } from "./input.ts";

const topic = "watches";
export const WatchBody = WatchSchema.meta({ ref: "Watch" });
export const WatchesBody = z.object({
  /** The newest first; `unseen` counts finds that were not looked at. */
  watches: z.array(z.object({ watch: WatchBody, unseen: z.number().int() })),
});
export const HitsBody = z.object({
  /** The newest first. */
  hits: z.array(HitSchema.meta({ ref: "WatchHit" })),
});

/** Mounted on `/api/v1/watches`. */
export function watchesApi({ watches }: Pick<Services, "watches">) {
  return new Hono<Env>()
    .get(
      "/",
      describe({ name: "listWatches", topic, gives: WatchesBody }),
      async (c) => c.json({ watches: await watches.list() }),
    )
    .post(
      "/",
      describe({ name: "makeWatch", topic, gives: WatchBody, status: 201, tells: ["location"] }),
      body(NewWatchSchema.strict()),
      async (c) => {
        const watch = await watches.create(c.req.valid("json"));
        return c.json(watch, 201, { location: `/api/v1/watches/${watch.id}` });
      },
    )
    .get(
      "/:id",
      describe({ name: "getWatch", topic, gives: WatchBody }),
      path(IdPath),
      async (c) => c.json(await watches.get(c.req.valid("param").id)),
    )
    .put(
      "/:id",
      describe({ name: "changeWatch", topic, gives: WatchBody }),
      path(IdPath),
      body(NewWatchSchema.strict()),
      async (c) => c.json(await watches.edit(c.req.valid("param").id, c.req.valid("json"))),
    )
    .delete(
      "/:id",
      describe({ name: "removeWatch", topic }),
      path(IdPath),
      async (c) => {
        await watches.remove(c.req.valid("param").id);
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/restore",
      describe({ name: "restoreWatch", topic, gives: WatchBody }),
      path(IdPath),
      async (c) => {
        const { id } = c.req.valid("param");
        await watches.restore(id);
        return c.json(await watches.get(id));
      },
    )
    .post(
      "/:id/pause",
      describe({ name: "pauseWatch", topic, gives: WatchBody }),
      path(IdPath),
      async (c) => c.json(await watches.pause(c.req.valid("param").id)),
    )
    .post(
      "/:id/resume",
      describe({ name: "resumeWatch", topic, gives: WatchBody }),
      path(IdPath),
      async (c) => c.json(await watches.resume(c.req.valid("param").id)),
    )
    .get(
      "/:id/hits",
      describe({ name: "watchHits", topic, gives: HitsBody }),
      path(IdPath),
      async (c) => {
        const { id } = await watches.get(c.req.valid("param").id);
        return c.json({ hits: await watches.hits(id) });
      },
    );
}
