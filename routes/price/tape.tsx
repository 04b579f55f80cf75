/** The comparables of an item on the tape, as if each were of the item's own condition and brand. */
import { priceBands } from "../../components/plots/price_bands.ts";
import { PriceTape, type TapeMark } from "../../components/plots/price_tape.tsx";
import type { PinAt } from "../../components/plots/tape_parts.tsx";
import { number } from "../../locales/format.ts";
import { saidPrice, type Suggestion } from "../../services/market/mod.ts";
import type { PricePageProps } from "./page_props.ts";
import { said, shortMoney } from "./price_texts.ts";

interface Props extends PricePageProps {
  suggestion: Suggestion;
}

export function EvidenceTape(props: Props) {
  const { c: { var: { t, locale } }, suggestion, struck } = props;
  const { fair, interval80: { low, high } } = suggestion;
  const amount = (cents: number) =>
    shortMoney(locale, { cents: Math.round(cents), currency: fair.currency });
  const counted = countedMarks(suggestion);
  const text = t("price.interval", { low: said(locale, low), high: said(locale, high) });
  const pin = pinOf(props);
  const words = {
    title: t("price.tape_title"),
    description: [text, pin?.text].filter(Boolean).join("; "),
    tableName: t("price.as_table"),
  };
  const out = struck.map(({ observation: { price, kind } }) => ({ price, kind }))
    .filter(({ price }) => price.currency === fair.currency)
    .map(({ price, kind }): TapeMark => ({ price: price.cents, kind, say: 0, struck: true }));
  return (
    <PriceTape
      name="tape"
      marks={[...counted, ...out]}
      bracket={{ low: low.cents, middle: fair.cents, high: high.cents, text }}
      {...(pin && { pin })}
      amount={amount}
      words={words}
      table={bandsTable(props, counted)}
    />
  );
}

function countedMarks({ rows }: Suggestion): TapeMark[] {
  const strongest = Math.max(...rows.map(({ weight }) => weight), Number.MIN_VALUE);
  return rows.map(({ adjusted, weight, observation: { kind } }) => ({
    price: adjusted.cents,
    kind,
    say: weight / strongest,
  }));
}

/** The pin shows the sold price, or else the asked price. */
function pinOf({ c: { var: { t, locale } }, item, suggestion: { fair } }: Props): PinAt | null {
  const own = item.soldFor ?? item.price;
  if (own?.currency !== fair.currency) return null;
  const key = item.soldFor ? "price.sold_for" : "price.own_price";
  return { price: own.cents, text: t(key, { price: shortMoney(locale, own) }) };
}

/** Between the ends of the bracket, the fair price, and outside of them. */
function bandsTable({ c: { var: { t, locale } }, suggestion }: Props, marks: readonly TapeMark[]) {
  const { fair, interval80: { low, high } } = suggestion;
  const prices = [low, fair, high].map(saidPrice);
  const words = new Map(prices.map((price) => [price.cents, shortMoney(locale, price)]));
  const edges = [...words.keys()];
  const inWords = (from: number, to: number | null) =>
    from === 0
      ? t("price.band_below", { to: words.get(to!)! })
      : to === null
      ? t("price.band_above", { from: words.get(from)! })
      : t("price.band_between", { from: words.get(from)!, to: words.get(to)! });
  return {
    columns: [
      { key: "band", label: t("price.band") },
      { key: "asking", label: t("price.asked_count"), figure: true },
      { key: "sold", label: t("price.sold_count"), figure: true },
    ],
    rows: priceBands(marks, edges).map(({ from, to, asking, sold }) => ({
      id: String(from),
      cells: {
        band: inWords(from, to),
        asking: number(locale, asking),
        sold: number(locale, sold),
      },
    })),
  };
}
