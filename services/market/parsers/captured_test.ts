import assert from "node:assert/strict";
import fc from "fast-check";
import { DAY_MS } from "../../base/time.ts";
import { type Observation, ObservationSchema } from "../observation.ts";
import { readCaptured } from "./captured.ts";
import type { Circumstances } from "./reading.ts";

const around: Circumstances = {
  seenAt: Date.UTC(2026, 8, 19),
  mode: "capture",
  country: "it",
  currency: "EUR",
};
const fixture = (name: string): Uint8Array =>
  Deno.readFileSync(new URL(`../testdata/${name}`, import.meta.url));
const FIXTURES = [
  "search_new.json",
  "search_old.json",
  "item_page.html",
  "catalogue_page.html",
  "live_catalogue.html",
  "live_item.html",
  "open_catalogue.json",
  "open_item.json",
  "listings.csv",
].map((name) => [name, fixture(name)] as const);
const firstOf = (observations: readonly Observation[]): Observation => {
  assert.ok(observations[0]);
  return observations[0];
};

Deno.test("readCaptured() reads the new answer: brand and size from the box, ids as strings", () => {
  const { kind, observations, dropped, notUnderstood } = readCaptured(
    fixture("search_new.json"),
    around,
  );
  assert.equal(kind, "answer");
  assert.deepEqual(dropped, { promoted: 1, repeated: 1 });
  assert.deepEqual(notUnderstood, { no_price: 1, not_a_listing: 1 });
  const [shoes, bag] = observations;
  assert.deepEqual(shoes, {
    id: "10051317969",
    title: "Scarpe corsa blu, Brand: quasi nuove 🏃",
    brand: "Nike Air",
    size: "39,5",
    condition: 3,
    colours: [],
    materials: [],
    price: { cents: 6_00, currency: "EUR" },
    country: "it",
    kind: "asking",
    mode: "capture",
    // The answer's own `pagination.time`, not the day on which the file is brought.
    seenAt: 1_789_000_000_000,
    link: "https://www.vinted.it/items/10051317969-scarpe-corsa-blu",
  });
  assert.equal(bag?.brand, undefined);
  assert.equal(bag?.condition, 1);
  assert.equal(bag?.size, undefined);
  assert.equal(bag?.price.cents, 1400_00);
});

Deno.test("readCaptured() reads the old answer, and the price its seller typed", () => {
  const { observations, dropped } = readCaptured(fixture("search_old.json"), around);
  assert.deepEqual(dropped, { promoted: 1 });
  const [coat, jacket] = observations;
  assert.equal(coat?.brand, "Sandro");
  assert.equal(coat?.size, "M / 38 / 10");
  assert.equal(coat?.condition, 2);
  assert.equal(coat?.country, "fr");
  assert.equal(coat?.listedAt, 1_696_452_426_000);
  assert.deepEqual(jacket?.price, { cents: 100_00, currency: "PLN" });
  assert.equal(jacket?.condition, 6);
  assert.equal(jacket?.brand, undefined);
});

Deno.test("readCaptured() keeps no trace of a seller", () => {
  for (const [name, bytes] of FIXTURES) {
    const text = JSON.stringify(readCaptured(bytes, around).observations);
    assert.doesNotMatch(text, /una_persona|quelqu_un|login|"user"/, name);
  }
});

Deno.test("readCaptured() reads an item's page, and that it is sold", () => {
  const { kind, observations } = readCaptured(fixture("item_page.html"), around);
  assert.equal(kind, "page");
  const sandals = firstOf(observations);
  assert.equal(sandals.id, "9051317969");
  assert.equal(sandals.kind, "sold");
  assert.deepEqual(sandals.price, { cents: 18_50, currency: "EUR" });
  assert.equal(sandals.brand, "Geox");
  assert.equal(sandals.colours.length, 2);
});

Deno.test("readCaptured() reads the list of a catalogue's page past what is broken beside it", () => {
  const broken = '<script type="application/ld+json">{ broken</script>';
  const page = broken + new TextDecoder().decode(fixture("catalogue_page.html"));
  const { observations, notUnderstood } = readCaptured(page, around);
  assert.deepEqual(observations.map(({ id, price }) => [id, price.cents]), [
    ["9000000001", 9_00],
    ["9000000002", 1400_00],
  ]);
  assert.deepEqual(notUnderstood, { no_price: 2 });
});

Deno.test("readCaptured() reads a table of listings row by row", () => {
  const { kind, observations, dropped, notUnderstood } = readCaptured(
    fixture("listings.csv"),
    around,
  );
  assert.equal(kind, "table");
  assert.deepEqual(dropped, { promoted: 1 });
  assert.deepEqual(notUnderstood, { no_title: 1, no_price: 1 });
  const [shoes, jacket, coat] = observations;
  assert.equal(shoes?.title, 'Scarpe "belle", comode');
  assert.equal(shoes?.brand, "Nike");
  assert.deepEqual(shoes?.materials, ["leather", "suede"]);
  assert.equal(shoes?.seenAt, Date.UTC(2026, 4, 14));
  assert.equal(shoes?.listedAt, Date.UTC(2026, 4, 13, 10));
  assert.equal(jacket?.brand, undefined);
  assert.equal(jacket?.condition, 6);
  assert.deepEqual(jacket?.price, { cents: 1400_00, currency: "EUR" });
  assert.equal(jacket?.listedAt, Date.UTC(2020, 2, 23, 16, 59, 47));
  assert.equal(coat?.seenAt, Date.UTC(2025, 11, 11));
  assert.equal(coat?.price.currency, "USD");
});

Deno.test("readCaptured() says why a file holds nothing", () => {
  const cases: [string, string][] = [
    ["", "no_listings"],
    ["just words", "no_listings"],
    ["{", "broken_json"],
    ["[".repeat(200_000), "too_deep"],
    ["[".repeat(90), "broken_json"],
    ['{"items":[', "broken_json"],
    ['{"code":104,"message":"not found"}', "not_found"],
    ['{"code":100,"message_code":"invalid_authentication_token"}', "session_expired"],
    ['{"status":401,"error":"Unauthorized"}', "session_expired"],
    ['{"code":0,"total":3}', "no_listings"],
    ["<html><body>Client Challenge</body></html>", "no_listings"],
    ["<script type=application/ld+json>{</script>", "broken_json"],
    ["<script".repeat(50_000), "no_listings"],
  ];
  for (const [text, puzzle] of cases) {
    const { observations, notUnderstood } = readCaptured(text, around);
    assert.deepEqual([observations, notUnderstood], [[], { [puzzle]: 1 }], text.slice(0, 60));
  }
});

Deno.test("readCaptured() dates an answer by its own time, and never later than now", () => {
  const answer = (time: unknown) =>
    JSON.stringify({ items: [{ id: 1, title: "Felpa", price: "5" }], pagination: { time } });
  const dated = (time: unknown) => firstOf(readCaptured(answer(time), around).observations).seenAt;
  const earlier = around.seenAt - 60 * DAY_MS;
  assert.equal(dated(earlier / 1_000), earlier);
  for (const time of [around.seenAt / 1_000 + 3_600, 0, "soon", undefined]) {
    assert.equal(dated(time), around.seenAt, String(time));
  }
});

Deno.test("readCaptured() writes relative links as links of the site that was asked", () => {
  const answer = JSON.stringify({
    items: [{ id: 1, title: "Kjole", price: "5", url: "/items/1-kjole" }],
  });
  const links = ["dk", "gb", "xx"].map((country) =>
    firstOf(readCaptured(answer, { ...around, country }).observations).link
  );
  assert.deepEqual(links, [
    "https://www.vinted.dk/items/1-kjole",
    "https://www.vinted.co.uk/items/1-kjole",
    "https://www.vinted.it/items/1-kjole",
  ]);
});

Deno.test("readCaptured() takes an empty answer for what it is", () => {
  const { kind, observations, notUnderstood } = readCaptured('{"items":[],"code":0}', around);
  assert.deepEqual([kind, observations, notUnderstood], ["answer", [], {}]);
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The same tree with one of its values replaced by another. */
function mutated(value: Json, path: readonly number[], by: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return by;
  if (Array.isArray(value)) {
    const at = step % Math.max(1, value.length);
    return value.map((one, i) => i === at ? mutated(one, rest, by) : one);
  }
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  return key === undefined ? by : { ...value, [key]: mutated(value[key] ?? null, rest, by) };
}

const whole = (text: Uint8Array): Json => JSON.parse(new TextDecoder().decode(text));

Deno.test("readCaptured() never throws, and whatever it reads keeps to the schema", () => {
  const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
  const answers = fc.constantFrom(
    whole(fixture("search_new.json")),
    whole(fixture("search_old.json")),
    whole(fixture("open_catalogue.json")),
    whole(fixture("open_item.json")),
  );
  fc.assert(
    fc.property(answers, path, fc.jsonValue(), (answer, path, by) => {
      const text = JSON.stringify(mutated(answer, path, by as Json));
      for (const one of readCaptured(text, around).observations) ObservationSchema.parse(one);
    }),
    { numRuns: 300 },
  );
});

Deno.test("readCaptured() survives files cut, doubled and spoilt anywhere", () => {
  const files = fc.constantFrom(...FIXTURES.map(([, bytes]) => bytes));
  fc.assert(
    fc.property(files, fc.nat(), fc.nat(255), fc.nat(), (bytes, at, byte, cut) => {
      const spoilt = Uint8Array.from(bytes.subarray(0, 1 + cut % bytes.length));
      spoilt[at % spoilt.length] = byte;
      for (const one of readCaptured(spoilt, around).observations) ObservationSchema.parse(one);
    }),
    { numRuns: 300 },
  );
});
