/** The evidence page: its size, its captures, and their removal. */
import { type Context, Hono } from "hono";
import { type Evidence, evidenceCsv, type Rates } from "../../services/market/mod.ts";
import { siteFacts } from "../../services/marketplace/mod.ts";
import { type AddNeeds, addRoutes } from "./add.tsx";
import { captureHelpRoutes } from "./capture.tsx";
import { MarketPage } from "./page.tsx";
import { asked, isMode, PAGE_ROWS } from "./query.ts";
import { shareRoutes } from "./share.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import { readFields } from "../forms/body.ts";

const INTAKES_SHOWN = 4;

interface Needs extends AddNeeds {
  readonly evidence: Evidence;
  readonly rates: Rates;
}

/** Mounted on `/market`. */
export function marketRoutes(needs: Needs): Hono<Env> {
  const { evidence, intakes, clock, auth, rates } = needs;

  return new Hono<Env>()
    .get("/", async (c) => {
      const query = asked.parse(c.req.query());
      const { q: text, mode, offset } = query;
      const found = await evidence.sightings({
        ...(text && { text }),
        ...(mode && { mode }),
        offset,
        limit: PAGE_ROWS,
      });
      const props = {
        query,
        found,
        summary: evidence.summary(),
        intakes: await intakes.list(INTAKES_SHOWN),
        now: clock.now(),
        currency: siteFacts((await auth.profile.get()).site).currency,
        rates,
      };
      return page(
        c,
        { title: c.var.t("market.title"), current: "market" },
        <MarketPage c={c} {...props} />,
      );
    })
    .get("/export.csv", (c) =>
      c.body(csvStream(evidence.all()), 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="market.csv"',
        "cache-control": "no-store",
      }))
    .post("/forget", async (c) => {
      const { mode } = await readFields(c);
      if (!isMode(mode)) return c.redirect("/market", 303);
      const { id, count } = await evidence.forget({ mode });
      tellForgotten(c, count, { action: "/market/remember", fields: { id } });
      return c.redirect("/market", 303);
    })
    .post("/remember", async (c) => {
      const { id } = await readFields(c);
      const count = await evidence.remember(String(id ?? ""));
      flash(c, "market.remembered", { count });
      return c.redirect("/market", 303);
    })
    .post("/intakes/:id/forget", async (c) => {
      const { id, forgotten } = await intakes.forget(c.req.param("id"));
      const undo = { action: `/market/intakes/${id}/remember`, fields: {} };
      tellForgotten(c, forgotten?.count ?? 0, undo);
      return c.redirect("/market", 303);
    })
    .post("/intakes/:id/remember", async (c) => {
      const { added } = await intakes.remember(c.req.param("id"));
      flash(c, "market.remembered", { count: added });
      return c.redirect("/market", 303);
    })
    .route("/add", addRoutes(needs))
    .route("/share", shareRoutes())
    .route("/capture", captureHelpRoutes(needs));
}

function tellForgotten(c: Context<Env>, count: number, undo: Parameters<typeof flash>[3]): void {
  flash(c, "market.forgotten", { count }, undo);
}

const csvStream = (all: Parameters<typeof evidenceCsv>[0]): ReadableStream<Uint8Array> =>
  ReadableStream.from(evidenceCsv(all)).pipeThrough(new TextEncoderStream());
