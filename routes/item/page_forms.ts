/** Handles the forms of an item's page. A refused form is shown again on that page with the typed values. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import {
  FACT_NAMES,
  type FactsPatch,
  type Item,
  saidBySeller,
  type State,
  STATES,
  type WordChanges,
} from "../../services/inventory/mod.ts";
import { findListingLink, PASTED_CHARS_MAX } from "../../services/marketplace/mod.ts";
import type { Env } from "../env.ts";
import { mustRead, readSent } from "../forms/body.ts";
import { addWrong, amount, choice, parsed, tick, Wrong } from "../forms/fields.ts";
import {
  answerForm,
  blankForm,
  type Form,
  FormRefused,
  type FormStatus,
  mergedForm,
  mustFit,
  REFUSED_STATUS,
} from "../forms/form.ts";
import { actorOf } from "../frame/actor.ts";
import { flash } from "../frame/flash.ts";
import { STATUS } from "../frame/problems.tsx";
import type { Services } from "../services.ts";
import { confirmedFact, itemChanges } from "./form_read.ts";
import type { Values } from "../forms/merge.ts";
import { fieldLabel } from "./field_labels.ts";
import { factValues, itemValues } from "./form_values.ts";
import { isStepToReady, type ItemForms } from "./item_forms.ts";
import { type ItemPageNeeds, showItem } from "./item_page.tsx";
import { undoOf } from "./undo_form.ts";
import { factText } from "./item_texts.ts";
import { wordsParams } from "../typed_words/flash.ts";
import { wordsField } from "../typed_words/read.ts";
import { saveWords } from "../typed_words/save.ts";

type Needs = ItemPageNeeds & Pick<Services, "ai">;

const ConfirmForm = z.object({ fact: choice(FACT_NAMES) });
const WordsForm = z.object({
  words: wordsField.transform((words, context) => {
    if (words === "") addWrong(context, new Wrong("items.words_empty"));
    return words;
  }),
});

/** @param currency of an amount without a sign */
const StateForm = (currency: string | undefined) =>
  z.object({
    to: choice(STATES),
    link: parsed({ max: PASTED_CHARS_MAX }, (link) =>
      findListingLink(link) ? link : new Wrong("inventory.not_a_listing_link")),
    soldFor: amount(currency === undefined ? {} : { currency }),
    anyway: tick,
  });

/** Mounted on `/items/:number{[0-9]+}`. */
export function itemPageForms(needs: Needs): Hono<Env> {
  const { ai, inventory, listing } = needs;
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));
  const backTo = (c: Context<Env>, { number }: Item, part: keyof ItemForms) =>
    c.redirect(`/items/${number}#${part}`, 303);
  const again = (c: Context<Env>, part: keyof ItemForms) => (form: Form, status: FormStatus) =>
    showItem(c, needs, { forms: { [part]: form }, status });

  /** Says no where the item is to be called ready and something is missing, unless the seller has seen what. */
  async function mustBeComplete(c: Context<Env>, item: Item, form: Form): Promise<void> {
    const { language } = await listing.voice();
    const { completeness } = await listing.review(item, language, c.var.locale);
    if (completeness.missing.length > 0) throw new FormRefused(form, REFUSED_STATUS);
  }

  const app = new Hono<Env>();
  // A page that came back under such an address is read again.
  for (const path of ["/pick", "/words", "/state"]) {
    app.get(path, (c) => c.redirect(`/items/${c.req.param("number")}`, 303));
  }
  return app
    .post("/pick", (c) =>
      answerForm(c, {
        async act(form) {
          const { id, value: before } = await rowOf(c);
          const tapped = onlySent(form);
          let facts: FactsPatch = {};
          const { entry } = await inventory.save(id, (item) => {
            facts = itemChanges(c.var, tapped, item).facts ?? {};
            return { facts };
          }, actorOf(c));
          await ai.corrected(before, facts);
          if (entry) flash(c, "common.saved", {}, undoOf(entry, "facts"));
          return backTo(c, before, "facts");
        },
        again: again(c, "facts"),
      }))
    .post("/confirm", async (c) => {
      const { fact } = mustRead(ConfirmForm, await readSent(c));
      const { id, value: before } = await rowOf(c);
      const { entry } = await inventory.save(
        id,
        (item) => ({ facts: confirmedFact(item, fact) }),
        actorOf(c),
      );
      await ai.corrected(before, confirmedFact(before, fact));
      flash(c, "items.confirmed", {}, undoOf(entry, "facts"));
      return backTo(c, before, "facts");
    })
    .post("/words", (c) =>
      answerForm(c, {
        fieldOf: { "inventory.note_full": "words" },
        async act(form) {
          const { words: text } = mustFit(c.var.t, WordsForm, form);
          const row = await rowOf(c);
          const { entry, report } = await saveWords({ ai, inventory }, row, {
            text,
            language: c.var.locale,
            by: actorOf(c),
            check: (item, changes) => mustOverwriteKnowingly(c, form, item, changes),
          });
          flash(c, "items.words_read", wordsParams(text, report), undoOf(entry, "facts"));
          return backTo(c, row.value, "facts");
        },
        again: again(c, "facts"),
      }))
    .post("/price", (c) =>
      answerForm(c, {
        async act(form) {
          const { id, value } = await rowOf(c);
          const { entry } = await inventory.save(
            id,
            (item) => ({ fields: itemChanges(c.var, form, item).fields ?? {} }),
            actorOf(c),
          );
          flash(c, "common.saved", {}, undoOf(entry, "price"));
          return backTo(c, value, "price");
        },
        again: again(c, "price"),
      }))
    .post("/state", (c) =>
      answerForm(c, {
        async act(form) {
          const { id, value: item } = await rowOf(c);
          const given = mustFit(c.var.t, StateForm(item.price?.currency), form);
          const { to, link, soldFor, anyway } = given;
          const from = stateSeen(form);
          if (!anyway && isStepToReady(item.state, to)) await mustBeComplete(c, item, form);
          const details = { ...(link && { listingUrl: link }), ...(soldFor && { soldFor }) };
          const { row, entry } = await inventory.move(id, to, actorOf(c), details, { from });
          if (to === "listed") await ai.kept(row.value);
          const word = c.var.t(`inventory.state_${to}`).toLowerCase();
          flash(c, "items.moved", { state: word }, undoOf(entry, "state"));
          return backTo(c, item, "state");
        },
        again: again(c, "state"),
      }));
}

/** A one-tap form sends one fact and must not clear the others. */
function onlySent({ values, seen, ...form }: Form): Form {
  const said = Object.entries(seen ?? {}).filter(([name]) => name in values);
  return { ...form, values, seen: seen && Object.fromEntries(said) };
}

const stateSeen = ({ seen }: Form): State | undefined =>
  STATES.find((state) => state === seen?.state?.[0]);

/** Facts that typed words extend instead of replacing. */
const ADDED_TO: ReadonlySet<string> = new Set(["flaws", "no_flaws", "details"]);

/** Typed words replace a fact, but not one that was saved elsewhere since the page was loaded. */
function mustOverwriteKnowingly(
  c: Context<Env>,
  form: Form,
  item: Item,
  { facts, fields: { price, cost, box } }: WordChanges,
): void {
  const current = itemValues(item, c.var);
  const said = itemValues({ ...item, facts: saidBySeller(facts, 0), price, cost, box }, c.var);
  const names = [...Object.keys(factValues(saidBySeller(facts, 0), c.var)), "price", "cost", "box"];
  const sent = Object.fromEntries(
    names.filter((name) => !ADDED_TO.has(name) && (said[name] ?? []).length > 0)
      .map((name) => [name, said[name]!]),
  );
  const { theirs } = mergedForm(onlySent({ ...blankForm(sent), seen: form.seen }), current);
  const changed = Object.keys(theirs).map((name) =>
    `${fieldLabel(c.var.t, name)}: ${wordsOf(c, item, name, theirs)}`
  );
  if (changed.length === 0) return;
  const sentence = c.var.t("items.facts_changed", { facts: changed.join(" · ") });
  throw new FormRefused({ ...form, seen: current, errors: { words: sentence } }, STATUS.conflict);
}

/** A saved value as a person knows it. */
function wordsOf(c: Context<Env>, item: Item, name: string, theirs: Values): string {
  const fact = FACT_NAMES.find((fact) => fact === name);
  return (fact && factText(item.facts, fact, c.var)) ?? (theirs[name]!.join(", ") || "–");
}
