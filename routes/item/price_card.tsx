/** The item page's price card: asked price, cost and estimate. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { money } from "../../locales/format.ts";
import { SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";
import { PriceLine } from "../price/line.tsx";
import type { ItemPageProps } from "./page_props.ts";

export function PriceCard({ c, row: { value: item }, answer, forms }: ItemPageProps) {
  const { t, locale } = c.var;
  const { price, cost } = item;
  return (
    <Sheet
      id="price"
      title={t("items.what_to_ask")}
      action={
        <ButtonLink href={`/items/${item.number}/price`} kind="quiet">{t("price.link")}</ButtonLink>
      }
    >
      <form method="post" action={`/items/${item.number}/price`} class="row row--field">
        <SeenField form={forms.price} />
        <TextField
          {...propsOf(t, forms.price, "ask-").value("price")}
          label={`${t("items.price")} (${price?.currency ?? "EUR"})`}
          inputMode="decimal"
          placeholder="0,00"
        />
        <Button type="submit">
          {t("price" in forms.price.theirs ? "forms.save_anyway" : "common.save")}
        </Button>
      </form>
      {cost && price && (
        <p class="soft small">
          {t("items.above_cost", {
            cost: money(locale, cost),
            margin: money(locale, { ...price, cents: price.cents - cost.cents }),
          })}
        </p>
      )}
      <PriceLine c={c} answer={answer} />
    </Sheet>
  );
}
