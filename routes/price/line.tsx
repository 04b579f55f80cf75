/** The price of an item in one line: for pages that are about something else. */
import type { Context } from "hono";
import type { Answer } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import { said } from "./price_texts.ts";

export function PriceLine({ c: { var: { t, locale } }, answer }: {
  c: Context<Env>;
  answer: Answer;
}) {
  return (
    <p class="soft small">
      {answer.enough
        ? t(answer.confidence === "weak" ? "price.line_weak" : "price.line", {
          fair: said(locale, answer.fair),
          low: said(locale, answer.interval80.low),
          high: said(locale, answer.interval80.high),
        })
        : t("price.line_not_enough")}
    </p>
  );
}
