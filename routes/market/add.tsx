/** Page for adding evidence by hand: links, shared text, and files. */
import { type Context, Hono } from "hono";
import { invalid, isFailure } from "../../services/base/errors.ts";
import type { Lookups } from "../../services/lookups/mod.ts";
import { type Intake, type Intakes, readByHand, total } from "../../services/market/mod.ts";
import { findListingLink, findSearchLink, siteFacts } from "../../services/marketplace/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { type AddState, linkForm, typedLinkForm } from "./add_form.ts";
import { AddPage } from "./add_page.tsx";
import { addAddress, type Pasted, PASTED_TEXT_CHARS_MAX, readPasted } from "./pasted.ts";
import { FILES_MAX, receiveFiles } from "./received_files.ts";
import { page } from "../frame/page.tsx";
import { refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";
import { type FormStatus, REFUSED_STATUS } from "../forms/form.ts";

export interface AddNeeds extends Pick<Services, "auth" | "clock"> {
  readonly intakes: Intakes;
  /** Absent where nothing can be looked up. */
  readonly lookups?: Pick<Lookups, "state" | "startSearch" | "startItem">;
}

/** Under `/market/add`. */
export function addRoutes({ auth, clock, intakes, lookups }: AddNeeds): Hono<Env> {
  async function show(c: Context<Env>, state: Partial<AddState>, status: FormStatus = 200) {
    const { site } = await auth.profile.get();
    const props: AddState = {
      pasted: readPasted(""),
      text: "",
      intakes: [],
      site,
      mayLookUp: await mayLookUp(lookups),
      ...state,
    };
    return page(
      c,
      { title: c.var.t("market.add_title"), current: "market", status },
      <AddPage c={c} {...props} />,
    );
  }

  return new Hono<Env>()
    .get("/", async (c) => {
      const text = (c.req.query("text") ?? "").slice(0, PASTED_TEXT_CHARS_MAX);
      const pasted = readPasted(text);
      const known = await found(intakes, c.req.queries("id") ?? []);
      const error = wordsFor(c, text, pasted);
      const isRefused = error !== undefined && known.length === 0;
      return await show(
        c,
        { text: error ? text : "", pasted, intakes: known, ...(error && { error }) },
        isRefused ? REFUSED_STATUS : 200,
      );
    })
    .post("/", async (c) => {
      const { site } = await auth.profile.get();
      const { text, ids } = await receiveFiles(c.req.raw, intakes, site);
      if (!text.trim() && ids.length === 0) {
        return await show(c, { error: c.var.t("market.nothing_given") }, REFUSED_STATUS);
      }
      const pasted = readPasted(text);
      const error = wordsFor(c, text, pasted);
      if (error) {
        const state = { text, error, pasted, intakes: await found(intakes, ids) };
        return await show(c, state, REFUSED_STATUS);
      }
      return c.redirect(addAddress(pasted.kept, ids), 303);
    })
    .post("/link", async (c) => {
      const form = typedLinkForm.parse(await readFields(c));
      const link = findListingLink(form.link);
      if (!link) {
        const state = { pasted: readPasted(form.rest), typed: form, wrong: "link" } as const;
        return await show(c, state, REFUSED_STATUS);
      }
      const around = {
        seenAt: clock.now(),
        mode: "link",
        country: link.site,
        currency: siteFacts(link.site).currency,
      } as const;
      const reading = readByHand({ ...form, link, sold: form.kind === "sold" }, around);
      if (total(reading.notUnderstood) > 0) {
        const wrong = "no_title" in reading.notUnderstood ? "title" : "price";
        const pasted = readPasted(`${form.link} ${form.rest}`);
        return await show(c, { pasted, typed: form, wrong }, REFUSED_STATUS);
      }
      const { id } = await intakes.take(reading, { mode: "link", label: link.url });
      flash(c, "market.link_taken", {}, { action: `/market/intakes/${id}/forget`, fields: {} });
      return c.redirect(form.rest ? addAddress(form.rest) : "/market", 303);
    })
    .post("/lookup", async (c) => {
      const { link, rest } = linkForm.parse(await readFields(c));
      try {
        const begun = await lookUp(lookups, link);
        flash(c, "fresh" in begun ? "market.lookup_fresh" : "market.lookup_begun");
      } catch (error) {
        const { sentence, status } = refusalOf(c, error);
        return await show(c, { pasted: readPasted(`${link} ${rest}`), refused: sentence }, status);
      }
      return c.redirect(addAddress(rest), 303);
    });
}

/** Reason why the pasted text cannot be used, if any. */
function wordsFor(c: Context<Env>, text: string, pasted: Pasted) {
  if (pasted.others > 0) return c.var.t("market.not_a_market_link", { count: pasted.others });
  const isEmpty = pasted.items.length + pasted.searches.length === 0;
  return text.trim() && isEmpty ? c.var.t("market.no_link_in_it") : undefined;
}

async function found(intakes: Intakes, ids: readonly string[]): Promise<Intake[]> {
  const looked = await Promise.all(
    ids.slice(0, FILES_MAX).map((id) =>
      intakes.get(id).catch((error) => {
        if (isFailure(error, "not_found")) return null;
        throw error;
      })
    ),
  );
  return looked.filter((intake) => intake !== null);
}

const mayLookUp = async (lookups: AddNeeds["lookups"]): Promise<boolean> =>
  (await lookups?.state())?.on ?? false;

async function lookUp(lookups: AddNeeds["lookups"], pasted: string) {
  const link = findListingLink(pasted);
  const search = findSearchLink(pasted);
  if (lookups && link) return await lookups.startItem(link);
  if (lookups && search) return await lookups.startSearch(search);
  throw invalid("market.not_a_market_link", { count: 1 });
}
