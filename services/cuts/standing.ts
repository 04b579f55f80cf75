/** Where each item with a plan stands today. */
import type { Clock } from "../base/clock.ts";
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/mod.ts";
import type { Database, Row } from "../store/mod.ts";
import { type DueCut, type LaterCut, type NextCut, nextCut, type StoppedCut } from "./next_cut.ts";
import { type Plan, plans } from "./plan.ts";
import { floorOf } from "./rule.ts";
import type { PricePoint } from "./tried.ts";

export interface Standing<N extends NextCut = NextCut> {
  readonly item: Item;
  readonly plan: Plan;
  readonly next: N;
  /** The oldest first. */
  readonly prices: readonly PricePoint[];
  /** Null where the plan needs a cost that nobody knows. */
  readonly floor: Money | null;
  /** From the evidence; null where there is not enough, or nobody asked. */
  readonly fair: Money | null;
}

export interface Board {
  /** The price that has stood longest comes first. */
  readonly due: readonly Standing<DueCut>[];
  /** The next comes first. */
  readonly later: readonly Standing<LaterCut>[];
  readonly stopped: readonly Standing<StoppedCut>[];
  /** All items that have or had a plan. */
  readonly followed: ReadonlySet<string>;
}

export interface StandingNeeds {
  readonly db: Database;
  readonly clock: Clock;
  /** Null when it is no more. */
  itemOf(id: string): Promise<Row<Item> | null>;
  /** What it has cost so far, the oldest first. */
  pricesOf(item: Item): Promise<readonly PricePoint[]>;
  /** What the evidence says; it may take its time. */
  fairPrice?(item: Item): Promise<Money | null>;
}

export interface Standings {
  /** Null where there is no plan that is followed. */
  of(itemId: string): Promise<Standing | null>;
  board(): Promise<Board>;
  dueCount(): Promise<number>;
}

export function createStandings(needs: StandingNeeds): Standings {
  const { db, clock, itemOf } = needs;
  /** Of each item, as of its stamp: the history is long, and most items did not change since. */
  const known = new Map<string, { stamp: string; prices: readonly PricePoint[] }>();

  async function pricesOf({ id, stamp, value }: Row<Item>): Promise<readonly PricePoint[]> {
    const before = known.get(id);
    if (before?.stamp === stamp) return before.prices;
    const prices = await needs.pricesOf(value);
    known.set(id, { stamp, prices });
    return prices;
  }

  async function standing(plan: Plan, withFair: boolean): Promise<Standing | null> {
    const row = await itemOf(plan.itemId);
    if (!row || !isOpen(row.value)) return null;
    const { value: item } = row;
    const prices = await pricesOf(row);
    const { rule, course } = plan;
    const asked = { item, prices, rule, course, today: clock.now() };
    const next = nextCut(asked);
    const fair = withFair && isUnderWay(next) ? await needs.fairPrice?.(item) ?? null : null;
    const floor = floorOf(item, rule);
    return {
      item,
      plan,
      prices,
      fair,
      next: fair ? nextCut({ ...asked, fair }) : next,
      floor: floor === null ? null : { cents: floor, currency: item.price?.currency ?? "EUR" },
    };
  }

  async function all(withFair: boolean) {
    const standings: Standing[] = [];
    const followed = new Set<string>();
    for await (const { value: plan } of db.each(plans)) {
      followed.add(plan.itemId);
      if (plan.course.endedAt !== undefined) continue;
      const found = await standing(plan, withFair);
      if (found) standings.push(found);
    }
    return { standings, followed };
  }

  return {
    async of(itemId) {
      const row = await db.get(plans, itemId);
      if (!row || row.value.course.endedAt !== undefined) return null;
      return await standing(row.value, true);
    },
    async board() {
      const { standings, followed } = await all(true);
      return {
        due: standings.filter(isDue).sort((a, b) => a.next.since - b.next.since),
        later: standings.filter(isLater).sort((a, b) => a.next.when - b.next.when),
        stopped: standings.filter(isStopped).sort((a, b) => a.item.number - b.item.number),
        followed,
      };
    },
    async dueCount() {
      return (await all(false)).standings.filter(isDue).length;
    },
  };
}

/** What is sold or in the trash needs no cut any more. */
function isOpen({ state, trashedAt }: Item): boolean {
  return trashedAt === undefined && OPEN_STATES.has(state);
}
const OPEN_STATES: ReadonlySet<string> = new Set(
  ["draft", "ready", "listed", "reserved"] satisfies Item["state"][],
);

const isUnderWay = (next: NextCut): boolean => next.due || !next.stopped;
const isDue = (one: Standing): one is Standing<DueCut> => one.next.due;
const isLater = (one: Standing): one is Standing<LaterCut> => !one.next.due && !one.next.stopped;
const isStopped = (one: Standing): one is Standing<StoppedCut> => !one.next.due && one.next.stopped;
