import assert from "node:assert/strict";
import { DAY_MS } from "../../services/base/time.ts";
import { readingOf } from "../../services/market/evidence/testing.ts";
import { NOW, observation } from "../../services/market/testing.ts";
import { IntakeBody, IntakesBody, SightingsBody, SummaryBody } from "./market_bodies.ts";
import { given, openTestApi, refused, type TestApi } from "./testing.ts";

const URL_OF_PAGE = "https://www.vinted.it/catalog?search_text=scarpe";
const MEGABYTE = 1024 * 1024;

const openPage = Deno.readTextFileSync(
  new URL("../../services/market/testdata/open_catalogue.json", import.meta.url),
);
const CAPTURE = { url: URL_OF_PAGE, page: openPage };

async function seenByMode({ call }: TestApi): Promise<number[]> {
  const { total, byMode } = await given(await call("GET", "/market"), 200, SummaryBody);
  return [total, byMode.capture];
}

Deno.test("a script hands over a page as the button does, hears what was read, lets it go and has it back", async () => {
  await using api = await openTestApi();
  const { call } = api;
  const answer = await call("POST", "/market/intakes", { body: CAPTURE });
  const taken = await given(answer, 201, IntakeBody);
  const { kind, label, added, dropped } = taken;
  assert.deepEqual([kind, label, added, dropped.promoted], ["open_page", URL_OF_PAGE, 4, 1]);
  assert.deepEqual(await seenByMode(api), [4, 4]);
  const path = `/market/intakes/${taken.id}`;
  assert.equal(answer.headers.get("location"), `/api/v1${path}`);
  assert.deepEqual(await given(await call("GET", path), 200, IntakeBody), taken);

  // The same page once more is the same listings, seen again.
  const body = CAPTURE;
  const again = await given(await call("POST", "/market/intakes", { body }), 201, IntakeBody);
  assert.deepEqual([again.added, again.again], [0, 4]);
  assert.deepEqual(await seenByMode(api), [4, 4]);
  const { intakes } = await given(await call("GET", "/market/intakes?limit=1"), 200, IntakesBody);
  assert.deepEqual(intakes.map(({ id }) => id), [again.id]);

  const gone = await given(await call("DELETE", path), 200, IntakeBody);
  assert.equal(gone.forgotten?.count, 4);
  assert.deepEqual(await seenByMode(api), [0, 0]);
  await given(await call("POST", `${path}/restore`), 200, IntakeBody);
  assert.deepEqual(await seenByMode(api), [4, 4]);
  await refused(await call("POST", `${path}/restore`), 409);
});

Deno.test("a page of another place, too much of one, or a key that may not, is refused and adds nothing", async () => {
  await using api = await openTestApi();
  const { call, house } = api;
  const post = (body: unknown, key?: string) => call("POST", "/market/intakes", { body, key });
  const elsewhere = { ...CAPTURE, url: "https://www.vinted.it.example.com/catalog" };
  await refused(await post(elsewhere), 400, /solo le pagine di Vinted/);
  await refused(await post({ url: URL_OF_PAGE }), 400, /page/);
  await refused(await post({ ...CAPTURE, mode: "own" }), 400, /mode/);
  await refused(await post({ ...CAPTURE, page: "x".repeat(9 * MEGABYTE) }), 400, /troppo grande/);
  for (const scope of ["read", "capture"] as const) {
    await refused(await post(CAPTURE, await house.key([scope])), 403);
  }
  for (const [method, path] of [["GET", ""], ["DELETE", ""], ["POST", "/restore"]] as const) {
    await refused(await call(method, `/market/intakes/nobody${path}`), 404);
  }
  assert.deepEqual(await seenByMode(api), [0, 0]);
});

Deno.test("what was seen is listed with its prices, by the same filters as on its page", async () => {
  await using api = await openTestApi();
  const { call, house: { services: { evidence } } } = api;
  const seen = (cents: number, day: number) =>
    observation({ price: { cents, currency: "EUR" }, seenAt: NOW + day * DAY_MS });
  await evidence.take(readingOf([seen(30_00, 0)]));
  await evidence.take(readingOf([seen(25_00, 2)]));
  await evidence.take(readingOf([observation({ id: "2", title: "Gonna", brand: "Zara" })]));

  const found = await given(await call("GET", "/market/sightings?text=nike"), 200, SightingsBody);
  assert.equal(found.total, 1);
  const [{ key, prices }] = found.sightings as [typeof found.sightings[0]];
  assert.deepEqual([key, prices.map(({ price }) => price.cents)], ["it:1", [30_00, 25_00]]);
  const page = await given(
    await call("GET", "/market/sightings?offset=1&limit=1"),
    200,
    SightingsBody,
  );
  assert.deepEqual([page.total, page.sightings.map(({ key }) => key)], [2, ["it:2"]]);
  await refused(await call("GET", "/market/sightings?txet=nike"), 400);
});
