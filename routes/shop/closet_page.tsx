/** The shop's list of items, paged and filtered by kind and size. */
import type { ComponentChildren } from "preact";
import { ChipLink, Chips } from "../../components/chips.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Icon } from "../../components/icon.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { money, number } from "../../locales/format.ts";
import {
  type Closet,
  CLOSET_PAGE_SIZE,
  closetPath,
  type ClosetQuery,
  type PublicItem,
  publicItemPath,
  thumbPath,
} from "../../services/shop/mod.ts";
import { pathTo } from "../../services/taxonomy/mod.ts";
import { factText } from "../item/item_texts.ts";
import { fileHref, pageHref, publicName, shopName, type ShopView } from "./shop_view.ts";

/** What stands on a phone's first screen is fetched at once. */
const EAGER = 4;
const CHIPS_MAX = 16;

export function ClosetPage({ view, closet }: { view: ShopView; closet: Closet }) {
  const { t, locale, settings } = view;
  const words = settings.words[locale] || settings.words.it || settings.words.en;
  const wordsIn = settings.words[locale] ? undefined : settings.words.it ? "it" : "en";
  return (
    <div class="page">
      <header class="stack">
        <h1>{closetTitle(view, closet) ?? shopName(view)}</h1>
        {words && <p class="shop-words" lang={wordsIn}>{words}</p>}
      </header>
      <Filters view={view} closet={closet} />
      {closet.total === 0
        ? <EmptyState icon="wardrobe">{t("shop.empty")}</EmptyState>
        : <ItemGrid view={view} closet={closet} />}
    </div>
  );
}

/** "Blazer · Donna, taglia M"; `null` for the whole closet. */
export function closetTitle(view: ShopView, { query, sizes }: Closet): string | null {
  const size = sizes.find(({ value }) => value.slug === query.size)?.value.label;
  const parts = [
    query.kind && kindName(view, query.kind),
    size && view.t("shop.size", { size }),
    query.page > 1 && view.t("shop.page", { page: query.page }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : null;
}

function kindName({ locale }: ShopView, key: string): string {
  const path = pathTo(key);
  const [first, last] = [path[0], path.at(-1)];
  if (!first || !last) return key;
  if (first === last) return last.labels[locale];
  return `${last.labels[locale]} · ${first.labels[locale]}`;
}

function Filters({ view, closet }: { view: ShopView; closet: Closet }) {
  const { t } = view;
  const { query, kinds, sizes } = closet;
  const to = (change: Partial<ClosetQuery>) =>
    pageHref(view, closetPath({ ...query, page: 1, ...change }));
  return (
    <div class="stack">
      {(kinds.length > 1 || query.kind) && (
        <Chips label={t("shop.kinds")}>
          <ChipLink href={to({ kind: undefined })} current={!query.kind}>{t("shop.all")}</ChipLink>
          {kinds.slice(0, CHIPS_MAX).map(({ value, count }) => (
            <ChipLink key={value} href={to({ kind: value })} current={value === query.kind}>
              {kindName(view, value)} <Figure>{number(view.locale, count)}</Figure>
            </ChipLink>
          ))}
        </Chips>
      )}
      {(sizes.length > 1 || query.size) && (
        <Chips label={t("shop.sizes")}>
          <ChipLink href={to({ size: undefined })} current={!query.size}>
            {t("shop.all_sizes")}
          </ChipLink>
          {sizes.slice(0, CHIPS_MAX).map(({ value: { slug, label }, count }) => (
            <ChipLink key={slug} href={to({ size: slug })} current={slug === query.size}>
              {label} <Figure>{number(view.locale, count)}</Figure>
            </ChipLink>
          ))}
        </Chips>
      )}
    </div>
  );
}

function Figure({ children }: { children: ComponentChildren }) {
  return <span class="soft small">{children}</span>;
}

function ItemGrid({ view, closet }: { view: ShopView; closet: Closet }) {
  const { t, locale } = view;
  const { query, goods, total, pages } = closet;
  const first = (query.page - 1) * CLOSET_PAGE_SIZE;
  const turn = (page: number, label: string) =>
    page >= 1 && page <= pages
      ? { href: pageHref(view, closetPath({ ...query, page })), label }
      : undefined;
  return (
    <>
      <ul class="shop-goods">
        {goods.map((good, at) => <Tile key={good.itemId} view={view} good={good} at={at} />)}
      </ul>
      <Pagination
        label={t("shop.pages")}
        summary={t("shop.shown", {
          from: number(locale, first + 1),
          to: number(locale, first + goods.length),
          total: number(locale, total),
        })}
        previous={turn(query.page - 1, t("items.previous"))}
        next={turn(query.page + 1, t("items.next"))}
      />
    </>
  );
}

function Tile({ view, good, at }: { view: ShopView; good: PublicItem; at: number }) {
  const { locale } = view;
  const under = [good.size?.label, factText(good.facts, "condition", view)].filter(Boolean);
  return (
    <li>
      <a href={pageHref(view, publicItemPath(good))}>
        <Cover view={view} good={good} eager={at < EAGER} />
        <span class="name">{publicName(view, good)}</span>
      </a>
      {under.length > 0 && <p class="soft small">{under.join(" · ")}</p>}
      {good.price && <p class="shop-price">{money(locale, good.price)}</p>}
    </li>
  );
}

function Cover({ view, good: { photos: [cover] }, eager }: {
  view: ShopView;
  good: PublicItem;
  eager: boolean;
}) {
  if (!cover) {
    return (
      <span class="shop-cover shop-cover--none">
        <Icon name="photo" />
      </span>
    );
  }
  const { width, height } = cover.thumb;
  return (
    <img
      class="shop-cover"
      src={fileHref(view, thumbPath(cover.thumb))}
      width={width}
      height={height}
      alt=""
      loading={eager ? undefined : "lazy"}
    />
  );
}
