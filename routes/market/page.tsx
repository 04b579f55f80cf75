/** The front page of the market: the counts, the ways in, what came in lately, and every price in it. */
import { ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago, number } from "../../locales/format.ts";
import { INTL } from "../../locales/mod.ts";
import { MODES } from "../../services/market/mod.ts";
import { MarketBegin } from "./begin.tsx";
import { RecentCapturesSheet } from "./recent_captures.tsx";
import type { MarketProps } from "./page_props.ts";
import { SightingsSheet } from "./sightings.tsx";

export function MarketPage(props: MarketProps) {
  const { c: { var: { t } }, summary } = props;
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("market.title")}</h1>
        <ButtonLink href="/market/add" kind="main" icon="plus">{t("market.add")}</ButtonLink>
      </header>
      {!summary.complete && <Notice>{t("market.still_reading")}</Notice>}
      {summary.total === 0 ? <MarketBegin t={t} /> : <SummarySheet {...props} />}
      <WaysSheet {...props} />
      {props.intakes.length > 0 && <RecentCapturesSheet {...props} />}
      {summary.total > 0 && <SightingsSheet {...props} />}
    </div>
  );
}

function SummarySheet({ c: { var: { t, locale } }, summary, now }: MarketProps) {
  const { total, asking, sold, own, newest, oldest, byMode, byCountry } = summary;
  const countries = new Intl.DisplayNames(INTL[locale], { type: "region" });
  const modes = MODES.filter((mode) => byMode[mode] > 0)
    .map((mode) => `${t(`market.mode_${mode}`)} ${number(locale, byMode[mode])}`);
  const places = Object.entries(byCountry).sort(([, a], [, b]) => b - a)
    .map(([country, count]) => `${nameOf(countries, country)} ${number(locale, count)}`);
  return (
    <Sheet title={t("market.summary", { count: total })}>
      <dl class="pairs">
        <dt>{t("market.kinds")}</dt>
        <dd>{t("market.kinds_counted", { asking, sold, own })}</dd>
        <dt>{t("market.ways_in")}</dt>
        <dd>{modes.join(" · ")}</dd>
        <dt>{t("market.freshness")}</dt>
        <dd>
          {newest !== null && oldest !== null &&
            t("market.from_to", {
              newest: ago(locale, newest, now),
              oldest: ago(locale, oldest, now),
            })}
        </dd>
        <dt>{t("market.countries")}</dt>
        <dd>{places.join(" · ")}</dd>
      </dl>
    </Sheet>
  );
}

/** Country name; a code that Intl does not know stays as it is. */
function nameOf(countries: Intl.DisplayNames, country: string): string {
  try {
    return countries.of(country.toUpperCase()) ?? country;
  } catch {
    return country;
  }
}

function WaysSheet({ c: { var: { t } } }: MarketProps) {
  const rooms = [
    ["/market/capture", t("market.capture_title"), t("market.capture_short")],
    ["/market/lookups", t("market.to_lookups"), t("market.to_lookups_short")],
    ["/watches", t("market.to_watches"), t("market.to_watches_short")],
    ["/cuts", t("market.to_cuts"), t("market.to_cuts_short")],
    ["/market/report", t("market.to_report"), t("market.to_report_short")],
  ] as const;
  return (
    <Sheet title={t("market.around")}>
      <ul class="around">
        {rooms.map(([href, name, what]) => (
          <li key={href}>
            <a href={href}>{name}</a>
            <p class="small soft">{what}</p>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
