/** The next cut of an item's price: due today, due later, or never by this plan, and why. */
import type { Money } from "../base/money.ts";
import { startOfDayAfter } from "../base/time.ts";
import type { Item } from "../inventory/mod.ts";
import type { Course } from "./plan.ts";
import { floorOf, type Rule } from "./rule.ts";
import { sensiblePrice } from "./sensible_price.ts";
import { cutsSince, type PricePoint, triedInVain } from "./tried.ts";

/** A smaller cut than this share of the price is noticed by nobody. */
const LEAST_CUT = 0.02;

export const STOPS = ["not_on_sale", "no_price", "no_cost", "floor", "favourites"] as const;
export type Stop = (typeof STOPS)[number];

/** What the new price is held by: the largest step, the floor, or the fair price that the evidence gives. */
export const HOLDS = ["step", "floor", "fair"] as const;
export type Hold = (typeof HOLDS)[number];

interface Step {
  readonly from: Money;
  readonly to: Money;
  readonly hold: Hold;
}

export interface DueCut extends Step {
  readonly due: true;
  /** The price has stood since then. */
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
  readonly why: Stop;
}

export type NextCut = DueCut | LaterCut | StoppedCut;

export interface CutQuestion {
  readonly item: Pick<Item, "state" | "price" | "cost" | "listedAt">;
  /** The oldest first. */
  readonly prices: readonly PricePoint[];
  readonly rule: Rule;
  readonly course: Course;
  readonly today: number;
  /** From the evidence: a price above it comes down to it first. */
  readonly fair?: Money | null;
}

export function nextCut(question: CutQuestion): NextCut {
  const { item, prices, rule, course, today, fair } = question;
  const { price } = item;
  if (item.state !== "listed") return stopped("not_on_sale");
  if (!price) return stopped("no_price");
  const floor = floorOf(item, rule);
  if (floor === null) return stopped("no_cost");
  const step = stepDown(price, floor, rule, fair);
  if (!step) return stopped("floor");
  const from = Math.max(item.listedAt ?? 0, course.restartedAt ?? 0);
  if (triedInVain(cutsSince(from, prices, course.marks), rule.stopAfter)) {
    return stopped("favourites");
  }
  // The first price is no change of it: what was listed elsewhere and brought in today has stood since then.
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

const stopped = (why: Stop): StoppedCut => ({ due: false, stopped: true, why });

/** Null where the floor leaves no cut that is worth the name. */
function stepDown(from: Money, floor: number, rule: Rule, fair?: Money | null): Step | null {
  const most = Math.floor(from.cents * (1 - LEAST_CUT));
  const lowest = Math.ceil(from.cents * (100 - rule.stepPercent) / 100);
  const fairCents = fair?.currency === from.currency ? fair.cents : 0;
  const holds = [["step", lowest], ["floor", floor]] as const;
  const toFair = fairCents <= most && fairCents > Math.max(lowest, floor);
  const [hold, least] = toFair
    ? ["fair", fairCents] as const
    : holds.reduce((a, b) => b[1] > a[1] ? b : a);
  const cents = sensiblePrice(least, most);
  return cents === null ? null : { from, to: { ...from, cents }, hold };
}
