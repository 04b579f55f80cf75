/** The real browser against the fake marketplace: few tests, because each opens a browser. */
import assert from "node:assert/strict";
import { type FakeVinted, startFakeVinted } from "../../../tests/fakes/vinted.ts";
import { findBrowser } from "../../../tests/support/browser_path.ts";
import { isFailure } from "../../base/errors.ts";
import { type TempFolder, tempFolder } from "../../store/testing.ts";
import type { Browser } from "../browser.ts";
import type { Started } from "../lookups.ts";
import { openTestLookups, search, type TestLookups } from "../testing.ts";
import { createChromium } from "./chromium.ts";

interface Opened extends AsyncDisposable {
  readonly vinted: FakeVinted;
  readonly browser: Browser;
  readonly folder: TempFolder;
}

async function open(): Promise<Opened> {
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

async function ended(t: TestLookups, started: Started): Promise<string> {
  assert.ok("jobId" in started);
  return await t.ended(started.jobId);
}

const profiles = (folder: TempFolder) => [...Deno.readDirSync(`${folder.path}/visits`)].length;

Deno.test("a question goes through a real browser: session, filters, results, and nothing stays behind", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  const asked = search({ text: "nike", brandIds: [53], priceFrom: 10_00, priceTo: 50_00 });
  assert.equal(await ended(t, await t.lookups.ask(asked)), "done");
  assert.deepEqual(here.vinted.visits, ["front", "api"]);
  assert.equal(JSON.parse(t.read[0]!.captured).items.length > 10, true);
  const [question] = here.vinted.questions;
  assert.match(question!.headers.get("user-agent")!, /HeadlessChrome/);
  assert.match(question!.headers.get("accept-language")!, /^it-IT/);
  assert.equal(profiles(here.folder), 0);
});

Deno.test("a session that is over is renewed, and a door that has moved is left for the next one", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = ["expired", "moved"];
  assert.equal(await ended(t, await t.lookups.ask(search())), "done");
  assert.deepEqual(here.vinted.visits, ["front", "api", "front", "api", "gateway"]);
  assert.equal(t.taken.length, 1);
});

Deno.test("the wait that an answer of another address asks for is read and kept", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = [{ tooMany: "120" }];
  assert.equal(await ended(t, await t.lookups.ask(search())), "failed");
  const { pausedUntil, pausedWhy } = await t.lookups.state();
  assert.deepEqual([pausedWhy, pausedUntil], ["too_many", t.clock.now() + 120_000]);
});

Deno.test("a challenge is not solved and a page where data are due is none: both stop everything", async () => {
  for (const mood of ["challenge", "page"] as const) {
    await using here = await open();
    await using t = await openTestLookups(here.browser);
    here.vinted.moods.api = [mood];
    assert.equal(await ended(t, await t.lookups.ask(search())), "failed");
    assert.deepEqual(here.vinted.visits, ["front", "api"]);
    assert.equal((await t.lookups.state()).pausedWhy, "blocked");
  }
});

Deno.test("an item's page is read; one that leads to another address is not followed there", async () => {
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
  assert.equal(await ended(t, await t.lookups.askItem(link(one!))), "done");
  assert.match(t.read[0]!.captured, /Scarpe Nike numero 0/);
  const started = await t.lookups.askItem(link(two!));
  assert.equal(await ended(t, started), "dead");
  const job = await t.jobs.get((started as { jobId: string }).jobId);
  assert.equal(job!.error?.key, "lookups.led_elsewhere");
  assert.deepEqual(hits, []);
  assert.equal(t.taken.length, 1);
  await inside.shutdown();
});

Deno.test("the kill switch ends a question that hangs, at once, with its browser", async () => {
  await using here = await open();
  await using t = await openTestLookups(here.browser);
  here.vinted.moods.api = ["hangs"];
  const started = await t.lookups.ask(search());
  await here.vinted.hanging;
  await t.lookups.kill();
  await here.vinted.hungUp;
  assert.equal(await ended(t, started), "cancelled");
  assert.equal(profiles(here.folder), 0);
});

Deno.test("no browser, or one that does not start, is said in words", async () => {
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
