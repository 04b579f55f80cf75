import assert from "node:assert/strict";
import {
  assertLeadsTo,
  assertPage,
  assertProblem,
  openAuthHouse,
  ORIGIN,
} from "../../tests/support/auth_house.ts";

Deno.test("firstRun() leads everything to the set-up page until there is an owner", async () => {
  await using house = await openAuthHouse();
  for (const path of ["/", "/items?q=a", "/login", "/settings/account", "/events"]) {
    assertLeadsTo(await house.visit(path), "/setup");
  }
  const curl = await house.visit("/items", undefined, { accept: "*/*" });
  assertLeadsTo(curl, "/setup");
  assertLeadsTo(await house.visit("/login", { passphrase: "x" }), "/setup");
  await assertPage(await house.visit("/setup"), { status: 200, says: /Cominciamo/ });
  const health = await house.visit("/api/health");
  assert.equal(health.status, 200);
  const script = await house.visit("/api/v1/items", undefined, { authorization: "Bearer vo_x" });
  await assertProblem(script, { status: 401, says: /aspetta il primo avvio/ });
});

Deno.test("ownerOnly() leads strangers to the log-in and remembers where they were going", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  house.cookies.clear();
  assertLeadsTo(await house.visit("/"), "/login");
  assertLeadsTo(await house.visit("/items?q=a%20b"), "/login?next=%2Fitems%3Fq%3Da%2520b");
  assertLeadsTo(await house.visit("/items", { title: "x" }), "/login?unsaved=");
  const from = (referer: string) => house.visit("/items/1/price", { price: "9" }, { referer });
  assertLeadsTo(await from(`${ORIGIN}/items/1?a=b#c`), "/login?next=%2Fitems%2F1%3Fa%3Db&unsaved=");
  assertLeadsTo(await from("https://evil.example/items/1"), "/login?unsaved=");
  assertLeadsTo(await house.visit("/setup"), "/");
  await assertPage(await house.visit("/login"), { status: 200, says: /name="passphrase"/ });
  const json = { accept: "application/json" };
  await assertProblem(await house.visit("/items", undefined, json), {
    status: 401,
    says: /devi entrare/,
  });
  await assertProblem(await house.visit("/api/v1/items"), { status: 401, says: /devi entrare/ });
});

Deno.test("knownHost() refuses a name that is not ours before anything else is told", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  for (const host of ["evil.example", "localhost.evil.example:8000"]) {
    const refused = await house.visit("/", undefined, { host });
    await assertPage(refused, { status: 403, says: new RegExp(`Non rispondo al nome «${host}»`) });
  }
  for (const host of ["192.168.1.20:8000", "mac.local:8000", "[::1]:8000"]) {
    assert.equal((await house.visit("/", undefined, { host })).status, 200, host);
  }
});

/** Headers of a POST to a page while logged in → whether it goes through. */
const CHANGES: readonly [string, Record<string, string>, boolean][] = [
  ["our page, over https or on this machine", { "sec-fetch-site": "same-origin" }, true],
  ["our page, on the home network", { origin: ORIGIN }, true],
  ["another port of this machine", { "sec-fetch-site": "same-site", origin: ORIGIN }, false],
  ["another site", { "sec-fetch-site": "cross-site", origin: "http://evil.example" }, false],
  ["another site, by an old browser", { origin: "http://evil.example" }, false],
  ["a page that hides where it is", { origin: "null" }, false],
  ["nobody who says where from", {}, false],
];

for (const [who, headers, through] of CHANGES) {
  Deno.test(`refuseCrossSite() ${through ? "lets through" : "refuses"} a change from ${who}`, async () => {
    await using house = await openAuthHouse();
    await house.setUp();
    const response = await house.app.request(`${ORIGIN}/items`, {
      method: "POST",
      headers: {
        host: "localhost:8000",
        accept: "text/html",
        cookie: `session=${house.cookies.get("session")}`,
        ...headers,
      },
    });
    if (through) assert.equal(await response.text(), "inside");
    else await assertPage(response, { status: 403, says: /non viene da una pagina dell’app/ });
  });
}

Deno.test("ownPagesOnly() guards the log-in too: nobody logs a browser into another house", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  house.cookies.clear();
  const foreign = { origin: "http://evil.example" };
  const forged = await house.visit("/login", { passphrase: "x" }, foreign);
  await assertPage(forged, { status: 403, says: /non viene da una pagina dell’app/ });
});

Deno.test("a key opens /api with its scopes, needs no Origin, and opens no page", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  house.cookies.clear();
  const call = async (scopes: ("read" | "write" | "import" | "admin")[]) => {
    const secret = await house.auth.tokens.create({ name: "script", scopes });
    return (method: string, path: string) =>
      house.app.request(`${ORIGIN}${path}`, {
        method,
        headers: { host: "localhost:8000", authorization: `Bearer ${secret}` },
      });
  };
  const reader = await call(["read"]);
  assert.equal((await reader("GET", "/api/v1/items")).status, 200);
  const refusals = [
    await reader("POST", "/api/v1/items"),
    await reader("DELETE", "/api/v1/items/1"),
    await reader("GET", "/api/v1/imports"),
    await reader("GET", "/api/v1/settings/models"),
  ];
  for (const response of refusals) {
    await assertProblem(response, { status: 403, says: /non può farlo: le serve il permesso/ });
  }
  assert.equal((await reader("GET", "/items")).status, 403);
  assert.equal((await reader("GET", "/settings/account")).status, 403);

  const writer = await call(["write", "import"]);
  assert.equal((await writer("POST", "/api/v1/items")).status, 200);
  assert.equal((await writer("POST", "/api/v1/imports/1")).status, 200);
  assert.equal((await writer("POST", "/api/v1/importsx")).status, 200);
  assert.equal((await writer("GET", "/api/v1/items")).status, 403);
  const admin = await call(["admin"]);
  assert.equal((await admin("PUT", "/api/v1/settings/models")).status, 200);
});

Deno.test("a key that does not hold is refused even beside a good cookie", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  for (const authorization of ["Bearer vo_nothing", "Bearer ", "Basic b3duZXI6eA=="]) {
    const refused = await house.visit("/api/v1/items", undefined, { authorization });
    await assertProblem(refused, { status: 401, says: /Questa chiave non vale/ });
  }
  assert.equal((await house.visit("/api/v1/items")).status, 200, "a browser may use the API too");
});
