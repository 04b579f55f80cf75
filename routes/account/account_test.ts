import assert from "node:assert/strict";
import { TEST_PASSPHRASE } from "../../services/auth/testing.ts";
import { HOUR_MS } from "../../services/base/time.ts";
import { assertLeadsTo, assertPage, openAuthHouse } from "../../tests/support/auth_house.ts";

const ACCOUNT = "/settings/account";

Deno.test("the account page shows every sheet in both languages", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const sheets: [string, RegExp][] = [
    ["it", /Preferenze.*Dispositivi.*Passkey.*Cambia la frase segreta.*Chiavi per script/s],
    ["en", /Preferences.*Devices.*Passkeys.*Change the passphrase.*API keys/s],
  ];
  for (const [language, says] of sheets) {
    await assertPage(await house.visit(`${ACCOUNT}?lang=${language}`), { status: 200, says });
  }
});

Deno.test("preferences are kept, and the next page follows them", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const saved = await house.visit(`${ACCOUNT}/preferences`, {
    language: "en",
    site: "fr",
    theme: "dark",
  });
  assertLeadsTo(saved, ACCOUNT);
  await assertPage(await house.visit(ACCOUNT), {
    status: 200,
    says: /<html lang="en" data-theme="dark">.*Preferences saved\./s,
  });
  await house.visit(`${ACCOUNT}/preferences`, { language: "xx", site: "yy" });
  assert.deepEqual(await house.auth.profile.get(), { language: "en", site: "fr", theme: "dark" });
});

Deno.test("another device is shown in words and can be logged out", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const userAgent = "Mozilla/5.0 (iPhone) Version/18.5 Safari/604.1";
  const phone = await house.auth.sessions.start({ how: "passphrase", userAgent });
  house.clock.advance(3 * HOUR_MS);
  await assertPage(await house.visit(ACCOUNT), {
    status: 200,
    says: /questo dispositivo.*Safari su iPhone.*visto 3 ore fa/s,
  });
  const { id } = (await house.auth.sessions.list()).find(({ how }) => how === "passphrase")!;
  assertLeadsTo(await house.visit(`${ACCOUNT}/sessions/${id}/removal`, {}), ACCOUNT);
  assert.equal(await house.auth.sessions.recognise(phone), null);
  assert.equal((await house.visit(ACCOUNT)).status, 200);
});

Deno.test("all other devices are logged out at once, this one stays", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  for (let n = 0; n < 3; n++) await house.auth.sessions.start({ how: "passkey", userAgent: "" });
  assertLeadsTo(await house.visit(`${ACCOUNT}/sessions/others/removal`, {}), ACCOUNT);
  assert.equal((await house.auth.sessions.list()).length, 1);
  assert.equal((await house.visit(ACCOUNT)).status, 200);
});

Deno.test("logging out ends the session here and in the store", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const token = house.cookies.get("session")!;
  assertLeadsTo(await house.visit(`${ACCOUNT}/sessions/current/removal`, {}), "/login");
  assert.equal(house.cookies.has("session"), false);
  assert.equal(await house.auth.sessions.recognise(token), null);
  await assertPage(await house.visit("/login"), { status: 200, says: /Sei fuori/ });
});

Deno.test("a key's secret is on the page that answers, and never again", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  await house.confirm();
  const created = await house.visit(`${ACCOUNT}/tokens`, {
    name: "Scorciatoia",
    scopes: "capture",
  });
  assert.equal(created.status, 200);
  assert.equal(created.headers.get("cache-control"), "no-store");
  const secret = (await created.text()).match(/vo_[\w-]{43}/)![0];
  assert.ok(await house.auth.tokens.recognise(secret));
  const later = await (await house.visit(ACCOUNT)).text();
  assert.match(later, /Scorciatoia.*mandare foto/s);
  assert.ok(!later.includes(secret));
  const [token] = await house.auth.tokens.list();
  assertLeadsTo(await house.visit(`${ACCOUNT}/tokens/${token!.id}/removal`, {}), ACCOUNT);
  assert.equal(await house.auth.tokens.recognise(secret), null);
});

Deno.test("a key without a name or a scope comes back with its sentence", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  await house.confirm();
  const nameless = await house.visit(`${ACCOUNT}/tokens`, { name: "", scopes: "read" });
  await assertPage(nameless, { status: 422, says: /id="name-error"[^>]*>Dai alla chiave un nome/ });
  const idle = await house.visit(`${ACCOUNT}/tokens`, { name: "a" });
  await assertPage(idle, { status: 422, says: /Scegli almeno una cosa/ });
  const strange = await house.visit(`${ACCOUNT}/tokens`, { name: "a", scopes: "root" });
  await assertPage(strange, { status: 422, says: /Scegli almeno una cosa/ });
});

Deno.test("another passphrase needs the present one, and ends all other access where that is ticked", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const phone = await house.auth.sessions.start({ how: "passkey", userAgent: "" });
  const key = await house.auth.tokens.create({ name: "script", scopes: ["read"] });
  const change = (current: string, next: string, more: Record<string, string> = {}) =>
    house.visit(`${ACCOUNT}/passphrase`, { current, next, ...more });
  const page = await (await house.visit(ACCOUNT)).text();
  assert.match(page, /<input type="checkbox" checked [^>]*name="endsOtherAccess"/);
  await assertPage(await change("quattro cani", "sette nani nel bosco"), {
    status: 401,
    says: /id="current-error"[^>]*>La frase segreta non è questa/,
  });
  await assertPage(await change(TEST_PASSPHRASE, "corta"), {
    status: 422,
    says: /id="next-error"[^>]*>La frase è corta/,
  });
  assert.ok(await house.auth.sessions.recognise(phone));
  const before = house.cookies.get("session");
  assertLeadsTo(await change(TEST_PASSPHRASE, "sette nani nel bosco"), ACCOUNT);
  assert.notEqual(house.cookies.get("session"), before);
  assert.equal((await house.visit(ACCOUNT)).status, 200);
  assert.ok(await house.auth.sessions.recognise(phone));
  const ticked = { endsOtherAccess: "on" };
  assertLeadsTo(await change("sette nani nel bosco", "otto gatti sul tetto", ticked), ACCOUNT);
  assert.equal((await house.visit(ACCOUNT)).status, 200);
  assert.equal(await house.auth.sessions.recognise(phone), null);
  assert.equal(await house.auth.tokens.recognise(key), null);
});
