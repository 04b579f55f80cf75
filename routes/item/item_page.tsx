/** Shows the page of one item with all that it is drawn from. */
import type { Context } from "hono";
import { changesOfWords, type Item } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import type { FormStatus } from "../forms/form.ts";
import { page } from "../frame/page.tsx";
import { queryOf } from "../items/query.ts";
import { describeJob, type JobTexts } from "../jobs/job_texts.ts";
import type { Services } from "../services.ts";
import { wordsJustRead } from "../typed_words/flash.ts";
import { readWords } from "../typed_words/read.ts";
import { reportOf, type WordsReport } from "../typed_words/report.ts";
import { type ItemForms, itemForms } from "./item_forms.ts";
import { ItemPage } from "./page.tsx";
import { itemName } from "./item_texts.ts";

export type ItemPageNeeds = Pick<
  Services,
  "inventory" | "jobs" | "listing" | "photos" | "pricing" | "shop"
>;

interface Shown {
  /** Forms of the page that were refused. */
  readonly forms?: Partial<ItemForms>;
  readonly status?: FormStatus;
}

/** @param c of a path with the item's `:number` */
export async function showItem(
  c: Context<Env>,
  { inventory, jobs, listing, photos, pricing, shop }: ItemPageNeeds,
  { forms, status }: Shown = {},
): Promise<Response> {
  const row = await inventory.get(Number(c.req.param("number")));
  const item = row.value;
  const { language } = await listing.voice();
  const [album, running, review, answer] = await Promise.all([
    photos.list(item.id),
    jobsOf(c, jobs, item),
    listing.review(item, language, c.var.locale),
    pricing.appraise(item),
  ]);
  const category = item.facts.category?.value;
  const body = (
    <ItemPage
      c={c}
      recents={inventory.recents(category === undefined ? {} : { category })}
      row={row}
      words={await reportJustRead(c, inventory, item)}
      photos={album}
      jobs={running}
      review={review}
      answer={answer}
      shop={shop}
      neighbours={inventory.neighbours(item.number, queryOf(new URLSearchParams()))}
      forms={{ ...itemForms(item, c.var), ...forms }}
    />
  );
  return page(c, { title: itemName(c.var, item), current: "items", status }, body);
}

/** Report on the typed words that led to this page. */
async function reportJustRead(
  c: Context<Env>,
  inventory: Services["inventory"],
  item: Item,
): Promise<WordsReport | undefined> {
  const text = wordsJustRead(c);
  if (text === undefined) return undefined;
  const understood = await readWords(inventory, { text, language: c.var.locale, item });
  return reportOf(text, understood, changesOfWords(understood, { facts: item.facts }));
}

/** @returns the item's jobs that have not ended */
export async function jobsOf(
  c: Context<Env>,
  jobs: Services["jobs"],
  { id }: Item,
): Promise<JobTexts[]> {
  const known = await jobs.list({ subject: id });
  return known.filter(({ state }) => /^(waiting|running|failed)$/.test(state))
    .map((job) => describeJob(job, c.var.t));
}
