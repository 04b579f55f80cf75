/** The item list: filters, count, and one page of items. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { ChipLink, Chips } from "../../components/chips.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Tabs } from "../../components/tabs.tsx";
import { STATES } from "../../services/inventory/mod.ts";
import { Filters } from "./filters.tsx";
import { Found } from "./found.tsx";
import type { ListProps } from "./list_props.ts";
import { addressOf, filtersOn } from "./query.ts";

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
      {views.length > 0 && <Views {...props} />}
      <StateTabs {...props} />
      {hits.rows.length > 0 ? <Found {...props} /> : <Nothing {...props} />}
    </div>
  );
}

/** Search field for the phone; on the desktop the header has one. */
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

function Views({ c: { var: { t } }, views, query }: ListProps) {
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
