import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { DAY_MS, startOfDayAfter } from "../base/time.ts";
import { SELLER } from "../inventory/mod.ts";
import { SNOOZE_DAYS } from "./cuts.ts";
import { DEFAULT_RULE } from "./rule.ts";
import { euros, openTestCuts } from "./testing.ts";

const refused = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

Deno.test("a plan waits, becomes due, and waits again after the cut is recorded", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  assert.equal(await t.cuts.dueCount(), 0);
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
  const { due } = await t.cuts.board();
  assert.deepEqual(due[0]?.next.to, euros(27));
  await t.cuts.record(id, { from: 30_00, to: 27_00, favourites: 5 }, SELLER);
  assert.equal(await t.price(id), 27_00);
  const status = await t.cuts.status(id);
  assert.deepEqual(status?.prices.map(({ price }) => price.cents), [30_00, 27_00]);
  assert.deepEqual(status?.plan.course.marks, [{ at: t.clock.now(), count: 5 }]);
  assert.ok(!status.next.due && !status.next.stopped);
  assert.equal(status.next.when, startOfDayAfter(t.clock.now(), 14));
  assert.equal(await t.cuts.dueCount(), 0);
});

Deno.test("undoing a recorded cut restores price and favourites, and the cut is due again", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(20 * DAY_MS);
  const { turn } = await t.cuts.record(id, { from: 30_00, to: 27_00, favourites: 5 }, SELLER);
  await t.cuts.undo(id, turn, SELLER);
  assert.equal(await t.price(id), 30_00);
  const status = await t.cuts.status(id);
  assert.ok(status?.next.due);
  assert.deepEqual(status.plan.course.marks, []);
  await assert.rejects(t.cuts.undo(id, turn, SELLER), refused("cuts.changed_since"));
});

Deno.test("a second tap on the same cut changes nothing", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(14 * DAY_MS);
  const cut = { from: 30_00, to: 27_00 };
  const taps = await Promise.allSettled([
    t.cuts.record(id, cut, SELLER),
    t.cuts.record(id, cut, SELLER),
  ]);
  assert.deepEqual(taps.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  await assert.rejects(t.cuts.record(id, cut, SELLER), refused("cuts.price_changed"));
  assert.equal(await t.price(id), 27_00);
});

Deno.test("record() refuses prices that are no cut or go below the floor", async () => {
  await using t = await openTestCuts();
  const id = await t.listed(30, 20);
  for (const to of [30_00, 31_00, 22_99, 27_00.5, NaN]) {
    await assert.rejects(
      t.cuts.record(id, { from: 30_00, to }, SELLER),
      refused("cuts.not_a_cut"),
      String(to),
    );
  }
  await assert.rejects(
    t.cuts.record(id, { from: 30_00, to: 27_00, favourites: -1 }, SELLER),
    refused("cuts.favourites_odd"),
  );
  assert.equal(await t.price(id), 30_00);
  await t.cuts.record(id, { from: 30_00, to: 23_00 }, SELLER);
});

Deno.test("a price changed by hand restarts the days; an undone change does not", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(14 * DAY_MS);
  await t.inventory.save(id, { fields: { price: euros(29) } }, SELLER);
  assert.equal(await t.cuts.dueCount(), 0);
  const [entry] = await t.inventory.history(id);
  await t.inventory.undo(entry!.id, SELLER);
  assert.equal(await t.cuts.dueCount(), 1);
});

Deno.test("skip, snooze, restart and end can each be undone", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(14 * DAY_MS);
  for (const step of ["pass", "snooze", "end"] as const) {
    const { turn } = await t.cuts[step](id);
    assert.equal(await t.cuts.dueCount(), 0, step);
    await t.cuts.undo(id, turn, SELLER);
    assert.equal(await t.cuts.dueCount(), 1, step);
  }
  await t.cuts.snooze(id);
  t.clock.advance(SNOOZE_DAYS * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
  await t.cuts.pass(id);
  t.clock.advance(13 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 0);
  t.clock.advance(DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
});

Deno.test("only the latest step can be undone", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  const { turn } = await t.cuts.snooze(id);
  await t.cuts.recordFavourites(id, 3);
  await assert.rejects(t.cuts.undo(id, turn, SELLER), refused("cuts.changed_since"));
});

Deno.test("cuts without new favourites stop the plan until the seller restarts it", async () => {
  await using t = await openTestCuts();
  const id = await t.listed(50);
  let from = 50_00;
  for (const to of [45_00, 41_00, 37_00]) {
    t.clock.advance(14 * DAY_MS);
    await t.cuts.record(id, { from, to, favourites: 2 }, SELLER);
    from = to;
  }
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1, "what the last one did is not known yet");
  await t.cuts.record(id, { from, to: 34_00, favourites: 2 }, SELLER);
  const { stopped } = await t.cuts.board();
  assert.equal(stopped[0]?.next.why, "favourites");
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 0);
  const { turn } = await t.cuts.recordFavourites(id, 3);
  assert.equal(await t.cuts.dueCount(), 1, "the last one did move them");
  await t.cuts.undo(id, turn, SELLER);
  await t.cuts.restart(id);
  assert.equal(await t.cuts.dueCount(), 1);
});

Deno.test("the fair price changes the next price, not whether the cut is due", async () => {
  await using t = await openTestCuts({ fair: 28.5 });
  await t.listed();
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
  const [due] = (await t.cuts.board()).due;
  assert.deepEqual([due?.next.hold, due?.next.to, due?.fair], ["fair", euros(29), euros(28.5)]);
});

Deno.test("board() groups plans into due, later and stopped, without sold and deleted items", async () => {
  await using t = await openTestCuts();
  const old = await t.listed();
  t.clock.advance(DAY_MS);
  const newer = await t.listed();
  const [sold, trashed, atFloor] = [await t.listed(), await t.listed(), await t.listed(7, 4)];
  t.clock.advance(14 * DAY_MS);
  const later = await t.listed();
  await t.inventory.move(sold, "sold", SELLER);
  await t.inventory.trash([trashed], SELLER);
  const board = await t.cuts.board();
  const ids = (list: readonly { item: { id: string } }[]) => list.map(({ item }) => item.id);
  assert.deepEqual(ids(board.due), [old, newer]);
  assert.deepEqual(ids(board.later), [later]);
  assert.deepEqual(ids(board.stopped), [atFloor]);
  assert.equal(board.planned.size, 6);
});

Deno.test("a new plan has the default rule; changing its rule keeps its progress", async () => {
  await using t = await openTestCuts();
  assert.deepEqual(await t.cuts.defaultRule(), DEFAULT_RULE);
  const usual = { ...DEFAULT_RULE, stepPercent: 20 };
  await t.cuts.saveDefaultRule(() => usual);
  const id = await t.listed();
  await t.cuts.recordFavourites(id, 7);
  const own = { ...usual, everyDays: 3 };
  const plan = await t.cuts.savePlan(id, () => own);
  assert.deepEqual(plan.rule, own);
  assert.equal(plan.course.marks[0]?.count, 7);
  await t.cuts.end(id);
  assert.equal(await t.cuts.status(id), null);
  assert.ok((await t.cuts.savePlan(id)).rule.stepPercent === 20);
  assert.ok(await t.cuts.status(id));
});

Deno.test("the plan of a deleted item is deleted", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  await t.cuts.deleteOrphanedPlans();
  assert.ok(await t.cuts.status(id));
  await t.inventory.trash([id], SELLER);
  t.clock.advance(365 * DAY_MS);
  assert.deepEqual(await t.inventory.purgeTrash(() => Promise.resolve()), [id]);
  await t.cuts.deleteOrphanedPlans();
  assert.equal((await t.cuts.board()).planned.size, 0);
  await assert.rejects(t.cuts.savePlan(id), refused("inventory.no_such_item"));
});
