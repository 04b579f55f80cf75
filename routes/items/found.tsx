/** One page of what was found, as a list or a grid, each to be chosen for what is done to many. */
import type { Context } from "hono";
import { Thumb } from "../../components/lines.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Tag } from "../../components/tag.tsx";
import { money, number } from "../../locales/format.ts";
import { type ItemRow, PAGE_ITEMS } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { ItemState } from "../item/state_badge.tsx";
import { coverUrl, itemName } from "../item/item_texts.ts";
import { BulkBar } from "./bulk.tsx";
import type { ListProps } from "./list_props.ts";
import { addressOf, pageAfter, pageBefore } from "./query.ts";

export function Found(props: ListProps) {
  const { c: { var: { t, locale } }, query, hits, shape } = props;
  const { offset = 0 } = query;
  const [before, after] = [pageBefore(query), pageAfter(query, hits.total)];
  return (
    <form method="post" action="/items/bulk" class="stack" id="chosen" data-draft="none">
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
          <ItemState t={c.var.t} state={row.state} />
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
