/** How long things like it take to go, from listings that were seen again and again. */
import { type Survival, SurvivalCurve } from "../../components/plots/survival_curve.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { number } from "../../locales/format.ts";
import type { DaysToSell, TimeOnMarket, TooFewWatched } from "../../services/market/mod.ts";
import { middleText } from "./days_texts.ts";
import type { PricePageProps } from "./page_props.ts";
import { percent } from "./price_texts.ts";

export function DaysSheet(props: PricePageProps) {
  const { c: { var: { t } }, days } = props;
  if (!days) return null;
  const { sold, goneToo } = days.all;
  const middle = middleText(t, days.all);
  return (
    <Sheet title={t("price.days_title")}>
      {sold.enough || goneToo.enough
        ? (
          <>
            {middle && <p>{t("price.days_middle", { middle })}</p>}
            <Curves {...props} days={days} />
            <p class="soft small">
              {t("price.days_counts", days.counts)} {t(`price.days_since_${days.since}`)}
            </p>
          </>
        )
        : (
          <p class="soft">
            {t("price.days_too_few", {
              subjects: goneToo.subjects,
              events: goneToo.events,
              subjectsNeeded: goneToo.subjectsNeeded,
              eventsNeeded: goneToo.eventsNeeded,
            })}
          </p>
        )}
    </Sheet>
  );
}

function Curves({ c: { var: { t, locale } }, days }: PricePageProps & { days: TimeOnMarket }) {
  const curves = [
    ...curveOf(days.all.goneToo, t("price.curve_gone")),
    ...curveOf(days.all.sold, t("price.curve_sold")),
  ];
  const share = (value: number) => percent(locale, value);
  return (
    <SurvivalCurve
      name="days"
      curves={curves}
      day={(value) => t("price.day", { days: Math.round(value) })}
      share={share}
      words={{
        title: t("price.days_title"),
        description: t("price.days_words"),
        tableName: t("price.as_table"),
      }}
      table={{
        columns: [
          { key: "curve", label: t("price.curve") },
          { key: "day", label: t("price.after_days"), figure: true },
          { key: "share", label: t("price.still_there"), figure: true },
          { key: "between", label: t("price.in_four_of_five"), figure: true },
        ],
        rows: curves.flatMap(({ text, points }) =>
          points.map((point) => ({
            id: `${text} ${point.day}`,
            cells: {
              curve: text,
              day: number(locale, Math.round(point.day)),
              share: share(point.share),
              between: `${share(point.low)}–${share(point.high)}`,
            },
          }))
        ),
      }}
    />
  );
}

function curveOf(reading: DaysToSell | TooFewWatched, text: string): Survival[] {
  if (!reading.enough) return [];
  const { points, from, until } = reading;
  return [{ points, from, until, text }];
}
