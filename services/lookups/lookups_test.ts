import { DAY_MS, HOUR_MS } from "../base/time.ts";
import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { asResult, market } from "../../tests/fakes/vinted_market.ts";
import type { BrowserResponse } from "./browser.ts";
import { STALE_MS } from "./canary.ts";
import { FRESH_MS } from "./recent_answers.ts";
import type { StartedLookup } from "./lookups.ts";
import {
  openTestLookups,
  type Script,
  scriptedBrowser,
  search,
  type TestLookups,
} from "./testing.ts";
import { TERMS_VERSION } from "./policy.ts";

const RESULTS = JSON.stringify({ items: market(20).map(asResult) });
const NIKE = market().filter(({ brandId, cents }) =>
  brandId === 53 && cents >= 10_00 && cents <= 50_00
);
const nikeFrom = (first: number) =>
  JSON.stringify({ items: NIKE.slice(first, first + 8).map(asResult) });

/** Answers each API request with this response, and each page with a front page. */
const answering = (answer: Partial<BrowserResponse>): Script => (sent) =>
  "page" in sent ? {} : answer;
const good = answering({ text: RESULTS });

const jobOf = (started: StartedLookup): string => {
  assert.ok("jobId" in started);
  return started.jobId;
};
async function runSearch(t: TestLookups, wanted = search()): Promise<string> {
  return await t.waitForEnd(jobOf(await t.lookups.startSearch(wanted)));
}
const refuses = (promise: Promise<unknown>, key: string) =>
  assert.rejects(promise, (error) => isFailure(error) && error.key === key, key);

Deno.test("startSearch() passes the response on unchanged, with its circumstances, and closes the browser", async () => {
  const browser = scriptedBrowser(good);
  await using t = await openTestLookups(browser);
  assert.equal(await runSearch(t), "done");
  const parsed = t.parsed.at(-1);
  assert.equal(parsed?.captured, RESULTS);
  assert.deepEqual(parsed.circumstances, {
    seenAt: t.clock.now(),
    mode: "lookup",
    country: "it",
    currency: "EUR",
  });
  assert.deepEqual(t.kept[0]?.source, { search: search(), complete: true });
  assert.deepEqual([browser.opened, browser.closed], [1, 1]);
  assert.equal((await t.lookups.state()).usedToday, 2);
});

Deno.test("the same search is not sent again for a day, another one is", async () => {
  await using t = await openTestLookups(scriptedBrowser(good));
  await runSearch(t);
  const at = t.clock.now();
  t.advance(FRESH_MS - 1);
  assert.deepEqual(await t.lookups.startSearch(search({ text: "  SCARPE " })), { fresh: { at } });
  t.advance(1);
  assert.equal(await runSearch(t), "done");
  assert.equal(await runSearch(t, search({ text: "stivali" })), "done");
  const asked = t.kept.map(({ source }) => source.search?.text);
  assert.deepEqual(asked, ["scarpe", "scarpe", "stivali"]);
});

Deno.test("no request is sent before the terms are accepted, after acceptance is withdrawn, or while stopped", async () => {
  const browser = scriptedBrowser(good);
  await using t = await openTestLookups(browser);
  await t.lookups.revoke();
  await refuses(t.lookups.startSearch(search()), "lookups.not_accepted");
  await refuses(t.lookups.accept("an older version"), "lookups.terms_changed");
  await t.lookups.accept(TERMS_VERSION);
  await t.lookups.stop();
  await refuses(t.lookups.startSearch(search()), "lookups.stopped");
  await refuses(t.lookups.startCanary(), "lookups.stopped");
  await t.lookups.resume();
  assert.equal(await runSearch(t), "done");
  assert.equal(browser.opened, 1);
});

Deno.test("a spent budget refuses look-ups until the next day", async () => {
  await using t = await openTestLookups(scriptedBrowser(good));
  await refuses(t.lookups.setBudget(0), "lookups.budget_bad");
  await t.lookups.setBudget(2);
  await runSearch(t);
  await refuses(t.lookups.startSearch(search({ text: "x" })), "lookups.budget_spent");
  t.advance(DAY_MS);
  // The daily check asks first.
  await t.jobs.settled();
  assert.equal((await t.lookups.state()).usedToday, 2);
  await t.lookups.setBudget(4);
  assert.equal(await runSearch(t, search({ text: "x" })), "done");
});

Deno.test("a refusal is not worked around: one request, a visible pause, no results kept", async () => {
  const asked: string[] = [];
  const browser = scriptedBrowser((sent) => {
    if ("page" in sent) return {};
    asked.push(sent.request.host);
    return { status: 403, text: "<title>Client Challenge" };
  });
  await using t = await openTestLookups(browser);
  assert.equal(await runSearch(t), "failed");
  assert.deepEqual(asked, ["api"]);
  const { pauseReason, pausedUntil } = await t.lookups.state();
  assert.equal(pauseReason, "blocked");
  assert.ok(pausedUntil! > t.clock.now());
  await refuses(t.lookups.startSearch(search({ text: "x" })), "lookups.paused_blocked");
  assert.deepEqual(t.kept, []);
});

Deno.test("an expired session is renewed once; a second expiry counts as a refusal", async () => {
  let left = 1;
  const pages: string[] = [];
  const script: Script = (sent) => {
    if ("page" in sent) {
      pages.push(sent.page);
      return {};
    }
    return left-- > 0 ? { status: 401 } : { text: RESULTS };
  };
  await using t = await openTestLookups(scriptedBrowser(script));
  assert.equal(await runSearch(t), "done");
  assert.deepEqual(pages, ["/", "/"]);
  left = 2;
  assert.equal(await runSearch(t, search({ text: "x" })), "failed");
  assert.equal((await t.lookups.state()).pauseReason, "blocked");
});

Deno.test("the next endpoint is tried only after one has moved; when all have, look-ups pause", async () => {
  const asked: string[] = [];
  let last: Partial<BrowserResponse> = { text: RESULTS };
  const script: Script = (sent) => {
    if ("page" in sent) return {};
    asked.push(sent.request.host);
    return sent.request.host === "api" ? { status: 404, text: '{"code":104}' } : last;
  };
  await using t = await openTestLookups(scriptedBrowser(script));
  assert.equal(await runSearch(t), "done");
  assert.deepEqual(asked, ["api", "www"]);
  last = { status: 404, text: '{"code":104}' };
  assert.equal(await runSearch(t, search({ text: "x" })), "failed");
  assert.equal((await t.lookups.state()).pauseReason, "moved");
});

Deno.test("too many requests: the job resumes after the pause that the marketplace asked for", async () => {
  let answer: Partial<BrowserResponse> = { status: 429, retryAfter: "90" };
  await using t = await openTestLookups(
    scriptedBrowser((sent) => "page" in sent ? {} : answer),
  );
  const id = jobOf(await t.lookups.startSearch(search()));
  assert.equal(await t.waitForEnd(id), "failed");
  const { pausedUntil, pauseReason } = await t.lookups.state();
  assert.deepEqual([pauseReason, pausedUntil], ["too_many", t.clock.now() + 90_000]);
  answer = { text: RESULTS };
  t.advance(90_000);
  assert.equal(await t.waitForEnd(id), "done");
  assert.equal((await t.lookups.state()).pausedUntil, null);
});

Deno.test("results that ignore the filters or cannot be parsed are not kept", async () => {
  for (const text of [RESULTS, '{"results":[]}', "{}"]) {
    await using t = await openTestLookups(scriptedBrowser(answering({ text })));
    assert.equal(await runSearch(t, search({ priceFrom: 500_00 })), "dead");
    assert.deepEqual(t.kept, []);
  }
});

Deno.test("an item's page is kept when it contains that item; 404 records the item as gone", async () => {
  const link = { url: "https://www.vinted.it/items/42", id: "42", site: "it" } as const;
  const pageOf = (id: string) =>
    `<link rel="canonical" href="https://www.vinted.it/items/${id}-x"><script type="application/ld+json">
     {"@type":"Product","name":"Giacca","offers":{"price":12,"priceCurrency":"EUR"}}</script>`;
  let page: Partial<BrowserResponse> = { text: pageOf("42") };
  await using t = await openTestLookups(
    scriptedBrowser((sent) => "page" in sent && sent.page !== "/" ? page : { text: RESULTS }),
  );
  assert.equal(await t.waitForEnd(jobOf(await t.lookups.startItem(link))), "done");
  assert.equal(t.kept.length, 1);
  assert.ok("fresh" in await t.lookups.startItem(link));
  t.advance(FRESH_MS);
  page = { text: pageOf("43") };
  assert.equal(await t.waitForEnd(jobOf(await t.lookups.startItem(link))), "dead");
  page = { status: 404, text: "<h1>" };
  assert.equal(await t.waitForEnd(jobOf(await t.lookups.startItem(link))), "done");
  assert.deepEqual([t.kept.length, t.gone], [1, [link]]);
});

Deno.test("the canary alerts when its verdict changes, not every day", async () => {
  let answer: Partial<BrowserResponse> = { text: nikeFrom(0) };
  await using t = await openTestLookups(
    scriptedBrowser((sent) => "page" in sent ? {} : answer),
  );
  const run = async (given: Partial<BrowserResponse>) => {
    answer = given;
    const { jobId } = await t.lookups.startCanary();
    assert.equal(await t.waitForEnd(jobId), "done");
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
  const told = t.alerts.map(({ body }) => body.key.replace("lookups.canary_", ""));
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
  assert.equal(new Set(t.alerts.map(({ key }) => key)).size, told.length);
});

Deno.test("the same results within a few hours are not stale", async () => {
  await using t = await openTestLookups(scriptedBrowser(answering({ text: nikeFrom(0) })));
  const verdictAfter = async (ms: number) => {
    t.advance(ms);
    await t.waitForEnd((await t.lookups.startCanary()).jobId);
    return (await t.lookups.latestCanary())?.verdict;
  };
  assert.equal(await verdictAfter(0), "fine");
  assert.equal(await verdictAfter(STALE_MS / 2), "fine");
  assert.equal(await verdictAfter(STALE_MS / 2), "stale");
});

Deno.test("the daily canary sends nothing while look-ups are off", async () => {
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

Deno.test("revoke() cancels waiting look-ups", async () => {
  await using t = await openTestLookups(scriptedBrowser(answering({ status: 403 })));
  const id = jobOf(await t.lookups.startSearch(search()));
  assert.equal(await t.waitForEnd(id), "failed");
  await t.lookups.revoke();
  assert.equal(await t.waitForEnd(id), "cancelled");
});
