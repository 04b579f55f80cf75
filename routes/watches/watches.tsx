/** Routes of watches: list, form, page, trial and actions. */
import { type Context, Hono } from "hono";
import {
  DEFAULT_SITE,
  findSearchLink,
  MarketSearchSchema,
} from "../../services/marketplace/mod.ts";
import type { Watch, Watches } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { readFields, readSent } from "../forms/body.ts";
import { REFUSED_STATUS } from "../forms/form.ts";
import { page } from "../frame/page.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { newFormFields, readFormFields, toFormFields, type WatchFields } from "./form_fields.ts";
import { WatchFormPage } from "./form_page.tsx";
import { WatchPage } from "./watch_page.tsx";
import { parseWatchForm } from "./parse_form.ts";
import { WatchesList } from "./watch_list.tsx";

/** Mounted on `/watches`. */
export function watchRoutes({ watches, clock }: Pick<Services, "watches" | "clock">): Hono<Env> {
  return new Hono<Env>()
    .get("/", async (c) => {
      const [all, asking] = await Promise.all([watches.list(), watches.isLookingUp()]);
      const body = <WatchesList c={c} watches={all} asking={asking} now={clock.now()} />;
      return page(c, { title: c.var.t("watches.title"), current: "market" }, body);
    })
    .get("/new", (c) => showNewForm(c))
    .post("/", async (c) => {
      const fields = readFormFields(await readSent(c));
      try {
        const { id } = await watches.create(parseWatchForm(fields));
        flash(c, "watches.created");
        return c.redirect(`/watches/${id}`, 303);
      } catch (error) {
        return showFormError(c, { fields, refusal: refusalOf(c, error) });
      }
    })
    // A form that came back under this address is loaded again.
    .get("/trial", (c) => c.redirect("/watches/new", 303))
    .post("/trial", (c) => showTrial(c, watches))
    .get("/:id", async (c) => {
      const watch = await watches.get(c.req.param("id"));
      const [hits, asking, trial] = await Promise.all([
        watches.hits(watch.id),
        watches.isLookingUp(),
        c.req.query("trial") === undefined ? undefined : watches.runTrial(watch),
      ]);
      const props = { c, watch, hits, asking, trial, now: clock.now() };
      return page(c, { title: watch.name, current: "market" }, <WatchPage {...props} />);
    })
    .get("/:id/edit", async (c) => {
      const watch = await watches.get(c.req.param("id"));
      return show(c, <WatchFormPage c={c} fields={toFormFields(watch)} watch={watch} />);
    })
    .post("/:id", async (c) => {
      const watch = await watches.get(c.req.param("id"));
      const fields = readFormFields(await readSent(c));
      try {
        await watches.edit(watch.id, parseWatchForm(fields));
        flash(c, "common.saved");
        return c.redirect(`/watches/${watch.id}`, 303);
      } catch (error) {
        return showFormError(c, { fields, watch, refusal: refusalOf(c, error) });
      }
    })
    .post("/:id/trial", async (c) => showTrial(c, watches, await watches.get(c.req.param("id"))))
    .route("/", actionRoutes(watches));
}

/** Shows the form again with the result of a trial; stores nothing. */
async function showTrial(c: Context<Env>, watches: Watches, watch?: Watch): Promise<Response> {
  const fields = readFormFields(await readSent(c));
  try {
    const trial = await watches.runTrial(parseWatchForm(fields));
    return show(c, <WatchFormPage c={c} fields={fields} watch={watch} trial={trial} />);
  } catch (error) {
    return showFormError(c, { fields, watch, refusal: refusalOf(c, error) });
  }
}

/** Actions of a single button each. */
function actionRoutes(watches: Watches): Hono<Env> {
  const keyOf = async (c: Context) => (await readFields(c)).key ?? "";
  const back = (c: Context<Env>, id: string) => c.redirect(`/watches/${id}`, 303);
  return new Hono<Env>()
    .post("/:id/pause", async (c) => {
      const { id, name } = await watches.pause(c.req.param("id"));
      flash(c, "watches.paused", { name }, { action: `/watches/${id}/resumption`, fields: {} });
      return c.redirect("/watches", 303);
    })
    .post("/:id/resumption", async (c) => {
      const { name } = await watches.resume(c.req.param("id"));
      flash(c, "watches.resumed", { name });
      return c.redirect("/watches", 303);
    })
    .post("/:id/removal", async (c) => {
      const { id, name } = await watches.remove(c.req.param("id"));
      flash(c, "watches.removed", { name }, { action: `/watches/${id}/restoration`, fields: {} });
      return c.redirect("/watches", 303);
    })
    .post("/:id/restoration", async (c) => {
      const id = c.req.param("id");
      await watches.restore(id);
      flash(c, "common.undone");
      return back(c, id);
    })
    .post("/:id/seen", async (c) => {
      const { id } = await watches.get(c.req.param("id"));
      await watches.markAllSeen(id);
      return back(c, id);
    })
    .post("/:id/mute", async (c) => {
      const key = await keyOf(c);
      const { id } = await watches.mute(c.req.param("id"), key);
      flash(c, "watches.muted", {}, { action: `/watches/${id}/unmute`, fields: { key } });
      return back(c, id);
    })
    .post("/:id/unmute", async (c) => {
      const { id } = await watches.unmute(c.req.param("id"), await keyOf(c));
      flash(c, "watches.unmuted");
      return back(c, id);
    });
}

/** Shows an empty form, or one filled from the link that was pasted or shared. */
function showNewForm(c: Context<Env>): Response {
  const pasted = c.req.query("link")?.trim() ?? "";
  const search = pasted === "" ? null : findSearchLink(pasted);
  const fields = newFormFields(search ?? MarketSearchSchema.parse({ site: DEFAULT_SITE }));
  const isUnreadable = pasted !== "" && search === null;
  const body = (
    <WatchFormPage
      c={c}
      fields={fields}
      pasted={pasted}
      link={isUnreadable ? "unread" : search ? "read" : undefined}
    />
  );
  return show(c, body, isUnreadable ? REFUSED_STATUS : 200);
}

interface RefusedForm {
  readonly fields: WatchFields;
  readonly refusal: Refusal;
  readonly watch?: Watch | undefined;
}

const showFormError = (c: Context<Env>, refused: RefusedForm): Response =>
  show(c, <WatchFormPage c={c} {...refused} />, refused.refusal.status);

function show(c: Context<Env>, body: Parameters<typeof page>[2], status: Refusal["status"] = 200) {
  return page(c, { title: c.var.t("watches.new"), current: "market", status }, body);
}
