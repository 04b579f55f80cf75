/** Every price there is, the newest first, with a search, a page at a time. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { ChipLink, Chips } from "../../components/chips.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { TextField } from "../../components/field.tsx";
import { Menu } from "../../components/menu.tsx";
import { Pagination } from "../../components/pagination.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago, date, money, number } from "../../locales/format.ts";
import { converted, MODES, type Sighting } from "../../services/market/mod.ts";
import { findListingLink, isSite, siteFacts } from "../../services/marketplace/mod.ts";
import { CONDITIONS } from "../../services/taxonomy/mod.ts";
import type { MarketProps } from "./page_props.ts";
import { addressOf, PAGE_ROWS } from "./query.ts";

export function SightingsSheet(props: MarketProps) {
  const { c: { var: { t } }, query, found, summary } = props;
  const modes = MODES.filter((mode) => summary.byMode[mode] > 0);
  return (
    <Sheet title={t("market.all")}>
      <search>
        <form action="/market" class="asking">
          <div class="grow">
            <TextField type="search" name="q" label={t("market.search")} value={query.q} />
          </div>
          {query.mode && <input type="hidden" name="mode" value={query.mode} />}
          <Button type="submit" icon="search">{t("market.search_do")}</Button>
        </form>
      </search>
      {modes.length > 1 && (
        <Chips label={t("market.ways_in")}>
          <ChipLink
            href={addressOf({ ...query, mode: undefined, offset: 0 })}
            current={!query.mode}
          >
            {t("market.mode_all")}
          </ChipLink>
          {modes.map((mode) => (
            <ChipLink
              key={mode}
              href={addressOf({ ...query, mode, offset: 0 })}
              current={query.mode === mode}
            >
              {t(`market.mode_${mode}`)}
            </ChipLink>
          ))}
        </Chips>
      )}
      {found.total === 0
        ? <EmptyState icon="search">{t("market.none_found")}</EmptyState>
        : <Rows {...props} />}
      <Pages {...props} />
      <div class="row">
        <ButtonLink href="/market/export.csv" icon="download">{t("market.export")}</ButtonLink>
        <ForgetMenu {...props} />
      </div>
    </Sheet>
  );
}

function Rows({ c: { var: { t, locale } }, found, now, currency, rates }: MarketProps) {
  return (
    <ul class="plain-lines">
      {found.sightings.map((sighting) => {
        const { observation, lastSeen, gone } = sighting;
        const href = pageOf(sighting);
        const condition = CONDITIONS.find(({ id }) => id === observation.condition);
        const facts = [observation.brand, observation.size, condition?.labels[locale]];
        const own = converted(observation.price, currency, rates);
        const seen = gone
          ? t(`market.gone_${gone.how}`, { when: ago(locale, gone.at, now) })
          : t("market.seen", { when: ago(locale, lastSeen, now) });
        return (
          <li key={sighting.key} data-row>
            <div class="grow">
              <p class="breakable">
                {href
                  ? <a href={href} rel="noreferrer" target="_blank">{observation.title}</a>
                  : observation.title}
              </p>
              <p class="small soft">
                {[...facts, observation.country.toUpperCase(), seen].filter(Boolean).join(" · ")}
              </p>
            </div>
            <div class="num">
              <p>{money(locale, observation.price)}</p>
              {own && (
                <p class="small soft">
                  {t("market.converted", {
                    amount: money(locale, own.money),
                    date: date(locale, Date.parse(own.date)),
                  })}
                </p>
              )}
              <p class="small soft">{t(`market.kind_${observation.kind}`)}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Only pages of the marketplace are led to, whatever a file called its links. */
function pageOf({ observation: { link = "", country } }: Sighting): string | null {
  const host = isSite(country) ? siteFacts(country).host : "";
  return findListingLink(link.startsWith("/") ? `https://${host}${link}` : link)?.url ?? null;
}

function Pages({ c: { var: { t, locale } }, query, found }: MarketProps) {
  const { offset } = query;
  const to = offset + found.sightings.length;
  if (found.total <= PAGE_ROWS) return null;
  const at = (offset: number) => addressOf({ ...query, offset });
  return (
    <Pagination
      label={t("market.pages")}
      summary={t("market.page_of", {
        from: number(locale, Math.min(offset + 1, to)),
        to: number(locale, to),
        total: number(locale, found.total),
      })}
      {...(offset > 0 && {
        previous: { href: at(Math.max(0, offset - PAGE_ROWS)), label: t("market.page_before") },
      })}
      {...(to < found.total && {
        next: { href: at(offset + PAGE_ROWS), label: t("market.page_after") },
      })}
    />
  );
}

function ForgetMenu({ c: { var: { t, locale } }, summary }: MarketProps) {
  const modes = MODES.filter((mode) => mode !== "own" && summary.byMode[mode] > 0);
  if (modes.length === 0) return null;
  return (
    <Menu label={t("market.forget_way")} kind="quiet" up>
      {modes.map((mode) => (
        <form key={mode} method="post" action="/market/forget">
          <input type="hidden" name="mode" value={mode} />
          <Button type="submit" kind="quiet" icon="trash">
            {`${t(`market.mode_${mode}`)} (${number(locale, summary.byMode[mode])})`}
          </Button>
        </form>
      ))}
    </Menu>
  );
}
