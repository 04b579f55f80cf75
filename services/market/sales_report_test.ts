import assert from "node:assert/strict";
import { createJobs } from "../jobs/mod.ts";
import { heldTimer } from "../jobs/testing.ts";
import { createNewId } from "../clock.ts";
import type { Observation } from "./mod.ts";
import { openTestEvidence } from "./evidence/testing.ts";
import { createSalesReport, SALES_NEEDED } from "./sales_report.ts";
import { NOW, syntheticMarket } from "./testing.ts";

const NOISE = 0.2;
const asked = syntheticMarket(200, NOISE, "asked");
/** Paid by other people for other things: a price each that no listing tells. */
const sold = syntheticMarket(SALES_NEEDED, NOISE, "sold").map((one): Observation => ({
  ...one,
  kind: "sold",
  mode: "own",
}));

async function openReport(sales: readonly Observation[], listings: readonly Observation[]) {
  const stack = new AsyncDisposableStack();
  const opened = stack.use(
    await openTestEvidence({
      ownSales: {
        async *all() {
          yield* sales;
        },
        follow: () => () => {},
      },
    }),
  );
  const { db, clock, evidence } = opened;
  const timer = heldTimer(clock);
  const jobs = await createJobs({
    db,
    clock,
    timer,
    newId: createNewId(clock),
    random: () => 0.5,
  });
  stack.defer(() => jobs.stop({ withinMs: 1_000 }));
  const report = createSalesReport({ db, clock, jobs, evidence });
  jobs.start();
  await opened.take(...listings);
  return {
    report,
    async made() {
      await report.begin();
      await jobs.settled();
      return (await report.latest())!;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

Deno.test("a report prices each own sale from all but it and its near-copies, beside both baselines", async () => {
  await using house = await openReport(sold, asked);
  assert.deepEqual(house.report.counts(), { sales: SALES_NEEDED, needed: SALES_NEEDED });
  assert.equal(await house.report.latest(), null);
  const { at, report } = await house.made();
  assert.equal(at, NOW);
  assert.equal(report?.n, SALES_NEEDED);
  assert.ok(report.answered > 0.9);
  // The middle of |exp(0.2 z) - 1| is about 0.13.
  assert.ok(report.mdape > 0.05 && report.mdape < 0.25, `error ${report.mdape}`);
  assert.ok(report.mdape < report.baselines.brand_mean.mdape);
});

Deno.test("a sale is not told by its own listing, which was seen before it was sold", async () => {
  const listings = sold.map((one): Observation => ({
    ...one,
    id: `listing ${one.id}`,
    title: `${one.title} 42`,
    kind: "asking",
    mode: "capture",
  }));
  await using house = await openReport(sold, [...asked, ...listings]);
  await using without = await openReport(sold, asked);
  const [{ report: seen }, { report: unseen }] = [await house.made(), await without.made()];
  // With its own listing beside it each would be priced to the cent.
  assert.ok(seen!.mdape > 0.7 * unseen!.mdape, `${seen!.mdape} beside ${unseen!.mdape}`);
});

Deno.test("where nothing could be priced the report says so and nothing else", async () => {
  await using house = await openReport(sold.slice(0, 2), []);
  assert.deepEqual(house.report.counts(), { sales: 2, needed: SALES_NEEDED });
  assert.deepEqual((await house.made()).report, null);
});
