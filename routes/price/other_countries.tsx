/** Estimates for buyers in other countries, with fees and the number of comparables there. */
import type { Context } from "hono";
import { Sheet } from "../../components/sheet.tsx";
import { Table } from "../../components/table.tsx";
import { date, number } from "../../locales/format.ts";
import { INTL } from "../../locales/mod.ts";
import type { Abroad } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import { percent, said, shortMoney } from "./price_texts.ts";

interface Props {
  c: Context<Env>;
  abroad: readonly Abroad[];
}

/** @returns null without market listings from other countries */
export function OtherCountriesSheet({ c, abroad }: Props) {
  const { t, locale } = c.var;
  const seen = abroad.filter((one) => one.seen > 0 || one.home);
  if (!seen.some(({ home }) => !home)) return null;
  const rate = seen.find(({ atHome }) => atHome)?.atHome;
  return (
    <Sheet title={t("price.mirror_title")}>
      <OtherCountriesTable c={c} abroad={seen} />
      <p class="small soft">
        {t("price.mirror_explained")}
        {rate && ` ${t("price.mirror_rates", { date: date(locale, Date.parse(rate.date)) })}`}
      </p>
    </Sheet>
  );
}

function OtherCountriesTable({ c: { var: { t, locale } }, abroad }: Props) {
  const countries = new Intl.DisplayNames(INTL[locale], { type: "region" });
  return (
    <Table
      caption={t("price.mirror_title")}
      columns={[
        { key: "country", label: t("price.mirror_country") },
        { key: "total", label: t("price.left_total"), figure: true },
        { key: "alike", label: t("price.mirror_alike"), figure: true },
      ]}
      rows={abroad.map((one) => ({
        id: one.country,
        cells: {
          country: countries.of(one.country.toUpperCase()),
          total: <Total c={{ var: { t, locale } }} one={one} />,
          alike: (
            <>
              {number(locale, one.alike)}
              {one.share !== null && (
                <span class="soft">
                  {` (${one.shareAtLeast ? "≥ " : ""}${percent(locale, one.share)})`}
                </span>
              )}
            </>
          ),
        },
      }))}
    />
  );
}

function Total({ c: { var: { t, locale } }, one: { answer, total, atHome } }: {
  c: { var: Pick<Env["Variables"], "t" | "locale"> };
  one: Abroad;
}) {
  if (!answer.enough) {
    return <span class="soft">{t("price.mirror_too_few", { needed: answer.needed })}</span>;
  }
  return (
    <>
      {total ? `≈ ${shortMoney(locale, total.fair)}` : said(locale, answer.fair)}
      {!total && <span class="soft">{` ${t("price.mirror_without_fee")}`}</span>}
      {atHome && <span class="soft">{` (≈ ${said(locale, atHome.money)})`}</span>}
    </>
  );
}
