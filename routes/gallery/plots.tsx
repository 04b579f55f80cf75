/** Swatches of what is drawn: the tape of prices, prices over time, how long it takes, and the rows behind them. */
import type { Context } from "hono";
import { EvidenceRows } from "../../components/evidence_rows.tsx";
import { PriceHistory } from "../../components/plots/price_history.tsx";
import { PriceTape, type TapeMark } from "../../components/plots/price_tape.tsx";
import { SurvivalCurve } from "../../components/plots/survival_curve.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import { DAY_MS } from "../../services/base/time.ts";
import type { Env } from "../env.ts";
import { percent, shortMoney } from "../price/price_texts.ts";

interface Props {
  c: Context<Env>;
}

const ASKED = [18, 23, 27, 30, 33, 35, 38, 39, 41, 42, 44, 47, 49, 52, 58, 65, 78];
const SOLD = [36, 40, 43];
const MARKS: readonly TapeMark[] = [
  ...ASKED.map((euros): TapeMark => ({ price: 100 * euros, kind: "asking", say: 20 / euros / 2 })),
  ...SOLD.map((euros): TapeMark => ({ price: 100 * euros, kind: "sold", say: 1 })),
  { price: 12_000, kind: "asking", say: 0, struck: true },
];
const LINES = [
  { prices: [{ at: 0, price: 5_200 }, { at: 9 * DAY_MS, price: 4_700 }], until: 20 * DAY_MS },
  { prices: [{ at: 2 * DAY_MS, price: 4_000 }], until: 12 * DAY_MS, end: "sold" as const },
  { prices: [{ at: 0, price: 3_100 }], until: 7 * DAY_MS, end: "gone" as const },
];
const POINTS = [
  { day: 4, share: 0.8, low: 0.68, high: 0.9 },
  { day: 11, share: 0.55, low: 0.42, high: 0.7 },
  { day: 19, share: 0.4, low: 0.25, high: 0.56 },
];

export function Plots({ c }: Props) {
  const { t, locale } = c.var;
  const amount = (cents: number) => shortMoney(locale, { cents, currency: "EUR" });
  const day = (at: number) => t("price.day", { days: Math.round(at / DAY_MS) });
  const words = (key: MessageKey) => ({
    title: t(key),
    description: t("gallery.plot_words"),
    tableName: t("price.as_table"),
  });
  const table = {
    columns: [{ key: "price", label: t("gallery.table_price"), figure: true }],
    rows: SOLD.map((euros) => ({ id: String(euros), cells: { price: amount(100 * euros) } })),
  };
  const interval = t("price.interval", { low: amount(3_100), high: amount(5_400) });
  return (
    <Sheet>
      <PriceTape
        name="swatch-tape"
        marks={MARKS}
        bracket={{ low: 3_100, middle: 4_300, high: 5_400, text: interval }}
        pin={{ price: 4_500, text: t("price.own_price", { price: amount(4_500) }) }}
        {...{ amount, table }}
        words={words("gallery.plots")}
      />
      <PriceHistory
        name="swatch-history"
        lines={LINES}
        band={{ low: 3_100, high: 5_400 }}
        own={{
          prices: [{ at: 4 * DAY_MS, price: 4_900 }, { at: 14 * DAY_MS, price: 4_500 }],
          text: t("price.own_price", { price: amount(4_500) }),
        }}
        until={20 * DAY_MS}
        {...{ amount, day, table }}
        words={words("price.over_time")}
      />
      <SurvivalCurve
        name="swatch-days"
        curves={[{ points: POINTS, from: 0, until: 24, text: t("price.curve_gone") }]}
        day={(days) => t("price.day", { days })}
        share={(share) => percent(locale, share)}
        words={words("price.days_title")}
        table={table}
      />
    </Sheet>
  );
}

export function Evidence({ c: { var: { t, locale } } }: Props) {
  const row = {
    traits: `Nike · 42 · ${t("gallery.value_condition")}`,
    kind: t("price.kind_asking"),
    seen: t("gallery.seen_yesterday"),
    how: t("price.how_link"),
  };
  const price = (cents: number) => shortMoney(locale, { cents, currency: "EUR" });
  const heads = ["listing", "price", "why", "seen", "act"] as const;
  return (
    <Sheet>
      <EvidenceRows
        name={t("price.rows_title")}
        heads={Object.fromEntries(heads.map((head) => [head, t(`price.head_${head}`)])) as Record<
          (typeof heads)[number],
          string
        >}
        rows={[
          {
            ...row,
            key: "1",
            title: "Air Force 1 Mid 07",
            price: price(4_500),
            adjusted: t("price.as_yours", { price: price(4_200) }),
            why: t("price.reason_same_brand_and_words"),
            weight: t("price.weight", { share: percent(locale, 0.12) }),
            say: 0.8,
            act: t("price.strike"),
          },
          {
            ...row,
            key: "2",
            title: t("gallery.custom"),
            price: price(12_000),
            why: t("price.struck_by_you"),
            struck: true,
            act: t("price.put_back"),
          },
        ]}
        action={{ path: "/gallery/evidence", all: false }}
      />
    </Sheet>
  );
}
