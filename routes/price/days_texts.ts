/** Describes the time to sell: between the estimate from sales alone and the one that counts vanished listings as sold. */
import type { T } from "../../locales/mod.ts";
import type { Money } from "../../services/base/money.ts";
import {
  type DaysToSell,
  positionOf,
  type TimeOnMarket,
  type TooFewWatched,
  type TwoReadings,
} from "../../services/market/mod.ts";

const medianOf = (reading: DaysToSell | TooFewWatched): number | null =>
  reading.enough && reading.median.days !== null
    ? Math.max(1, Math.round(reading.median.days))
    : null;

/** @returns null with too few observed listings */
export function middleText(t: T, { sold, goneToo }: TwoReadings): string | null {
  const [slow, quick] = [medianOf(sold), medianOf(goneToo)];
  const known = quick ?? slow;
  if (known === null) return null;
  if (slow === null) return t("price.days_at_least", { days: known });
  return slow === known
    ? t("price.days_about", { days: known })
    : t("price.days_between", { from: known, to: slow });
}

/** Days to sell at this ratio to the fair price. */
export function daysText(
  t: T,
  days: TimeOnMarket,
  price: Money,
  fair: Money,
): string | null {
  const position = positionOf(price, fair);
  return position ? middleText(t, days.byPosition[position]) : null;
}
