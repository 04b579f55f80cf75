import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { DAY_MS, startOfDayAfter } from "../base/time.ts";
import { SELLER } from "../inventory/mod.ts";
import { SNOOZE_DAYS } from "./cuts.ts";
import { FIRST_RULE } from "./rule.ts";
import { euros, openTestCuts } from "./testing.ts";

const refused = (key: string) => (error: unknown) => isFailure(error) && error.key === key;

Deno.test("a plan waits, falls due, is recorded with one call, and waits again", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  assert.equal(await t.cuts.dueCount(), 0);
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
  const { due } = await t.cuts.board();
  assert.deepEqual(due[0]?.next.to, euros(27));
  await t.cuts.record(id, { from: 30_00, to: 27_00, favourites: 5 }, SELLER);
  assert.equal(await t.price(id), 27_00);
  const standing = await t.cuts.standing(id);
  assert.deepEqual(standing?.prices.map(({ price }) => price.cents), [30_00, 27_00]);
  assert.deepEqual(standing?.plan.course.marks, [{ at: t.clock.now(), count: 5 }]);
  assert.ok(!standing.next.due && !standing.next.stopped);
  assert.equal(standing.next.when, startOfDayAfter(t.clock.now(), 14));
  assert.equal(await t.cuts.dueCount(), 0);
});

Deno.test("a recorded cut is taken back with its favourites, and is due again", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(20 * DAY_MS);
  const { turn } = await t.cuts.record(id, { from: 30_00, to: 27_00, favourites: 5 }, SELLER);
  await t.cuts.takeBack(id, turn, SELLER);
  assert.equal(await t.price(id), 30_00);
  const standing = await t.cuts.standing(id);
  assert.ok(standing?.next.due);
  assert.deepEqual(standing.plan.course.marks, []);
  await assert.rejects(t.cuts.takeBack(id, turn, SELLER), refused("cuts.changed_since"));
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

Deno.test("nothing is recorded that is no cut, or goes below the floor", async () => {
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

Deno.test("a price changed by hand starts the days again; one that was undone does not", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(14 * DAY_MS);
  await t.inventory.save(id, { fields: { price: euros(29) } }, SELLER);
  assert.equal(await t.cuts.dueCount(), 0);
  const [entry] = await t.inventory.history(id);
  await t.inventory.undo(entry!.id, SELLER);
  assert.equal(await t.cuts.dueCount(), 1);
});

Deno.test("skip, snooze, restart and the end of a plan can each be taken back", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  t.clock.advance(14 * DAY_MS);
  for (const step of ["pass", "snooze", "end"] as const) {
    const { turn } = await t.cuts[step](id);
    assert.equal(await t.cuts.dueCount(), 0, step);
    await t.cuts.takeBack(id, turn, SELLER);
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

Deno.test("only the latest step is taken back", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  const { turn } = await t.cuts.snooze(id);
  await t.cuts.mark(id, 3);
  await assert.rejects(t.cuts.takeBack(id, turn, SELLER), refused("cuts.changed_since"));
});

Deno.test("cuts that bring no favourites stop the plan until the seller goes on", async () => {
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
  const { turn } = await t.cuts.mark(id, 3);
  assert.equal(await t.cuts.dueCount(), 1, "the last one did move them");
  await t.cuts.takeBack(id, turn, SELLER);
  await t.cuts.restart(id);
  assert.equal(await t.cuts.dueCount(), 1);
});

Deno.test("the fair price of the evidence moves the next step, not whether it is due", async () => {
  await using t = await openTestCuts({ fair: 28.5 });
  await t.listed();
  t.clock.advance(14 * DAY_MS);
  assert.equal(await t.cuts.dueCount(), 1);
  const [due] = (await t.cuts.board()).due;
  assert.deepEqual([due?.next.hold, due?.next.to, due?.fair], ["fair", euros(29), euros(28.5)]);
});

Deno.test("the board sorts what is due, later and stopped, and leaves out what is sold or thrown away", async () => {
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
  assert.equal(board.followed.size, 6);
});

Deno.test("a new plan begins with the usual rule; a rule of its own changes the plan and keeps its course", async () => {
  await using t = await openTestCuts();
  assert.deepEqual(await t.cuts.usual(), FIRST_RULE);
  const usual = { ...FIRST_RULE, stepPercent: 20 };
  await t.cuts.saveUsual(() => usual);
  const id = await t.listed();
  await t.cuts.mark(id, 7);
  const own = { ...usual, everyDays: 3 };
  const plan = await t.cuts.follow(id, () => own);
  assert.deepEqual(plan.rule, own);
  assert.equal(plan.course.marks[0]?.count, 7);
  await t.cuts.end(id);
  assert.equal(await t.cuts.standing(id), null);
  assert.ok((await t.cuts.follow(id)).rule.stepPercent === 20);
  assert.ok(await t.cuts.standing(id));
});

Deno.test("a plan goes with its item", async () => {
  await using t = await openTestCuts();
  const id = await t.listed();
  await t.cuts.prune();
  assert.ok(await t.cuts.standing(id));
  await t.inventory.trash([id], SELLER);
  t.clock.advance(365 * DAY_MS);
  assert.deepEqual(await t.inventory.purgeTrash(() => Promise.resolve()), [id]);
  await t.cuts.prune();
  assert.equal((await t.cuts.board()).followed.size, 0);
  await assert.rejects(t.cuts.follow(id), refused("inventory.no_such_item"));
});
