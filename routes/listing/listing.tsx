/** The listing page: its text, saved while typing, with the linter's findings beside each line. */
import { type Context, Hono } from "hono";
import { type FactsPatch, type Item, SELLER } from "../../services/inventory/mod.ts";
import type { DraftView } from "../../services/listing/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { type Act, type Edit, mergedText, parseEdit, readAct, readEdit } from "./form.ts";
import { itemOf, type Language, languageOf, listingPath } from "./item.ts";
import { conflictPage, editPage } from "./page.tsx";
import { besideOf, fieldsOf, findingId } from "./review_texts.ts";
import type { Services } from "../services.ts";
import { readFields, readJson } from "../forms/body.ts";

type ListingServices = Pick<Services, "inventory" | "listing">;

export function listingRoutes(services: ListingServices): Hono<Env> {
  const { listing } = services;
  return new Hono<Env>()
    .get("/:number/listing", async (c) => {
      const item = await itemOf(services, c);
      const language = await languageOf(services, c);
      return editPage(c, item, language, await listing.review(item, language, c.var.locale));
    })
    .put("/:number/listing", async (c) => {
      const item = await itemOf(services, c);
      const { language, text, rev } = readEdit(await readJson(c));
      const result = await listing.save(item, language, text, rev);
      if (!result.saved) {
        const { text: theirs, rev } = result.theirs;
        return c.json({ saved: false, rev, theirs: fieldsOf(theirs) }, 409);
      }
      const review = await listing.review(item, language, c.var.locale);
      return c.json({ saved: true, rev: result.draft.rev, extra: besideOf(review, c.var.t) });
    })
    .post("/:number/listing", async (c) => {
      const item = await itemOf(services, c);
      const body = await readFields(c);
      const { edit, tooLong } = parseEdit(body);
      if (tooLong.length > 0) {
        const review = await listing.review(item, edit.language, c.var.locale);
        return editPage(c, item, edit.language, review, { edit, tooLong });
      }
      const conflict = await saveAndAct(services, c, item, edit, readAct(body.act));
      if (conflict) return conflictPage(c, item, edit, conflict);
      flash(c, "listing.flash_saved");
      return c.redirect(listingPath(item, edit.language), 303);
    })
    .post("/:number/listing/fix", async (c) => {
      const item = await itemOf(services, c);
      const { id } = await readFields(c);
      const language = await languageOf(services, c);
      await applyFix(services, c, item, language, String(id));
      return c.redirect(listingPath(item, language), 303);
    })
    .post("/:number/listing/choice", async (c) => {
      const item = await itemOf(services, c);
      const body = await readFields(c);
      const { language, rev } = readEdit({ title: "", description: "", hashtags: "", ...body });
      const { text } = await listing.draft(item, language);
      const edit = { language, rev, text: mergedText(body, text) };
      const result = await listing.save(item, language, edit.text, rev);
      if (!result.saved) return conflictPage(c, item, edit, result.theirs);
      flash(c, "listing.flash_saved");
      return c.redirect(listingPath(item, language), 303);
    });
}

/** Saves what was typed, then does what the button said. Gives the newer version where there is one. */
async function saveAndAct(
  services: ListingServices,
  c: Context<Env>,
  item: Item,
  { language, text, rev }: Edit,
  act: Act,
): Promise<DraftView | null> {
  const saved = await services.listing.save(item, language, text, rev);
  if (!saved.saved) return saved.theirs;
  if (act?.kind === "fix") return await applyFix(services, c, item, language, act.id);
  if (act?.kind !== "take") return null;
  const { text: now, composed, rev: next } = saved.draft;
  const taken = { ...now, [act.field]: composed[act.field] };
  const done = await services.listing.save(item, language, taken, next);
  return done.saved ? null : done.theirs;
}

/** One finding's fix, in the text or in the facts. A finding that is gone needs none. */
async function applyFix(
  { listing, inventory }: ListingServices,
  c: Context<Env>,
  item: Item,
  language: Language,
  id: string,
): Promise<DraftView | null> {
  const { draft, findings } = await listing.review(item, language, c.var.locale);
  const patch = findings.find((finding) => findingId(finding) === id)?.fix?.patch;
  if (!patch) return null;
  const { condition, size, confirmed, ...words } = patch;
  const facts: FactsPatch = {
    ...(condition !== undefined && { condition }),
    ...(size !== undefined && { size }),
    ...(confirmed && { [confirmed]: item.facts[confirmed]?.value }),
  };
  if (Object.keys(facts).length > 0) await inventory.save(item.id, { facts }, SELLER);
  if (Object.keys(words).length === 0) return null;
  const done = await listing.save(item, language, { ...draft.text, ...words }, draft.rev);
  return done.saved ? null : done.theirs;
}
