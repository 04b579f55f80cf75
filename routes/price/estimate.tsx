/** The answer: three prices with one tap each, and what is left of each for whom. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Table } from "../../components/table.tsx";
import { money } from "../../locales/format.ts";
import {
  priceChange,
  saidPrice,
  type Suggestion,
  worthChanging,
} from "../../services/market/mod.ts";
import { buyerTotal, type Money } from "../../services/base/money.ts";
import { daysText } from "./days_texts.ts";
import type { PricePageProps } from "./page_props.ts";
import { percent, shortMoney } from "./price_texts.ts";

const PACES = ["quick", "fair", "patient"] as const;
type Pace = (typeof PACES)[number];

interface Props extends PricePageProps {
  suggestion: Suggestion;
}

export function EstimateSheet(props: Props) {
  return (
    <>
      <section class="prices" aria-label={props.c.var.t("price.three")}>
        {PACES.map((pace) => <PriceCard key={pace} {...props} pace={pace} />)}
      </section>
      <ChangeNotice {...props} />
    </>
  );
}

function PriceCard(props: Props & { pace: Pace }) {
  const { c: { var: { t, locale } }, item, suggestion, pace, days } = props;
  const price = saidPrice(suggestion[pace]);
  const isOwn = item.price?.cents === price.cents && item.price.currency === price.currency;
  const took = days && daysText(t, days, suggestion[pace], suggestion.fair);
  return (
    <div class={pace === "fair" ? "price-card price-card--fair" : "price-card"}>
      <h2 class="small soft">{t(`price.pace_${pace}`)}</h2>
      <p class="price-figure">{shortMoney(locale, price)}</p>
      {took && <p class="small soft">{took}</p>}
      {isOwn && <p class="price-own small">{t("price.is_own")}</p>}
      {!isOwn && item.soldAt === undefined && item.trashedAt === undefined && (
        <form method="post" action={`/items/${item.number}/price/use`}>
          <input type="hidden" name="price" value={inForm(price)} />
          <Button
            type="submit"
            kind={pace === "fair" && suggestion.confidence !== "weak" ? "main" : "plain"}
          >
            {t("price.use")}
            <span class="unseen">{` ${shortMoney(locale, price)}`}</span>
          </Button>
        </form>
      )}
    </div>
  );
}

/** Formats an amount as the price form parses it. */
const inForm = ({ cents, currency }: Money): string => `${(cents / 100).toFixed(2)} ${currency}`;

/** Whether the price that stands is worth changing; a weak estimate does not say. */
function ChangeNotice({ c: { var: { t, locale } }, item, suggestion }: Props) {
  const { price } = item;
  const { fair, confidence } = suggestion;
  if (
    !price || confidence === "weak" || item.soldAt !== undefined || price.currency !== fair.currency
  ) return null;
  const change = priceChange(price, fair);
  const params = { price: shortMoney(locale, price), fair: shortMoney(locale, saidPrice(fair)) };
  if (change === null) {
    const within = percent(locale, worthChanging(price));
    return <Notice tone="done">{t("price.keep", { ...params, within })}</Notice>;
  }
  const share = percent(locale, Math.abs(change));
  return <Notice>{t(change < 0 ? "price.lower" : "price.raise", { ...params, share })}</Notice>;
}

export function ProceedsTable({ c: { var: { t, locale } }, item, suggestion }: Props) {
  const { cost, price } = item;
  const own = price?.currency === suggestion.fair.currency && price;
  const asked = [
    ...PACES.map((pace) => ({ name: t(`price.pace_${pace}`), price: saidPrice(suggestion[pace]) })),
    ...(own ? [{ name: t("price.yours"), price: own }] : []),
  ];
  const known = cost?.currency === suggestion.fair.currency;
  return (
    <Sheet title={t("price.left_title")}>
      <Table
        caption={t("price.left_title")}
        columns={[
          { key: "name", label: t("price.left_at") },
          { key: "net", label: t(known ? "price.left_margin" : "price.left_net"), figure: true },
          { key: "total", label: t("price.left_total"), figure: true },
        ]}
        rows={asked.map(({ name, price }, at) => ({
          id: String(at),
          cells: {
            name: `${name}, ${shortMoney(locale, price)}`,
            net: money(locale, { ...price, cents: price.cents - (known ? cost.cents : 0) }),
            total: `≈ ${money(locale, buyerTotal(price).total)}`,
          },
        }))}
      />
      <p class="small soft">
        {known
          ? t("price.left_explained_cost", { cost: shortMoney(locale, cost) })
          : t("price.left_explained")}
      </p>
      {!cost && (
        <p>
          <ButtonLink kind="quiet" href={`/items/${item.number}/edit#cost`}>
            {t("price.add_cost")}
          </ButtonLink>
        </p>
      )}
    </Sheet>
  );
}
