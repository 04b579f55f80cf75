/** The first page: what to do today, in the order in which it is worth doing. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Island } from "../../components/island.tsx";
import { Line, Lines } from "../../components/lines.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { money, weekday } from "../../locales/format.ts";
import type { MessageKey } from "../../locales/mod.ts";
import { DEMO_BATCH } from "../../services/demo/mod.ts";
import type { ItemHits, ItemQuery, ItemRow } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { coverUrl, itemName } from "../item/item_texts.ts";
import { addressOf } from "../items/query.ts";
import { liveJobs } from "../jobs/live_jobs.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { countOf, marketNews, MarketSheets, MarketTrouble } from "./market.tsx";

const SHOWN = 5;

interface Pile {
  readonly title: MessageKey;
  readonly query: ItemQuery;
  /** The action for each item. */
  readonly action: { readonly label: MessageKey; readonly path: (row: ItemRow) => string };
}

const PILES: readonly Pile[] = [
  {
    title: "today.to_ship",
    query: { states: ["sold"], sort: "updated", reversed: true },
    action: { label: "common.open", path: ({ number }) => `/items/${number}` },
  },
  {
    title: "today.to_review",
    query: { states: ["draft"], sort: "newest" },
    action: { label: "today.review", path: ({ number }) => `/items/${number}` },
  },
  {
    title: "today.to_copy",
    query: { states: ["ready"], sort: "newest" },
    action: { label: "today.copy", path: ({ number }) => `/items/${number}/copy` },
  },
];

type Needs = Pick<
  Services,
  "clock" | "db" | "inventory" | "jobs" | "cuts" | "watches" | "lookups"
>;

export function todayRoutes(services: Needs): Hono<Env> {
  const { clock, inventory, jobs } = services;
  return new Hono<Env>().get("/", async (c) => {
    const { t, locale } = c.var;
    const piles = PILES.map((pile) => ({
      pile,
      hits: inventory.find({ ...pile.query, limit: SHOWN }),
    }))
      .filter(({ hits }) => hits.total > 0);
    const running = await jobs.list({ state: "running" });
    const dead = await jobs.list({ state: "dead", limit: 1 });
    const demo = (await inventory.batches()).some(({ id, undoneBy }) =>
      id === DEMO_BATCH && undoneBy === undefined
    );
    const news = await marketNews(services);
    const unreadable = services.db.unreadable.list().length;
    const things = piles.reduce((sum, { hits }) => sum + hits.total, countOf(news));
    const body = (
      <div class="page">
        <header class="masthead">
          <div class="stack">
            <h1>{t("today.title")}</h1>
            <p class="soft">
              {t("today.date", { date: weekday(locale, clock.now()), count: things })}
            </p>
          </div>
          <ButtonLink href="/items/new" kind="main" icon="camera">{t("today.new")}</ButtonLink>
        </header>
        {dead.length > 0 && (
          <Notice tone="wrong">
            <p>
              {t("today.jobs_failed")} <a href="/jobs">{t("today.see_jobs")}</a>
            </p>
          </Notice>
        )}
        {unreadable > 0 && (
          <Notice tone="wrong">
            <p>
              {t("today.unreadable", { count: unreadable })}{" "}
              <a href="/settings/unreadable">{t("today.unreadable_link")}</a>
            </p>
          </Notice>
        )}
        <MarketTrouble c={c} news={news} />
        <Island of={LiveJobs} props={liveJobs(c, running, { source: "/" })} />
        {demo && <DemoNotice c={c} />}
        {things === 0 && <Nothing c={c} owned={inventory.find({}).total} />}
        <div class="piles">
          {piles.map(({ pile, hits }) => (
            <PileSheet key={pile.title} c={c} pile={pile} hits={hits} />
          ))}
          <MarketSheets c={c} news={news} />
        </div>
      </div>
    );
    return page(c, { title: t("today.title"), current: "today" }, body);
  });
}

function PileSheet({ c, pile: { title, query, action }, hits }: {
  c: Context<Env>;
  pile: Pile;
  hits: ItemHits;
}) {
  const { t, locale } = c.var;
  const more = hits.total - hits.rows.length;
  return (
    <Sheet title={t(title, { count: hits.total })}>
      <Lines>
        {hits.rows.map((row) => (
          <Line
            key={row.id}
            photo={coverUrl(row)}
            name={itemName(c.var, row)}
            href={`/items/${row.number}`}
            number={row.number}
            fact={row.price ? money(locale, row.price) : row.box}
            action={<ButtonLink href={action.path(row)}>{t(action.label)}</ButtonLink>}
          />
        ))}
      </Lines>
      {more > 0 && <a href={addressOf(query)}>{t("today.more", { count: more })}</a>}
    </Sheet>
  );
}

function DemoNotice({ c: { var: { t } } }: { c: Context<Env> }) {
  return (
    <Notice>
      <p>{t("today.demo")}</p>
      <form method="post" action="/items/bulk/undo">
        <input type="hidden" name="batch" value={DEMO_BATCH} />
        <input type="hidden" name="back" value="/" />
        <Button type="submit">{t("today.demo_remove")}</Button>
      </form>
    </Notice>
  );
}

function Nothing({ c: { var: { t } }, owned }: { c: Context<Env>; owned: number }) {
  return (
    <EmptyState
      icon={owned > 0 ? "check" : "wardrobe"}
      action={
        <ButtonLink href="/items/new" kind="main" icon="camera">
          {t(owned > 0 ? "today.new" : "items.first")}
        </ButtonLink>
      }
    >
      {t(owned > 0 ? "today.nothing" : "items.empty")}
    </EmptyState>
  );
}
