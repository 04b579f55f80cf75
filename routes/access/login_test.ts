import assert from "node:assert/strict";
import { createSoftPasskey, type SoftPasskey } from "../../services/auth/passkey_testing.ts";
import { TEST_PASSPHRASE } from "../../services/auth/testing.ts";
import {
  assertLeadsTo,
  assertPage,
  assertProblem,
  type AuthHouse,
  openAuthHouse,
  ORIGIN,
} from "../../tests/support/auth_house.ts";

const HERE = { host: "localhost", origin: ORIGIN };

async function openLoggedOut(): Promise<AuthHouse> {
  const house = await openAuthHouse();
  await house.setUp();
  house.cookies.clear();
  return house;
}

Deno.test("the right passphrase leads to where one was going, with a new session", async () => {
  await using house = await openLoggedOut();
  const response = await house.visit("/login?next=%2Fitems%3Fq%3Da", {
    passphrase: TEST_PASSPHRASE,
  });
  assertLeadsTo(response, "/items?q=a");
  assert.equal(await (await house.visit("/items")).text(), "inside");
  assertLeadsTo(await house.visit("/login"), "/");
});

Deno.test("the log-in leads nowhere but into the house", async () => {
  await using house = await openLoggedOut();
  for (const elsewhere of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
    const path = `/login?next=${encodeURIComponent(elsewhere)}`;
    assertLeadsTo(await house.visit(path, { passphrase: TEST_PASSPHRASE }), "/");
    house.cookies.clear();
  }
});

Deno.test("a log-in changes the session: one that was planted before is worth nothing", async () => {
  await using house = await openLoggedOut();
  await house.visit("/login", { passphrase: TEST_PASSPHRASE });
  const before = house.cookies.get("session")!;
  await house.visit("/login", { passphrase: TEST_PASSPHRASE });
  assert.notEqual(house.cookies.get("session"), before);
  house.cookies.set("session", before);
  assertLeadsTo(await house.visit("/"), "/login");
  house.cookies.set("session", "planted");
  assertLeadsTo(await house.visit("/"), "/login");
});

Deno.test("over https the cookie is Secure and bound to the host by its name", async () => {
  await using house = await openLoggedOut();
  const response = await house.app.request("https://192.168.1.20/login", {
    method: "POST",
    headers: { host: "192.168.1.20", "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ passphrase: TEST_PASSPHRASE }),
  });
  assert.equal(response.status, 303);
  const [cookie] = response.headers.getSetCookie();
  assert.match(cookie!, /^__Host-session=[\w-]{43};.*; Secure/);
  const token = cookie!.match(/=([^;]+)/)![1];
  const inside = await house.app.request("https://192.168.1.20/", {
    headers: { host: "192.168.1.20", cookie: `__Host-session=${token}` },
  });
  assert.equal(inside.status, 200);
});

Deno.test("a wrong passphrase is said beside the field, and too many are slowed down", async () => {
  await using house = await openLoggedOut();
  for (let n = 0; n < 5; n++) {
    const refused = await house.visit("/login", { passphrase: "quattro cani" });
    await assertPage(refused, {
      status: 401,
      says: /id="passphrase-error"[^>]*>La frase segreta non è questa/,
    });
  }
  const slowed = await house.visit("/login", { passphrase: TEST_PASSPHRASE });
  assert.equal(slowed.headers.get("retry-after"), "5");
  await assertPage(slowed, { status: 429, says: /Riprova fra 5 secondi/ });
  house.clock.advance(5_000);
  assertLeadsTo(await house.visit("/login", { passphrase: TEST_PASSPHRASE }), "/");
});

Deno.test("the log-in speaks the owner's language, and another on demand", async () => {
  await using house = await openLoggedOut();
  await house.auth.profile.change({ language: "en" });
  const italian = { "accept-language": "it" };
  await assertPage(await house.visit("/login", undefined, italian), {
    status: 200,
    says: /Log in/,
  });
  await assertPage(await house.visit("/login?lang=it"), { status: 200, says: /Di nuovo al banco/ });
});

async function addPasskey(house: AuthHouse): Promise<SoftPasskey> {
  await house.visit("/login", { passphrase: TEST_PASSPHRASE });
  await house.confirm();
  const passkey = await createSoftPasskey();
  const question = await post(house, "/settings/account/passkeys/challenge");
  assert.equal(question.status, 200);
  const answer = await passkey.created(await question.json(), HERE);
  const added = await post(house, "/settings/account/passkeys", answer);
  assert.equal(added.status, 200);
  assert.deepEqual(await added.json(), { next: "/settings/account" });
  house.cookies.clear();
  return passkey;
}

async function post(house: AuthHouse, path: string, body: unknown = {}): Promise<Response> {
  const response = await house.app.request(`${ORIGIN}${path}`, {
    method: "POST",
    headers: {
      host: "localhost:8000",
      origin: ORIGIN,
      accept: "application/json",
      "content-type": "application/json",
      cookie: `session=${house.cookies.get("session")}`,
    },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.getSetCookie().find((cookie) => cookie.startsWith("session="));
  if (cookie) house.cookies.set("session", cookie.match(/=([^;]+)/)![1]!);
  return response;
}

Deno.test("a passkey logs in", async () => {
  await using house = await openLoggedOut();
  assert.doesNotMatch(await (await house.visit("/login")).text(), /data-name="Passkey"/);
  const passkey = await addPasskey(house);
  await assertPage(await house.visit("/login"), { status: 200, says: /data-name="Passkey"/ });
  const question = await (await post(house, "/login/passkey/challenge")).json();
  const answer = await passkey.signed(question, HERE);
  const response = await post(house, "/login/passkey?next=%2Fitems", answer);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { next: "/items" });
  assert.equal(await (await house.visit("/items")).text(), "inside");
  const again = await post(house, "/login/passkey", answer);
  await assertProblem(again, { status: 401, says: /Questa passkey non va bene qui/ });
});

Deno.test("where browsers have no passkeys the page offers none", async () => {
  await using house = await openLoggedOut();
  await addPasskey(house);
  const address = "http://192.168.1.20:8000";
  const headers = { host: "192.168.1.20:8000", accept: "text/html", origin: address };
  const login = await house.app.request(`${address}/login`, { headers });
  assert.doesNotMatch(await login.text(), /data-name="Passkey"/);
  const challenge = await house.app.request(`${address}/login/passkey/challenge`, {
    method: "POST",
    headers: { ...headers, accept: "application/json" },
  });
  await assertProblem(challenge, { status: 400, says: /Le passkey funzionano con https/ });
});

Deno.test("a stranger cannot add a passkey", async () => {
  await using house = await openLoggedOut();
  const refused = await post(house, "/settings/account/passkeys/challenge");
  await assertProblem(refused, { status: 401, says: /devi entrare/ });
});
