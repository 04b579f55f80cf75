/** The wardrobe: finding things, keeping a search, seeing them as a list or a grid. */
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { notFound } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { bulkRoutes } from "./bulk.tsx";
import { ItemsList } from "./list.tsx";
import type { Shape } from "./list_props.ts";
import { queryOf } from "./query.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

const SHAPE_COOKIE = "shape";
const SHAPE_LIFE_S = 365 * 24 * 60 * 60;
/** Most options in a filter; the search finds the rest. */
const CHOICES_MAX = 200;
const KEPT_FOR_EVER = "private, max-age=31536000, immutable";

/** Mounted on `/items`. */
export function itemsRoutes(services: Pick<Services, "inventory" | "blobs">): Hono<Env> {
  const { inventory, blobs } = services;
  return new Hono<Env>()
    .route("/", bulkRoutes(services))
    .get("/", async (c) => {
      const query = queryOf(new URL(c.req.url).searchParams);
      const recents = inventory.recents({ limit: CHOICES_MAX });
      const shape: Shape = getCookie(c, SHAPE_COOKIE) === "grid" ? "grid" : "list";
      const body = (
        <ItemsList
          c={c}
          query={query}
          hits={inventory.find(query)}
          views={await inventory.views.list()}
          shape={shape}
          categories={recents.category.map(({ value }) => value)}
          boxes={recents.box.map(({ value }) => value).sort()}
          brands={recents.brand.map(({ value }) => value).sort()}
        />
      );
      return page(c, { title: c.var.t("items.title"), current: "items", search: query.text }, body);
    })
    .get("/shape/:shape", (c) => {
      const shape = c.req.param("shape") === "grid" ? "grid" : "list";
      setCookie(c, SHAPE_COOKIE, shape, { path: "/", maxAge: SHAPE_LIFE_S, sameSite: "Lax" });
      return c.redirect("/items", 303);
    })
    .post("/views", async (c) => {
      const { view, address } = await readFields(c);
      const back = address?.startsWith("/items") ? address : "/items";
      const name = (view ?? "").trim();
      if (!name) {
        flash(c, "items.view_needs_name");
        return c.redirect(back, 303);
      }
      const query = queryOf(new URL(back, c.req.url).searchParams);
      const saved = await inventory.views.save({ name, query });
      flash(c, "items.view_saved", { name }, {
        action: `/items/views/${saved.id}/remove`,
        fields: {},
      });
      return c.redirect(back, 303);
    })
    .post("/views/:id/remove", async (c) => {
      await inventory.views.remove(c.req.param("id"));
      flash(c, "common.undone");
      return c.redirect("/items", 303);
    })
    .get("/:number{[0-9]+}/cover", async (c) => {
      const { value: { cover } } = await inventory.get(Number(c.req.param("number")));
      const picture = cover && await blobs.stream(cover);
      if (!picture) throw notFound("common.page_not_found");
      return c.body(picture, 200, { "content-type": "image/webp", "cache-control": KEPT_FOR_EVER });
    });
}
