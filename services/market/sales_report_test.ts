import assert from "node:assert/strict";
import { createJobs } from "../jobs/mod.ts";
import { heldTimer } from "../jobs/testing.ts";
import { createNewId } from "../base/clock.ts";
import type { Observation } from "./mod.ts";
import { openTestEvidence } from "./evidence/testing.ts";
import { createSalesReport, SALES_NEEDED } from "./sales_report.ts";
import { NOW, syntheticMarket } from "./testing.ts";

const NOISE = 0.2;
const asked = syntheticMarket(200, NOISE, "asked");
const sale = (one: Observation): Observation => ({ ...one, kind: "sold", mode: "own" });
const sold = syntheticMarket(SALES_NEEDED, NOISE, "sold").map(sale);
const NAMES =
  "alfa bravo delta eco foxtrot golf hotel india juliet kilo lima mike oscar papa quebec romeo sierra tango victor zulu"
    .split(" ");
const SIZES = [38, 39, 40, 41, 42, 43];

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
  // Nothing but its own listing, put up again and again, tells what such a thing went for.
  const odd = syntheticMarket(SALES_NEEDED, 1.2, "odd").map((one, at) =>
    sale({ ...one, title: `${NAMES[at]} ${NAMES[at]}ina ${NAMES[at]}one`, brand: NAMES[at] })
  );
  const listings = odd.flatMap((one) =>
    SIZES.map((size): Observation => ({
      ...one,
      id: `${one.id} ${size}`,
      title: `${one.title} ${size}`,
      kind: "asking",
      mode: "capture",
    }))
  );
  await using house = await openReport(odd, [...asked, ...listings]);
  const { report } = await house.made();
  assert.ok(report!.mdape > 0.5, `error ${report!.mdape}`);
});

Deno.test("where nothing could be priced the report says so and nothing else", async () => {
  await using house = await openReport(sold.slice(0, 2), []);
  assert.deepEqual(house.report.counts(), { sales: 2, needed: SALES_NEEDED });
  assert.deepEqual((await house.made()).report, null);
});
