/** The current status of each plan: its next cut, floor, price history and fair price. */
import type { Clock } from "../base/clock.ts";
import type { Money } from "../base/money.ts";
import type { Item } from "../inventory/mod.ts";
import type { Database, Row } from "../store/mod.ts";
import { type DueCut, type LaterCut, type NextCut, nextCut, type StoppedCut } from "./next_cut.ts";
import { type Plan, plans } from "./plan.ts";
import { computeFloor } from "./rule.ts";
import type { PricePoint } from "./cut_history.ts";

export interface PlanStatus<N extends NextCut = NextCut> {
  readonly item: Item;
  readonly plan: Plan;
  readonly next: N;
  /** Sorted from oldest to newest. */
  readonly prices: readonly PricePoint[];
  /** Null when the plan needs a cost that is unknown. */
  readonly floor: Money | null;
  /** From the evidence; null without enough evidence, or when the plan is stopped. */
  readonly fair: Money | null;
}

export interface Board {
  /** Sorted by the price's age, oldest first. */
  readonly due: readonly PlanStatus<DueCut>[];
  /** Sorted by date. */
  readonly later: readonly PlanStatus<LaterCut>[];
  readonly stopped: readonly PlanStatus<StoppedCut>[];
  /** Ids of all items that have or had a plan. */
  readonly planned: ReadonlySet<string>;
}

export interface PlanStatusNeeds {
  readonly db: Database;
  readonly clock: Clock;
  /** @returns null for a deleted item */
  getItem(id: string): Promise<Row<Item> | null>;
  /** Lists the item's prices from oldest to newest. */
  listPrices(item: Item): Promise<readonly PricePoint[]>;
  /** Estimates the fair price from the evidence; may be slow. */
  fairPrice?(item: Item): Promise<Money | null>;
}

interface PlanStatuses {
  /** @returns null when the item has no active plan */
  of(itemId: string): Promise<PlanStatus | null>;
  board(): Promise<Board>;
  dueCount(): Promise<number>;
}

export function createPlanStatuses(needs: PlanStatusNeeds): PlanStatuses {
  const { db, clock, getItem } = needs;
  /** Prices by item and version stamp: reading a history is slow, and most items have not changed. */
  const cache = new Map<string, { stamp: string; prices: readonly PricePoint[] }>();

  async function readPrices({ id, stamp, value }: Row<Item>): Promise<readonly PricePoint[]> {
    const before = cache.get(id);
    if (before?.stamp === stamp) return before.prices;
    const prices = await needs.listPrices(value);
    cache.set(id, { stamp, prices });
    return prices;
  }

  async function computeStatus(plan: Plan, withFair: boolean): Promise<PlanStatus | null> {
    const row = await getItem(plan.itemId);
    if (!row || !isOpen(row.value)) return null;
    const { value: item } = row;
    const prices = await readPrices(row);
    const { rule, course } = plan;
    const asked = { item, prices, rule, course, today: clock.now() };
    const next = nextCut(asked);
    const fair = withFair && isNotStopped(next) ? await needs.fairPrice?.(item) ?? null : null;
    const floor = computeFloor(item, rule);
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
    const statuses: PlanStatus[] = [];
    const planned = new Set<string>();
    for await (const { value: plan } of db.each(plans)) {
      planned.add(plan.itemId);
      if (plan.course.endedAt !== undefined) continue;
      const found = await computeStatus(plan, withFair);
      if (found) statuses.push(found);
    }
    return { statuses, planned };
  }

  return {
    async of(itemId) {
      const row = await db.get(plans, itemId);
      if (!row || row.value.course.endedAt !== undefined) return null;
      return await computeStatus(row.value, true);
    },
    async board() {
      const { statuses, planned } = await all(true);
      return {
        due: statuses.filter(isDue).sort((a, b) => a.next.since - b.next.since),
        later: statuses.filter(isLater).sort((a, b) => a.next.when - b.next.when),
        stopped: statuses.filter(isStopped).sort((a, b) => a.item.number - b.item.number),
        planned,
      };
    },
    async dueCount() {
      return (await all(false)).statuses.filter(isDue).length;
    },
  };
}

/** Sold items and items in the trash need no cuts. */
function isOpen({ state, trashedAt }: Item): boolean {
  return trashedAt === undefined && OPEN_STATES.has(state);
}
const OPEN_STATES: ReadonlySet<string> = new Set(
  ["draft", "ready", "listed", "reserved"] satisfies Item["state"][],
);

const isNotStopped = (next: NextCut): boolean => next.due || !next.stopped;
const isDue = (one: PlanStatus): one is PlanStatus<DueCut> => one.next.due;
const isLater = (one: PlanStatus): one is PlanStatus<LaterCut> =>
  !one.next.due && !one.next.stopped;
const isStopped = (one: PlanStatus): one is PlanStatus<StoppedCut> =>
  !one.next.due && one.next.stopped;
