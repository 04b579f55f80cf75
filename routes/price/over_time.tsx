/** Plot of the comparables' prices and the item's own price over time. */
import { PriceHistory } from "../../components/plots/price_history.tsx";
import type { PricedAt, PriceLine } from "../../components/plots/history_parts.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { date } from "../../locales/format.ts";
import { INTL } from "../../locales/mod.ts";
import { DAY_MS } from "../../services/base/time.ts";
import type { Sighting, Suggestion } from "../../services/market/mod.ts";
import type { PricePageProps } from "./page_props.ts";
import { shortMoney } from "./price_texts.ts";

/** Fewest listings for a plot; fewer show no course. */
const LINES_MIN = 3;
const SPAN_MIN_MS = 2 * DAY_MS;
/** More lines hide each other; the strongest are kept. */
const LINES_MAX = 24;

interface Props extends PricePageProps {
  suggestion: Suggestion;
}

export function OverTimeSheet(props: Props) {
  const { c: { var: { t, locale } }, sightings, suggestion: { fair, interval80 }, now } = props;
  const { currency } = fair;
  const seen = sightings.filter(({ observation: { price } }) => price.currency === currency)
    .slice(0, LINES_MAX);
  const begin = Math.min(...seen.map(({ firstSeen }) => firstSeen));
  if (seen.length < LINES_MIN || now - begin < SPAN_MIN_MS) return null;
  const own = ownPrices(props, begin);
  const amount = (cents: number) => shortMoney(locale, { cents: Math.round(cents), currency });
  const day = new Intl.DateTimeFormat(INTL[locale], { day: "numeric", month: "short" });
  return (
    <Sheet title={t("price.over_time")}>
      <PriceHistory
        name="history"
        lines={seen.map(lineOf)}
        band={{ low: interval80.low.cents, high: interval80.high.cents }}
        {...(own.length > 0 && {
          own: { prices: own, text: t("price.own_price", { price: amount(own.at(-1)!.price) }) },
        })}
        until={now}
        amount={amount}
        day={(at) => day.format(at)}
        words={{
          title: t("price.over_time"),
          description: t("price.over_time_words", {
            count: seen.length,
            cuts: seen.filter(wasCut).length,
            gone: seen.filter(({ gone }) => gone).length,
            since: date(locale, begin),
          }),
          tableName: t("price.as_table"),
        }}
        table={tableOf(props, seen)}
      />
      <p class="soft small">{t("price.over_time_read")}</p>
    </Sheet>
  );
}

function lineOf({ prices, lastSeen, gone }: Sighting): PriceLine {
  return {
    prices: prices.map(({ at, price }) => ({ at, price: price.cents })),
    until: gone?.at ?? lastSeen,
    ...(gone && { end: gone.how }),
  };
}

function wasCut({ prices }: Sighting): boolean {
  return prices.at(-1)!.price.cents < prices[0]!.price.cents;
}

/** The item's prices within the plot, starting with the one that applied at its beginning. */
function ownPrices({ own, suggestion: { fair } }: Props, begin: number): PricedAt[] {
  const known = own.filter(({ price }) => price.currency === fair.currency);
  return known.filter((_, at) => known[at + 1] === undefined || known[at + 1]!.at > begin)
    .map(({ at, price }) => ({ at: Math.max(at, begin), price: price.cents }));
}

function tableOf({ c: { var: { t, locale } } }: Props, seen: readonly Sighting[]) {
  return {
    columns: [
      { key: "listing", label: t("price.head_listing") },
      { key: "first", label: t("price.first_price"), figure: true },
      { key: "last", label: t("price.last_price"), figure: true },
      { key: "end", label: t("price.how_it_ended") },
    ],
    rows: seen.map(({ key, observation, prices, firstSeen, lastSeen, gone }) => ({
      id: key,
      cells: {
        listing: observation.title,
        first: `${shortMoney(locale, prices[0]!.price)}, ${date(locale, firstSeen)}`,
        last: `${shortMoney(locale, prices.at(-1)!.price)}, ${date(locale, lastSeen)}`,
        end: t(`price.end_${gone?.how ?? "still"}`),
      },
    })),
  };
}
