/** One item: its page, what the seller says of it, where it stands, what was done to it. */
import { type Context, Hono } from "hono";
import { invalid, isFailure } from "../../services/errors.ts";
import {
  changesOfWords,
  type Item,
  type ItemChanges,
  MoveDetailsSchema,
  STATES,
} from "../../services/inventory/mod.ts";
import { parseMoney } from "../../services/money.ts";
import type { Row } from "../../services/store/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { readFields, readSent } from "../forms/body.ts";
import { flash } from "../frame/flash.ts";
import { confirmedFact, factsOf, itemPatchOf } from "./form_read.ts";
import { ItemForm } from "./form.tsx";
import { HistoryPage } from "./history.tsx";
import { ItemPage } from "./page.tsx";
import { undoOf } from "./undo.ts";
import { itemName } from "./words.ts";
import { queryOf } from "../items/query.ts";
import { type JobInWords, sayJob } from "../jobs/job_words.ts";
import { page } from "../frame/page.tsx";
import { sentenceOf } from "../frame/problems.tsx";
import { wordsJustRead, wordsParams } from "../typed_words/flash.ts";
import { mustBeShort, readWords, type RefusedWords } from "../typed_words/read.ts";
import { reportOf, type WordsReport } from "../typed_words/report.ts";
import { saveWords } from "../typed_words/save.ts";
import type { Services } from "../services.ts";

type Needs = Pick<
  Services,
  "ai" | "inventory" | "jobs" | "listing" | "photos" | "pricing" | "shop"
>;

/** Mounted on `/items/:number{[0-9]+}`. */
export function itemRoutes(
  { ai, inventory, jobs, listing, photos, pricing, shop }: Needs,
): Hono<Env> {
  const rowOf = (c: Context<Env>) => inventory.get(Number(c.req.param("number")));

  function backTo(c: Context<Env>, { number }: Item, part = ""): Response {
    return c.redirect(`/items/${number}${part}`, 303);
  }

  /** What was understood of the words that led here. */
  async function reportJustRead(c: Context<Env>, item: Item): Promise<WordsReport | undefined> {
    const text = wordsJustRead(c);
    if (text === undefined) return undefined;
    const understood = await readWords(inventory, { text, language: c.var.locale, item });
    return reportOf(text, understood, changesOfWords(understood, { facts: item.facts }));
  }

  /** What is under way for an item. */
  async function jobsOf(c: Context<Env>, { id }: Item): Promise<JobInWords[]> {
    const known = await jobs.list({ subject: id });
    return known.filter(({ state }) => /^(waiting|running|failed)$/.test(state))
      .map((job) => sayJob(job, c.var.t));
  }

  /** @returns the history entry of the change, null where nothing changed */
  async function save(c: Context<Env>, { value: item }: Row<Item>, changes: ItemChanges) {
    const { entry } = await inventory.save(item.id, changes, actorOf(c));
    if (changes.facts) await ai.corrected(item, changes.facts);
    return entry;
  }

  /** @param refused words that come back to be mended */
  async function showItem(c: Context<Env>, refused?: RefusedWords): Promise<Response> {
    const row = await rowOf(c);
    const item = row.value;
    const { locale } = c.var;
    const { language } = await listing.voice();
    const [album, running, review, answer] = await Promise.all([
      photos.list(item.id),
      jobsOf(c, item),
      listing.review(item, language, locale),
      pricing.appraise(item),
    ]);
    const category = item.facts.category?.value;
    const body = (
      <ItemPage
        c={c}
        recents={inventory.recents(category === undefined ? {} : { category })}
        row={row}
        words={await reportJustRead(c, item)}
        refusedWords={refused}
        photos={album}
        jobs={running}
        review={review}
        answer={answer}
        shop={shop}
        neighbours={inventory.neighbours(item.number, queryOf(new URLSearchParams()))}
      />
    );
    const title = itemName(c.var, item);
    return page(c, { title, current: "items", ...(refused && { status: 422 }) }, body);
  }

  return new Hono<Env>()
    .get("/", (c) => showItem(c))
    .get("/edit", async (c) => {
      const row = await rowOf(c);
      const category = row.value.facts.category?.value;
      const recents = inventory.recents(category === undefined ? {} : { category });
      const lots = await inventory.lots.list();
      const title = c.var.t("items.edit_title", { number: row.value.number });
      const running = await jobsOf(c, row.value);
      const body = <ItemForm c={c} row={row} recents={recents} lots={lots} jobs={running} />;
      return page(c, { title, current: "items" }, body);
    })
    .post("/edit", async (c) => {
      const row = await rowOf(c);
      const form = await readSent(c);
      const entry = await save(c, row, {
        facts: factsOf(form, row.value),
        fields: itemPatchOf(form, row.value),
      });
      flash(c, "common.saved", {}, undoOf(entry));
      return backTo(c, row.value);
    })
    .post("/pick", async (c) => {
      const row = await rowOf(c);
      await save(c, row, { facts: factsOf(await readSent(c), row.value) });
      return backTo(c, row.value, "#facts");
    })
    .post("/confirm", async (c) => {
      const row = await rowOf(c);
      const { fact } = await readFields(c);
      const facts = confirmedFact(row.value, String(fact ?? ""));
      const entry = await save(c, row, { facts });
      flash(c, "items.confirmed", {}, undoOf(entry));
      return backTo(c, row.value, "#facts");
    })
    .post("/words", async (c) => {
      const row = await rowOf(c);
      const { words } = await readFields(c);
      const text = String(words ?? "").trim();
      try {
        if (!text) throw invalid("items.words_empty");
        mustBeShort(text);
        const said = { text, language: c.var.locale, by: actorOf(c) };
        const { entry, report } = await saveWords({ ai, inventory }, row, said);
        flash(c, "items.words_read", wordsParams(text, report), undoOf(entry));
        return backTo(c, row.value, "#facts");
      } catch (error) {
        if (!isFailure(error, "invalid")) throw error;
        return await showItem(c, { text, sentence: sentenceOf(c.var.t, error) });
      }
    })
    .post("/price", async (c) => {
      const row = await rowOf(c);
      const entry = await save(c, row, { fields: itemPatchOf(await readSent(c), row.value) });
      flash(c, "common.saved", {}, undoOf(entry));
      return backTo(c, row.value);
    })
    .post("/state", async (c) => {
      const row = await rowOf(c);
      const { to, ...given } = await readFields(c);
      const state = STATES.find((known) => known === to);
      if (!state) throw invalid("inventory.bad_field", { field: "state" });
      const paid = String(given.soldFor ?? "").trim();
      const soldFor = paid ? parseMoney(paid, row.value.price?.currency) : undefined;
      if (soldFor === null) throw invalid("items.not_understood", { value: paid });
      const details = MoveDetailsSchema.safeParse({
        ...(soldFor && { soldFor }),
        ...(typeof given.link === "string" && given.link.trim() && { listingUrl: given.link }),
      });
      if (!details.success) throw invalid("inventory.not_a_listing_link");
      const moved = await inventory.move(row.id, state, actorOf(c), details.data);
      if (state === "listed") await ai.kept(moved.row.value);
      const word = c.var.t(`inventory.state_${state}`).toLowerCase();
      flash(c, "items.moved", { state: word }, undoOf(moved.entry));
      return backTo(c, row.value);
    })
    .post("/trash", async (c) => {
      const row = await rowOf(c);
      const { batchId } = await inventory.trash([row.id], actorOf(c));
      flash(c, "items.trashed", { number: row.value.number }, {
        action: "/items/bulk/undo",
        fields: { batch: batchId, back: `/items/${row.value.number}` },
      });
      return c.redirect("/items", 303);
    })
    .post("/restore", async (c) => {
      const row = await rowOf(c);
      await inventory.restore([row.id], actorOf(c));
      flash(c, "items.restored");
      return backTo(c, row.value);
    })
    .get("/history", async (c) => {
      const { value: item } = await rowOf(c);
      const title = c.var.t("items.history_title", { number: item.number });
      const entries = await inventory.history(item.id);
      return page(
        c,
        { title, current: "items" },
        <HistoryPage c={c} item={item} entries={entries} />,
      );
    });
}

/** Mounted on `/items/history`. */
export function historyRoutes({ inventory }: Pick<Services, "inventory">): Hono<Env> {
  return new Hono<Env>().post("/:id/undo", async (c) => {
    const { value: item } = await inventory.undo(c.req.param("id"), actorOf(c));
    flash(c, "common.undone");
    return c.redirect(`/items/${item.number}`, 303);
  });
}
