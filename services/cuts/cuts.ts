/** The service of price cuts: a plan per item, the cuts that are due, and the seller's steps, each of which can be undone. */
import { conflict, invalid, notFound } from "../base/errors.ts";
import type { Money } from "../base/money.ts";
import { startOfDayAfter } from "../base/time.ts";
import type { Actor, Item } from "../inventory/mod.ts";
import type { Row } from "../store/mod.ts";
import {
  addFavouriteCount,
  DEFAULT_RULE_ID,
  defaultRules,
  FavouriteCountSchema,
  type Plan,
  type PlanProgress,
  plans,
} from "./plan.ts";
import { computeFloor, DEFAULT_RULE, PRICE_CENTS_MIN, type Rule } from "./rule.ts";
import {
  type Board,
  createPlanStatuses,
  type PlanStatus,
  type PlanStatusNeeds,
} from "./plan_status.ts";

export const SNOOZE_DAYS = 3;

export interface CutsNeeds extends PlanStatusNeeds {
  /**
   * Sets the item's price, unless the item has changed since `row` was read.
   * @returns the id of the history entry; null when the item had that price already
   */
  setPrice(row: Row<Item>, price: Money, by: Actor): Promise<string | null>;
  /** Undoes the history entry of a price. */
  undoPrice(entryId: string, by: Actor): Promise<unknown>;
}

interface RecordedCut {
  /** The price that the seller saw, in cents, so that a second tap does not cut the price twice. */
  readonly from: number;
  readonly to: number;
  /** Counted just before the cut. */
  readonly favourites?: number | undefined;
}

type RuleChange = (rule: Rule) => Rule;

export interface Cuts {
  /** The rule of new plans. */
  defaultRule(): Promise<Rule>;
  /** @param next computes the new rule from the current one */
  saveDefaultRule(next: RuleChange): Promise<void>;
  /** Creates the item's plan, or changes its rule. @param next the default rule when absent */
  savePlan(itemId: string, next?: RuleChange): Promise<Plan>;
  /** @returns null when the item has no active plan */
  status(itemId: string): Promise<PlanStatus | null>;
  board(): Promise<Board>;
  dueCount(): Promise<number>;

  /** Records a cut that the seller has made on the marketplace. @throws Failure `cuts.price_changed` */
  record(itemId: string, cut: RecordedCut, by: Actor): Promise<Plan>;
  recordFavourites(itemId: string, count: number): Promise<Plan>;
  /** Skips this cut: the days are counted from now. */
  pass(itemId: string): Promise<Plan>;
  /** Postpones the cut by SNOOZE_DAYS. */
  snooze(itemId: string): Promise<Plan>;
  /** Continues although the latest cuts brought no favourites. */
  restart(itemId: string): Promise<Plan>;
  end(itemId: string): Promise<Plan>;
  /** @param turn of the plan that the step returned. @throws Failure `cuts.changed_since` after a later step */
  undo(itemId: string, turn: number, by: Actor): Promise<void>;
  /** Deletes the plans of deleted items. */
  deleteOrphanedPlans(): Promise<void>;
}

export function createCuts(needs: CutsNeeds): Cuts {
  const { db, clock } = needs;
  const statuses = createPlanStatuses(needs);

  async function defaultRule(): Promise<Rule> {
    return (await db.get(defaultRules, DEFAULT_RULE_ID))?.value ?? DEFAULT_RULE;
  }

  async function planRow(itemId: string): Promise<Row<Plan>> {
    const row = await db.get(plans, itemId);
    if (!row) throw notFound("cuts.no_plan");
    return row;
  }

  async function itemRow(itemId: string): Promise<Row<Item>> {
    const row = await needs.getItem(itemId);
    if (!row) throw notFound("inventory.no_such_item");
    return row;
  }

  /** Applies one step to the plan's progress and stores the previous progress for undo. */
  function step(
    itemId: string,
    next: (course: PlanProgress) => PlanProgress,
    entryId: string | null = null,
  ) {
    return db.edit(plans, itemId, (plan) => {
      if (!plan) throw notFound("cuts.no_plan");
      const { course, turn } = plan;
      return {
        ...plan,
        course: next(course),
        turn: turn + 1,
        before: { course, ...(entryId !== null && { entryId }) },
      };
    });
  }

  return {
    defaultRule,
    async saveDefaultRule(next) {
      await db.edit(defaultRules, DEFAULT_RULE_ID, (rule) => next(rule ?? DEFAULT_RULE));
    },
    async savePlan(itemId, next) {
      await itemRow(itemId);
      return await db.edit(plans, itemId, async (stored) => {
        // Without a given rule, an ended plan starts again with the default one.
        const rule = next ? next(stored?.rule ?? await defaultRule()) : await defaultRule();
        if (!stored) return { itemId, rule, since: clock.now(), course: { marks: [] }, turn: 0 };
        const { endedAt: _, ...course } = stored.course;
        // Undoing an earlier step would restore progress under another rule.
        const { before: _before, ...plan } = stored;
        return { ...plan, rule, course, turn: plan.turn + 1 };
      });
    },
    status: statuses.of,
    board: statuses.board,
    dueCount: statuses.dueCount,

    async record(itemId, { from, to, favourites }, by) {
      const { rule } = (await planRow(itemId)).value;
      const row = await itemRow(itemId);
      const { price } = row.value;
      if (price?.cents !== from) throw conflict("cuts.price_changed");
      const floor = computeFloor(row.value, rule) ?? PRICE_CENTS_MIN;
      if (!Number.isInteger(to) || to >= from || to < floor) throw invalid("cuts.not_a_cut");
      const mark = favourites === undefined ? null : createFavouriteCount(favourites, clock.now());
      const entryId = await needs.setPrice(row, { ...price, cents: to }, by);
      return await step(itemId, ({ snoozedUntil: _, passedAt: _passed, ...course }) => {
        return mark ? addFavouriteCount(course, mark) : course;
      }, entryId);
    },
    async recordFavourites(itemId, count) {
      const favourites = createFavouriteCount(count, clock.now());
      return await step(itemId, (course) => addFavouriteCount(course, favourites));
    },
    async pass(itemId) {
      const passedAt = clock.now();
      return await step(itemId, ({ snoozedUntil: _, ...course }) => ({ ...course, passedAt }));
    },
    async snooze(itemId) {
      const snoozedUntil = startOfDayAfter(clock.now(), SNOOZE_DAYS);
      return await step(itemId, (course) => ({ ...course, snoozedUntil }));
    },
    async restart(itemId) {
      const restartedAt = clock.now();
      return await step(itemId, (course) => ({ ...course, restartedAt }));
    },
    async end(itemId) {
      const endedAt = clock.now();
      return await step(itemId, (course) => ({ ...course, endedAt }));
    },
    async undo(itemId, turn, by) {
      const row = await planRow(itemId);
      const { before, ...plan } = row.value;
      if (plan.turn !== turn || !before) throw conflict("cuts.changed_since");
      if (before.entryId !== undefined) await needs.undoPrice(before.entryId, by);
      const undone = { ...plan, course: before.course, turn: turn + 1 };
      // The price that was undone belongs to this version of the plan.
      await db.edit(plans, itemId, () => undone, { expect: row.stamp });
    },
    async deleteOrphanedPlans() {
      for await (const row of db.each(plans)) {
        if (await needs.getItem(row.id)) continue;
        await db.remove(plans, row.id, { expect: row.stamp });
      }
    },
  };
}

const CountSchema = FavouriteCountSchema.shape.count;

function createFavouriteCount(count: number, at: number) {
  if (!CountSchema.safeParse(count).success) throw invalid("cuts.favourites_odd");
  return { at, count };
}
