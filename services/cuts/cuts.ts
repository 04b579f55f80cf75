/** Plans of price cuts: which are due, and what the seller does with them. Every step can be taken back. */
import { conflict, invalid, notFound } from "../base/errors.ts";
import type { Money } from "../base/money.ts";
import { startOfDayAfter } from "../base/time.ts";
import type { Actor, Item } from "../inventory/mod.ts";
import { retrying, type Row } from "../store/mod.ts";
import {
  type Course,
  MarkSchema,
  type Plan,
  plans,
  USUAL_ID,
  usualRules,
  withMark,
} from "./plan.ts";
import { FIRST_RULE, floorOf, LEAST_PRICE_CENTS, type Rule } from "./rule.ts";
import { type Board, createStandings, type Standing, type StandingNeeds } from "./standing.ts";

export const SNOOZE_DAYS = 3;

export interface CutsNeeds extends StandingNeeds {
  /**
   * Gives the item its new price, unless it has changed since `row` was read.
   * @returns the id of the history entry; null where it had that price already
   */
  setPrice(row: Row<Item>, price: Money, by: Actor): Promise<string | null>;
  /** Undoes such an entry. */
  takeBack(entryId: string, by: Actor): Promise<unknown>;
}

export interface CutDone {
  /** In cents: what the seller saw, so that a second tap cuts nothing twice. */
  readonly from: number;
  readonly to: number;
  /** Counted just before. */
  readonly favourites?: number | undefined;
}

export type RuleChange = (rule: Rule) => Rule;

export interface Cuts {
  /** The rule that a new plan begins with. */
  usual(): Promise<Rule>;
  /** @param next makes the rule that is to be from the one that is */
  saveUsual(next: RuleChange): Promise<void>;
  /** Makes the item's plan, or changes its rule. @default gives it the usual one */
  follow(itemId: string, next?: RuleChange): Promise<Plan>;
  /** Null where no plan is followed. */
  standing(itemId: string): Promise<Standing | null>;
  board(): Promise<Board>;
  dueCount(): Promise<number>;

  /** The price was cut on the marketplace: it is cut here too. @throws Failure `cuts.price_changed` */
  record(itemId: string, cut: CutDone, by: Actor): Promise<Plan>;
  /** Writes down how many favourites there are. */
  mark(itemId: string, favourites: number): Promise<Plan>;
  /** Not this time: the days begin again. */
  pass(itemId: string): Promise<Plan>;
  /** Asks again in SNOOZE_DAYS. */
  snooze(itemId: string): Promise<Plan>;
  /** Goes on although the latest cuts were in vain. */
  restart(itemId: string): Promise<Plan>;
  end(itemId: string): Promise<Plan>;
  /** @param turn of the plan that the step gave. @throws Failure `cuts.changed_since` when another one followed */
  takeBack(itemId: string, turn: number, by: Actor): Promise<void>;
  /** Lets go of the plans of items that are no more. */
  prune(): Promise<void>;
}

export function createCuts(needs: CutsNeeds): Cuts {
  const { db, clock } = needs;
  const standings = createStandings(needs);

  async function usual(): Promise<Rule> {
    return (await db.get(usualRules, USUAL_ID))?.value ?? FIRST_RULE;
  }

  async function planRow(itemId: string): Promise<Row<Plan>> {
    const row = await db.get(plans, itemId);
    if (!row) throw notFound("cuts.no_plan");
    return row;
  }

  async function itemRow(itemId: string): Promise<Row<Item>> {
    const row = await needs.itemOf(itemId);
    if (!row) throw notFound("inventory.no_such_item");
    return row;
  }

  /** One step of the course, with the way back to where it stood. */
  function step(itemId: string, next: (course: Course) => Course, entryId: string | null = null) {
    return retrying(async () => {
      const row = await planRow(itemId);
      const { course, turn } = row.value;
      const plan: Plan = {
        ...row.value,
        course: next(course),
        turn: turn + 1,
        before: { course, ...(entryId !== null && { entryId }) },
      };
      return await write(row, plan);
    });
  }

  async function write(row: Row<Plan> | null, plan: Plan): Promise<Plan> {
    const change = db.change();
    if (row) change.update(plans, row, plan);
    else change.insert(plans, plan);
    await change.commit();
    return plan;
  }

  return {
    usual,
    async saveUsual(next) {
      await retrying(async () => {
        const change = db.change();
        const row = await db.get(usualRules, USUAL_ID);
        const rule = next(row?.value ?? FIRST_RULE);
        if (row) change.update(usualRules, row, rule);
        else change.insert(usualRules, rule);
        await change.commit();
      });
    },
    async follow(itemId, next) {
      await itemRow(itemId);
      return await retrying(async () => {
        const row = await db.get(plans, itemId);
        // Begun again with one tap, a plan has the usual rule.
        const rule = next ? next(row?.value.rule ?? await usual()) : await usual();
        if (!row) {
          const course = { marks: [] };
          return await write(null, { itemId, rule, since: clock.now(), course, turn: 0 });
        }
        const { endedAt: _, ...course } = row.value.course;
        // Taking back an earlier step would bring back what that rule did not know.
        const { before: _before, ...plan } = row.value;
        return await write(row, { ...plan, rule, course, turn: plan.turn + 1 });
      });
    },
    standing: standings.of,
    board: standings.board,
    dueCount: standings.dueCount,

    async record(itemId, { from, to, favourites }, by) {
      const { rule } = (await planRow(itemId)).value;
      const row = await itemRow(itemId);
      const { price } = row.value;
      if (price?.cents !== from) throw conflict("cuts.price_changed");
      const floor = floorOf(row.value, rule) ?? LEAST_PRICE_CENTS;
      if (!Number.isInteger(to) || to >= from || to < floor) throw invalid("cuts.not_a_cut");
      const mark = favourites === undefined ? null : markOf(favourites, clock.now());
      const entryId = await needs.setPrice(row, { ...price, cents: to }, by);
      return await step(itemId, ({ snoozedUntil: _, passedAt: _passed, ...course }) => {
        return mark ? withMark(course, mark) : course;
      }, entryId);
    },
    async mark(itemId, favourites) {
      const mark = markOf(favourites, clock.now());
      return await step(itemId, (course) => withMark(course, mark));
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
    async takeBack(itemId, turn, by) {
      const row = await planRow(itemId);
      const { before: stood, ...plan } = row.value;
      if (plan.turn !== turn || !stood) throw conflict("cuts.changed_since");
      if (stood.entryId !== undefined) await needs.takeBack(stood.entryId, by);
      await write(row, { ...plan, course: stood.course, turn: turn + 1 });
    },
    async prune() {
      for await (const row of db.each(plans)) {
        if (await needs.itemOf(row.id)) continue;
        const change = db.change();
        change.remove(plans, row);
        await change.commit();
      }
    },
  };
}

const Favourites = MarkSchema.shape.count;

function markOf(count: number, at: number) {
  if (!Favourites.safeParse(count).success) throw invalid("cuts.favourites_odd");
  return { at, count };
}
