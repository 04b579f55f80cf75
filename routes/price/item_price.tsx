/** The price page of an item: the estimate with its comparables, which can be left out and restored. */
import { type Context, Hono } from "hono";
import { ago } from "../../locales/format.ts";
import { invalid } from "../../services/base/errors.ts";
import { type Answer, KEY_CHARS_MAX } from "../../services/market/mod.ts";
import { parseMoney } from "../../services/base/money.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { flash, type Undo } from "../frame/flash.ts";
import { undoOf } from "../item/undo_form.ts";
import { describeJob, type JobTexts } from "../jobs/job_texts.ts";
import { page } from "../frame/page.tsx";
import { type CaseNeeds, loadPriceData } from "./price_data.ts";
import { lookupOf } from "./lookup.ts";
import { PricePage } from "./page.tsx";
import { said, shortMoney } from "./price_texts.ts";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

type Needs = CaseNeeds & Pick<Services, "inventory" | "jobs" | "lookups">;

/** Mounted on `/items/:number{[0-9]+}/price`. */
export function itemPriceRoutes(needs: Needs): Hono<Env> {
  const { inventory, evidence, pricing, lookups, jobs } = needs;
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  /** Look-ups for this item that are not over. */
  async function underWay(c: Context<Env>, subject: string): Promise<JobTexts[]> {
    const known = await jobs.list({ subject });
    return known.filter(({ state, lane }) =>
      lane === "lookups" && /^(waiting|running|failed)$/.test(state)
    )
      .map((job) => describeJob(job, c.var.t));
  }

  /** Strikes a row out, or puts it back, and tells what that did to the price. */
  async function turn(c: Context<Env>, what: "strike" | "unstrike"): Promise<Response> {
    const { value: item } = await rowOf(c);
    const { key, rows } = await readFields(c);
    if (typeof key !== "string" || key === "" || key.length > KEY_CHARS_MAX) {
      throw invalid("price.no_such_row");
    }
    const before = await pricing.appraise(item);
    await evidence[what](item.id, key);
    const here = `/items/${item.number}/price`;
    const back = {
      action: `${here}/${what === "strike" ? "unstrike" : "strike"}`,
      fields: { key },
    };
    tellTurn(c, what, before, await pricing.appraise(item), back);
    return c.redirect(`${here}${rows === "all" ? "?rows=all" : ""}#rows`, 303);
  }

  return new Hono<Env>()
    .get("/", async (c) => {
      const { value: item } = await rowOf(c);
      const found = await loadPriceData(needs, item);
      const all = c.req.query("rows") === "all";
      const title = c.var.t("price.page_title", { number: item.number });
      const mayAsk = c.var.lookupsOn === true && lookupOf(item) !== null;
      const asking = mayAsk ? await underWay(c, item.id) : [];
      const body = <PricePage c={c} {...found} {...{ all, mayAsk, asking }} />;
      return page(c, { title, current: "items", sheet: "market" }, body);
    })
    .post("/use", async (c) => {
      const { id, value: item } = await rowOf(c);
      const given = (await readFields(c)).price;
      const price = parseMoney(given);
      if (!price) throw invalid("items.not_understood", { value: String(given ?? "") });
      const { entry } = await inventory.save(id, { fields: { price } }, actorOf(c));
      const key = item.state === "listed" ? "price.set_listed" : "price.set";
      flash(c, key, { price: shortMoney(c.var.locale, price) }, undoOf(entry, "price"));
      return c.redirect(`/items/${item.number}/price`, 303);
    })
    .post("/lookup", async (c) => {
      const { value: item } = await rowOf(c);
      const search = lookupOf(item);
      if (!search) throw invalid("price.look_up_what");
      const asked = await lookups.startSearch(search, { subject: item.id });
      if ("fresh" in asked) {
        const when = ago(c.var.locale, asked.fresh.at, needs.clock.now());
        flash(c, "price.looked_up", { when });
      } else flash(c, "price.looking_up");
      return c.redirect(`/items/${item.number}/price`, 303);
    })
    .post("/strike", (c) => turn(c, "strike"))
    .post("/unstrike", (c) => turn(c, "unstrike"));
}

function tellTurn(
  c: Context<Env>,
  what: "strike" | "unstrike",
  before: Answer,
  after: Answer,
  undo: Undo,
): void {
  const fairOf = (answer: Answer) => answer.enough ? said(c.var.locale, answer.fair) : "";
  const [was, is] = [fairOf(before), fairOf(after)];
  const how = !is ? "none" : !was ? "some" : was === is ? "same" : "moved";
  flash(c, "price.turned", { what, how, before: was, after: is }, undo);
}
