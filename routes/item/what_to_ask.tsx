/** The price the seller asks, beside what it cost and what the evidence says. */
import { Button, ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { money } from "../../locales/format.ts";
import { PriceLine } from "../price/line.tsx";
import type { ItemPageProps } from "./page_props.ts";

const EUROS = { minimumFractionDigits: 2, useGrouping: false };

export function WhatToAsk({ c, row: { value: item }, answer }: ItemPageProps) {
  const { t, locale } = c.var;
  const { price, cost } = item;
  return (
    <Sheet
      title={t("items.what_to_ask")}
      action={
        <ButtonLink href={`/items/${item.number}/price`} kind="quiet">{t("price.link")}</ButtonLink>
      }
    >
      <form method="post" action={`/items/${item.number}/price`} class="row">
        <label class="row grow">
          <span>{t("items.price")}</span>
          <input
            class="input grow"
            name="price"
            inputMode="decimal"
            value={price ? (price.cents / 100).toLocaleString("it-IT", EUROS) : undefined}
            placeholder="0,00"
          />
          <span>{price?.currency ?? "EUR"}</span>
        </label>
        <Button type="submit">{t("common.save")}</Button>
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
