/** A real browser in front of the fake marketplace. The tests are few, because each opens a browser. */
import assert from "node:assert/strict";
import { type FakeVinted, startFakeVinted } from "../../../tests/fakes/vinted.ts";
import { findBrowser } from "../../../tests/support/browser_path.ts";
import { isFailure } from "../../base/errors.ts";
import { type TempFolder, tempFolder } from "../../store/testing.ts";
import type { Browser } from "../browser.ts";
import type { StartedLookup } from "../lookups.ts";
import { openTestLookups, search, type TestLookups } from "../testing.ts";
import { createChromium } from "./chromium.ts";

interface Fixture extends AsyncDisposable {
  readonly vinted: FakeVinted;
  readonly browser: Browser;
  readonly folder: TempFolder;
}

async function open(): Promise<Fixture> {
  await using opened = new AsyncDisposableStack();
  const path = await findBrowser();
  assert.ok(path, "No Chromium: run the tests with `deno task test`.");
  const folder = opened.use(await tempFolder());
  const vinted = opened.use(startFakeVinted());
  const browser = createChromium({
    installed: () => ({ name: "Chromium", path }),
    folder: `${folder.path}/visits`,
    hosts: () => vinted.hosts,
  });
  const leaving = opened.move();
  return { vinted, browser, folder, [Symbol.asyncDispose]: () => leaving.disposeAsync() };
}

async function waitForEnd(t: TestLookups, started: StartedLookup): Promise<string> {
  assert.ok("jobId" in started);
  return await t.waitForEnd(started.jobId);
}

const profiles = (folder: TempFolder) => [...Deno.readDirSync(`${folder.path}/visits`)].length;

Deno.test("a search runs in a real browser with session and filters, and leaves no profile behind", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  const asked = search({ text: "nike", brandIds: [53], priceFrom: 10_00, priceTo: 50_00 });
  assert.equal(await waitForEnd(t, await t.lookups.startSearch(asked)), "done");
  assert.deepEqual(here.vinted.visits, ["front", "api"]);
  assert.equal(JSON.parse(t.parsed[0]!.captured).items.length > 10, true);
  const [question] = here.vinted.questions;
  assert.match(question!.headers.get("user-agent")!, /HeadlessChrome/);
  assert.match(question!.headers.get("accept-language")!, /^it-IT/);
  assert.equal(profiles(here.folder), 0);
});

Deno.test("an expired session is renewed, and after a moved endpoint the next one is tried", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = ["expired", "moved"];
  assert.equal(await waitForEnd(t, await t.lookups.startSearch(search())), "done");
  assert.deepEqual(here.vinted.visits, ["front", "api", "front", "api", "gateway"]);
  assert.equal(t.kept.length, 1);
});

Deno.test("the Retry-After header of a cross-origin response sets the pause", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = [{ tooMany: "120" }];
  assert.equal(await waitForEnd(t, await t.lookups.startSearch(search())), "failed");
  const { pausedUntil, pauseReason } = await t.lookups.state();
  assert.deepEqual([pauseReason, pausedUntil], ["too_many", t.clock.now() + 120_000]);
});

Deno.test("a challenge, or a page in place of data, pauses all look-ups", async () => {
  for (const mood of ["challenge", "page"] as const) {
    await using here = await open();
    await using t = await openTestLookups(here.browser);
    here.vinted.moods.api = [mood];
    assert.equal(await waitForEnd(t, await t.lookups.startSearch(search())), "failed");
    assert.deepEqual(here.vinted.visits, ["front", "api"]);
    assert.equal((await t.lookups.state()).pauseReason, "blocked");
  }
});

Deno.test("an item's page is read, and a redirect to another site is not followed", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  const hits: string[] = [];
  const inside = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    hits.push(url);
    return new Response("secret");
  });
  const [one, two] = here.vinted.listings;
  const link = ({ id }: { id: string }) =>
    ({ url: `https://www.vinted.it/items/${id}`, id, site: "it" }) as const;
  here.vinted.led.set(two!.id, `http://127.0.0.1:${inside.addr.port}/admin`);
  assert.equal(await waitForEnd(t, await t.lookups.startItem(link(one!))), "done");
  assert.match(t.parsed[0]!.captured, /Scarpe Nike numero 0/);
  const started = await t.lookups.startItem(link(two!));
  assert.equal(await waitForEnd(t, started), "dead");
  const job = await t.jobs.get((started as { jobId: string }).jobId);
  assert.equal(job!.error?.key, "lookups.led_elsewhere");
  assert.deepEqual(hits, []);
  assert.equal(t.kept.length, 1);
  await inside.shutdown();
});

Deno.test("stopping look-ups ends a hanging search and its browser at once", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = ["hangs"];
  const started = await t.lookups.startSearch(search());
  await here.vinted.hanging;
  await t.lookups.stop();
  await here.vinted.hungUp;
  assert.equal(await waitForEnd(t, started), "cancelled");
  assert.equal(profiles(here.folder), 0);
});

Deno.test("a missing browser and one that does not start fail with their own message", async () => {
  await using folder = await tempFolder();
  const of = (path: string | null) =>
    createChromium({
      installed: () => path === null ? null : { name: "x", path },
      folder: `${folder.path}/visits`,
    });
  const signal = new AbortController().signal;
  const key = (wanted: string) => (error: unknown) => isFailure(error) && error.key === wanted;
  await assert.rejects(of(null).open("it", signal), key("lookups.no_browser"));
  await assert.rejects(of("/bin/false").open("it", signal), key("lookups.browser_failed"));
  await assert.rejects(of("/nowhere/chromium").open("it", signal), key("lookups.browser_failed"));
});
