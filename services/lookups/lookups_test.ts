import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { asResult, market } from "../../tests/fakes/vinted_market.ts";
import { DAY_MS, HOUR_MS } from "../base/time.ts";
import type { Answer } from "./browser.ts";
import { STALE_MS } from "./canary.ts";
import { FRESH_MS } from "./answered.ts";
import { type Lookups } from "./lookups.ts";
import {
  openTestLookups,
  type Script,
  scriptedBrowser,
  search,
  type TestLookups,
} from "./testing.ts";
import { TERMS_VERSION } from "./terms.ts";

const RESULTS = JSON.stringify({ items: market(20).map(asResult) });
const NIKE = market().filter(({ brandId, cents }) =>
  brandId === 53 && cents >= 10_00 && cents <= 50_00
);
const nikeFrom = (first: number) =>
  JSON.stringify({ items: NIKE.slice(first, first + 8).map(asResult) });

/** Answers every question with this, and every page with a front page. */
const answering = (answer: Partial<Answer>): Script => (asked) => "page" in asked ? {} : answer;
const good = answering({ text: RESULTS });

const jobOf = (started: Awaited<ReturnType<Lookups["ask"]>>): string => {
  assert.ok("jobId" in started);
  return started.jobId;
};
async function ask(t: TestLookups, asked = search()): Promise<string> {
  return await t.ended(jobOf(await t.lookups.ask(asked)));
}
const refuses = (promise: Promise<unknown>, key: string) =>
  assert.rejects(promise, (error) => isFailure(error) && error.key === key, key);

Deno.test("ask() hands the answer on as it came, with its circumstances, and closes the browser", async () => {
  const browser = scriptedBrowser(good);
  await using t = await openTestLookups(browser);
  assert.equal(await ask(t), "done");
  const read = t.read.at(-1);
  assert.equal(read?.captured, RESULTS);
  assert.deepEqual(read.around, {
    seenAt: t.clock.now(),
    mode: "lookup",
    country: "it",
    currency: "EUR",
  });
  assert.deepEqual(t.taken[0]?.source, { search: search(), complete: true });
  assert.deepEqual([browser.opened, browser.closed], [1, 1]);
  assert.equal((await t.lookups.state()).usedToday, 2);
});

Deno.test("the same question is not asked again for a day, another one is", async () => {
  await using t = await openTestLookups(scriptedBrowser(good));
  await ask(t);
  const at = t.clock.now();
  t.advance(FRESH_MS - 1);
  assert.deepEqual(await t.lookups.ask(search({ text: "  SCARPE " })), { fresh: { at } });
  t.advance(1);
  assert.equal(await ask(t), "done");
  assert.equal(await ask(t, search({ text: "stivali" })), "done");
  const asked = t.taken.map(({ source }) => source.search?.text);
  assert.deepEqual(asked, ["scarpe", "scarpe", "stivali"]);
});

Deno.test("nothing is asked before the terms are accepted, after they are taken back, or while stopped", async () => {
  const browser = scriptedBrowser(good);
  await using t = await openTestLookups(browser);
  await t.lookups.revoke();
  await refuses(t.lookups.ask(search()), "lookups.not_accepted");
  await refuses(t.lookups.accept("an older version"), "lookups.terms_changed");
  await t.lookups.accept(TERMS_VERSION);
  await t.lookups.kill();
  await refuses(t.lookups.ask(search()), "lookups.stopped");
  await refuses(t.lookups.runCanary(), "lookups.stopped");
  await t.lookups.resume();
  assert.equal(await ask(t), "done");
  assert.equal(browser.opened, 1);
});

Deno.test("a budget that is spent says so, and is new on the next day", async () => {
  await using t = await openTestLookups(scriptedBrowser(good));
  await refuses(t.lookups.setBudget(0), "lookups.budget_bad");
  await t.lookups.setBudget(2);
  await ask(t);
  await refuses(t.lookups.ask(search({ text: "x" })), "lookups.budget_spent");
  t.advance(DAY_MS);
  // The daily check asks first.
  await t.jobs.settled();
  assert.equal((await t.lookups.state()).usedToday, 2);
  await t.lookups.setBudget(4);
  assert.equal(await ask(t, search({ text: "x" })), "done");
});

Deno.test("a refusal is never gone round: one question, a pause that is seen, nothing taken", async () => {
  const asked: string[] = [];
  const browser = scriptedBrowser((one) => {
    if ("page" in one) return {};
    asked.push(one.question.host);
    return { status: 403, text: "<title>Client Challenge" };
  });
  await using t = await openTestLookups(browser);
  assert.equal(await ask(t), "failed");
  assert.deepEqual(asked, ["api"]);
  const { pausedWhy, pausedUntil } = await t.lookups.state();
  assert.equal(pausedWhy, "blocked");
  assert.ok(pausedUntil! > t.clock.now());
  await refuses(t.lookups.ask(search({ text: "x" })), "lookups.paused_blocked");
  assert.deepEqual(t.taken, []);
});

Deno.test("a session that is over is renewed once; a second time is a refusal", async () => {
  let left = 1;
  const pages: string[] = [];
  const script: Script = (asked) => {
    if ("page" in asked) {
      pages.push(asked.page);
      return {};
    }
    return left-- > 0 ? { status: 401 } : { text: RESULTS };
  };
  await using t = await openTestLookups(scriptedBrowser(script));
  assert.equal(await ask(t), "done");
  assert.deepEqual(pages, ["/", "/"]);
  left = 2;
  assert.equal(await ask(t, search({ text: "x" })), "failed");
  assert.equal((await t.lookups.state()).pausedWhy, "blocked");
});

Deno.test("the next door is tried only where one has moved; when all have, there is a pause", async () => {
  const asked: string[] = [];
  let last: Partial<Answer> = { text: RESULTS };
  const script: Script = (one) => {
    if ("page" in one) return {};
    asked.push(one.question.host);
    return one.question.host === "api" ? { status: 404, text: '{"code":104}' } : last;
  };
  await using t = await openTestLookups(scriptedBrowser(script));
  assert.equal(await ask(t), "done");
  assert.deepEqual(asked, ["api", "www"]);
  last = { status: 404, text: '{"code":104}' };
  assert.equal(await ask(t, search({ text: "x" })), "failed");
  assert.equal((await t.lookups.state()).pausedWhy, "moved");
});

Deno.test("too many requests: the pause is as long as asked for, then the same job goes on", async () => {
  let answer: Partial<Answer> = { status: 429, retryAfter: "90" };
  await using t = await openTestLookups(
    scriptedBrowser((asked) => "page" in asked ? {} : answer),
  );
  const id = jobOf(await t.lookups.ask(search()));
  assert.equal(await t.ended(id), "failed");
  const { pausedUntil, pausedWhy } = await t.lookups.state();
  assert.deepEqual([pausedWhy, pausedUntil], ["too_many", t.clock.now() + 90_000]);
  answer = { text: RESULTS };
  t.advance(90_000);
  assert.equal(await t.ended(id), "done");
  assert.equal((await t.lookups.state()).pausedUntil, null);
});

Deno.test("results that do not obey, or that nobody understands, are not taken", async () => {
  for (const text of [RESULTS, '{"results":[]}', "{}"]) {
    await using t = await openTestLookups(scriptedBrowser(answering({ text })));
    assert.equal(await ask(t, search({ priceFrom: 500_00 })), "dead");
    assert.deepEqual(t.taken, []);
  }
});

Deno.test("an item's page is taken when it speaks of that item; its own 404 means gone", async () => {
  const link = { url: "https://www.vinted.it/items/42", id: "42", site: "it" } as const;
  const pageOf = (id: string) =>
    `<link rel="canonical" href="https://www.vinted.it/items/${id}-x"><script type="application/ld+json">
     {"@type":"Product","name":"Giacca","offers":{"price":12,"priceCurrency":"EUR"}}</script>`;
  let page: Partial<Answer> = { text: pageOf("42") };
  await using t = await openTestLookups(
    scriptedBrowser((asked) => "page" in asked && asked.page !== "/" ? page : { text: RESULTS }),
  );
  assert.equal(await t.ended(jobOf(await t.lookups.askItem(link))), "done");
  assert.equal(t.taken.length, 1);
  assert.ok("fresh" in await t.lookups.askItem(link));
  t.advance(FRESH_MS);
  page = { text: pageOf("43") };
  assert.equal(await t.ended(jobOf(await t.lookups.askItem(link))), "dead");
  page = { status: 404, text: "<h1>" };
  assert.equal(await t.ended(jobOf(await t.lookups.askItem(link))), "done");
  assert.deepEqual([t.taken.length, t.gone], [1, [link]]);
});

Deno.test("the canary tells what is wrong and alerts when that changes, not every day", async () => {
  let answer: Partial<Answer> = { text: nikeFrom(0) };
  await using t = await openTestLookups(
    scriptedBrowser((asked) => "page" in asked ? {} : answer),
  );
  const run = async (given: Partial<Answer>) => {
    answer = given;
    const { jobId } = await t.lookups.runCanary();
    assert.equal(await t.ended(jobId), "done");
    t.advance(48 * HOUR_MS);
    return (await t.lookups.state()).canary!.verdict;
  };
  assert.equal(await run({ text: nikeFrom(0) }), "fine");
  assert.equal(await run({ text: nikeFrom(0) }), "stale");
  assert.equal(await run({ text: nikeFrom(1) }), "fine");
  assert.equal(await run({ text: RESULTS }), "filters_ignored");
  assert.equal(await run({ text: RESULTS }), "filters_ignored");
  assert.equal(await run({ text: '{"items":[]}' }), "empty");
  assert.equal(await run({ text: '{"shelves":[]}' }), "shape_changed");
  assert.equal(await run({ status: 403 }), "blocked");
  assert.equal(await run({ status: 404, text: '{"code":104}' }), "moved");
  assert.equal(await run({ text: nikeFrom(2) }), "fine");
  const told = t.alarms.map(({ body }) => body.key.replace("lookups.canary_", ""));
  assert.deepEqual(told, [
    "stale",
    "fine",
    "filters_ignored",
    "empty",
    "shape_changed",
    "blocked",
    "moved",
    "fine",
  ]);
  assert.equal(new Set(t.alarms.map(({ key }) => key)).size, told.length);
});

Deno.test("the same answer within a few hours is not stale", async () => {
  await using t = await openTestLookups(scriptedBrowser(answering({ text: nikeFrom(0) })));
  const verdictAfter = async (ms: number) => {
    t.advance(ms);
    await t.ended((await t.lookups.runCanary()).jobId);
    return (await t.lookups.latestCanary())?.verdict;
  };
  assert.equal(await verdictAfter(0), "fine");
  assert.equal(await verdictAfter(STALE_MS / 2), "fine");
  assert.equal(await verdictAfter(STALE_MS / 2), "stale");
});

Deno.test("the daily canary asks nothing while look-ups are off", async () => {
  const browser = scriptedBrowser(answering({ text: nikeFrom(0) }));
  await using t = await openTestLookups(browser);
  await t.lookups.revoke();
  await t.jobs.settled();
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.equal(browser.opened, 0);
  await t.lookups.accept(TERMS_VERSION);
  t.advance(DAY_MS);
  await t.jobs.settled();
  assert.equal(browser.opened, 1);
  assert.equal((await t.lookups.latestCanary())?.verdict, "fine");
});

Deno.test("revoking calls off what was waiting", async () => {
  await using t = await openTestLookups(scriptedBrowser(answering({ status: 403 })));
  const id = jobOf(await t.lookups.ask(search()));
  assert.equal(await t.ended(id), "failed");
  await t.lookups.revoke();
  assert.equal(await t.ended(id), "cancelled");
});
