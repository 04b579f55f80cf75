/** The wardrobe as a list or a grid: what was asked, how many there are, and one page of them. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { ChipLink, Chips } from "../../components/chips.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { Tag } from "../../components/tag.tsx";
import { Thumb } from "../../components/lines.tsx";
import { money, number } from "../../locales/format.ts";
import {
  type ItemHits,
  type ItemQuery,
  type ItemRow,
  PAGE_ITEMS,
  type SavedView,
  type State,
  STATES,
} from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { coverUrl, itemName } from "../item/words.ts";
import { BulkBar } from "./bulk.tsx";
import { Filters } from "./filters.tsx";
import { addressOf, filtersOn, pageAfter, pageBefore } from "./query.ts";

export type Shape = "list" | "grid";

export interface ListProps {
  c: Context<Env>;
  query: ItemQuery;
  hits: ItemHits;
  views: readonly SavedView[];
  shape: Shape;
  /** In use, for the filters: a wardrobe has few of the many there are. */
  categories: readonly string[];
  boxes: readonly string[];
  brands: readonly string[];
}

export const STATE_TONES: Record<State, StateTone> = {
  draft: "idle",
  ready: "attention",
  listed: "active",
  reserved: "attention",
  sold: "active",
  shipped: "active",
  completed: "done",
  returned: "wrong",
  withdrawn: "idle",
};

export function ItemsList(props: ListProps) {
  const { c: { var: { t } }, query, hits, views } = props;
  return (
    <div class="page">
      <header class="masthead">
        <h1>{query.trashed ? t("items.trash") : t("items.title")}</h1>
        <div class="row">
          <ButtonLink href="/lots" kind="quiet" icon="box">{t("inventory.lots")}</ButtonLink>
          <ButtonLink href="/import" kind="quiet" icon="upload">{t("items.import")}</ButtonLink>
          <ButtonLink href="/items/new" kind="main" icon="plus">{t("items.new")}</ButtonLink>
        </div>
      </header>
      <SearchForm {...props} />
      {views.length > 0 && <Views t={t} views={views} query={query} />}
      <StateTabs {...props} />
      {hits.rows.length > 0 ? <Found {...props} /> : <Nothing {...props} />}
    </div>
  );
}

/** On the phone the list brings its own search; on the desktop it is always on top. */
function SearchForm(props: ListProps) {
  const { c: { var: { t } }, query } = props;
  return (
    <form action="/items" class="stack">
      <div class="row phone-only">
        <input
          class="input grow"
          type="search"
          name="q"
          value={query.text}
          aria-label={t("shell.search")}
          placeholder={t("shell.search_hint")}
        />
        <Button type="submit" icon="search" iconOnly>{t("items.search")}</Button>
      </div>
      <Filters {...props} />
    </form>
  );
}

function Views(
  { t, views, query }: { t: Env["Variables"]["t"] } & Pick<ListProps, "views" | "query">,
) {
  const here = addressOf(query);
  return (
    <Chips label={t("items.views")}>
      {views.map(({ id, name, query }) => {
        const href = addressOf(query);
        return <ChipLink key={id} href={href} current={href === here}>{name}</ChipLink>;
      })}
    </Chips>
  );
}

function StateTabs({ c: { var: { t } }, query, hits }: ListProps) {
  const all = Object.values(hits.states).reduce((sum, count) => sum + count, 0);
  const chosen = query.states?.length === 1 ? query.states[0] : undefined;
  const tabs = [
    {
      href: addressOf(query, { states: undefined }),
      label: t("items.all"),
      count: all,
      current: !query.states?.length,
    },
    ...STATES.filter((state) => hits.states[state] > 0 || state === chosen).map((state) => ({
      href: addressOf(query, { states: [state] }),
      label: t(`inventory.state_${state}`),
      count: hits.states[state],
      current: state === chosen,
    })),
  ];
  return <Tabs tabs={tabs} label={t("items.by_state")} />;
}

function Found(props: ListProps) {
  const { c: { var: { t, locale } }, query, hits, shape } = props;
  const { offset = 0 } = query;
  const [before, after] = [pageBefore(query), pageAfter(query, hits.total)];
  return (
    <form method="post" action="/items/bulk" class="stack" id="chosen">
      <input type="hidden" name="back" value={addressOf(query, { offset })} />
      {shape === "grid" ? <Grid {...props} /> : <Rows {...props} />}
      <Pagination
        label={t("items.pages")}
        summary={t("items.shown", {
          from: number(locale, offset + 1),
          to: number(locale, Math.min(offset + PAGE_ITEMS, hits.total)),
          total: number(locale, hits.total),
        })}
        previous={before === null
          ? undefined
          : { href: addressOf(query, { offset: before }), label: t("items.previous") }}
        next={after === null
          ? undefined
          : { href: addressOf(query, { offset: after }), label: t("items.next") }}
      />
      <BulkBar t={t} trashed={query.trashed ?? false} />
    </form>
  );
}

function Rows({ c, hits: { rows } }: ListProps) {
  return (
    <ul class="items">
      {rows.map((row) => (
        <li key={row.id} data-row>
          <Choose c={c} row={row} />
          <Thumb src={coverUrl(row)} />
          <div class="line-text">
            <p class="name">
              <a href={`/items/${row.number}`}>{itemName(c.var, row)}</a>
            </p>
            <p class="under">
              <Tag number={row.number} />
              <Under c={c} row={row} />
            </p>
          </div>
          <p class="price">{row.price && money(c.var.locale, row.price)}</p>
          <StateBadge tone={STATE_TONES[row.state]}>
            {c.var.t(`inventory.state_${row.state}`)}
          </StateBadge>
        </li>
      ))}
    </ul>
  );
}

function Grid({ c, hits: { rows } }: ListProps) {
  return (
    <ul class="tiles">
      {rows.map((row) => (
        <li key={row.id} data-row>
          <a href={`/items/${row.number}`}>
            <Thumb src={coverUrl(row)} />
            <span class="name">{itemName(c.var, row)}</span>
          </a>
          <p class="under">
            <Choose c={c} row={row} />
            <Tag number={row.number} />
            <span class="num">{row.price && money(c.var.locale, row.price)}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Choose({ c: { var: { t } }, row }: { c: Context<Env>; row: ItemRow }) {
  return (
    <input
      type="checkbox"
      class="choose"
      name="id"
      value={row.id}
      aria-label={t("items.choose", { number: row.number })}
    />
  );
}

function Under({ c: { var: { t } }, row }: { c: Context<Env>; row: ItemRow }) {
  const known = [row.size, row.box && t("items.in_box", { box: row.box })].filter(Boolean);
  return <span>{known.join(" · ")}</span>;
}

function Nothing({ c: { var: { t } }, query, hits }: ListProps) {
  if (!hits.complete) return <EmptyState icon="wardrobe">{t("items.still_reading")}</EmptyState>;
  if (query.trashed) return <EmptyState icon="trash">{t("items.trash_empty")}</EmptyState>;
  const asked = query.text || query.states?.length || filtersOn(query) > 0;
  if (asked) {
    return (
      <EmptyState
        icon="search"
        action={<ButtonLink href="/items">{t("items.show_all")}</ButtonLink>}
      >
        {t("items.nothing_found")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="wardrobe"
      action={
        <ButtonLink href="/items/new" kind="main" icon="camera">{t("items.first")}</ButtonLink>
      }
    >
      {t("items.empty")}
    </EmptyState>
  );
}
