/** Computes the next cut of an item's price: due now, due later, or stopped for a reason. */
import type { Money } from "../base/money.ts";
import { startOfDayAfter } from "../base/time.ts";
import type { Item } from "../inventory/mod.ts";
import type { PlanProgress } from "./plan.ts";
import { computeFloor, type Rule } from "./rule.ts";
import { areIneffective, cutsSince, type PricePoint } from "./cut_history.ts";

/** Buyers do not notice a cut by a smaller share of the price. */
const CUT_SHARE_MIN = 0.02;

export const STOP_REASONS = ["not_on_sale", "no_price", "no_cost", "floor", "favourites"] as const;
type StopReason = (typeof STOP_REASONS)[number];

/** The lower bound that set the new price: the largest step, the floor, or the fair price of the evidence. */
export const PRICE_BOUNDS = ["step", "floor", "fair"] as const;
type PriceBound = (typeof PRICE_BOUNDS)[number];

interface Step {
  readonly from: Money;
  readonly to: Money;
  readonly hold: PriceBound;
}

export interface DueCut extends Step {
  readonly due: true;
  /** Since when the item has had its price. */
  readonly since: number;
}

export interface LaterCut extends Step {
  readonly due: false;
  readonly stopped: false;
  /** The first moment of the day. */
  readonly when: number;
  readonly why: "waiting" | "snoozed";
}

export interface StoppedCut {
  readonly due: false;
  readonly stopped: true;
  readonly why: StopReason;
}

export type NextCut = DueCut | LaterCut | StoppedCut;

export interface NextCutInput {
  readonly item: Pick<Item, "state" | "price" | "cost" | "listedAt">;
  /** Sorted from oldest to newest. */
  readonly prices: readonly PricePoint[];
  readonly rule: Rule;
  readonly course: PlanProgress;
  readonly today: number;
  /** From the evidence. A cut that would pass it stops there. */
  readonly fair?: Money | null;
}

export function nextCut(question: NextCutInput): NextCut {
  const { item, prices, rule, course, today, fair } = question;
  const { price } = item;
  if (item.state !== "listed") return stopped("not_on_sale");
  if (!price) return stopped("no_price");
  const floor = computeFloor(item, rule);
  if (floor === null) return stopped("no_cost");
  const step = computeStep(price, floor, rule, fair);
  if (!step) return stopped("floor");
  const from = Math.max(item.listedAt ?? 0, course.restartedAt ?? 0);
  if (areIneffective(cutsSince(from, prices, course.marks), rule.stopAfter)) {
    return stopped("favourites");
  }
  // The first price is no change: an item that was listed before it was imported has had it since then.
  const [first, ...changes] = prices;
  const since = Math.max(item.listedAt ?? first?.at ?? 0, changes.at(-1)?.at ?? 0);
  const when = startOfDayAfter(Math.max(since, course.passedAt ?? 0), rule.everyDays);
  const snoozed = course.snoozedUntil ?? 0;
  if (today < when) return { due: false, stopped: false, why: "waiting", when, ...step };
  if (today < snoozed) {
    return { due: false, stopped: false, why: "snoozed", when: snoozed, ...step };
  }
  return { due: true, since, ...step };
}

const stopped = (why: StopReason): StoppedCut => ({ due: false, stopped: true, why });

/** @returns null when the floor leaves no noticeable cut */
function computeStep(from: Money, floor: number, rule: Rule, fair?: Money | null): Step | null {
  const most = Math.floor(from.cents * (1 - CUT_SHARE_MIN));
  const lowest = Math.ceil(from.cents * (100 - rule.stepPercent) / 100);
  const fairCents = fair?.currency === from.currency ? fair.cents : 0;
  const holds = [["step", lowest], ["floor", floor]] as const;
  const toFair = fairCents <= most && fairCents > Math.max(lowest, floor);
  const [hold, least] = toFair
    ? ["fair", fairCents] as const
    : holds.reduce((a, b) => b[1] > a[1] ? b : a);
  const cents = roundPrice(least, most);
  return cents === null ? null : { from, to: { ...from, cents }, hold };
}

/** The usual steps of prices: halves, whole euros, fives. */
const ROUND_STEPS = [
  { from: 100_00, cents: 5_00 },
  { from: 20_00, cents: 1_00 },
  { from: 0, cents: 50 },
] as const;
/** Used only where no usual step fits. */
const FINER_STEPS = [10, 1] as const;

/** The lowest round price from `least` to `most`, both in cents and inclusive; null when `most` is less. */
export function roundPrice(least: number, most: number): number | null {
  const usual = ROUND_STEPS.find(({ from }) => least >= from)?.cents ?? 1;
  return [usual, ...FINER_STEPS]
    .map((step) => Math.ceil(least / step) * step)
    .find((price) => price <= most) ?? null;
}
