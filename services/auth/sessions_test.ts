import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { PER_GUESSER } from "./attempts.ts";
import { allows } from "./session.ts";
import { ABSOLUTE_MS, IDLE_MS, SEEN_EVERY_MS } from "./sessions.ts";
import { createSoftPasskey } from "./passkey_testing.ts";
import { openTestAuth, TEST_PASSPHRASE, withOwner } from "./testing.ts";

const visitor = {
  address: "10.0.0.9",
  way: "home",
  userAgent: "Mozilla/5.0 (iPhone) Version/18 Safari/604",
} as const;

Deno.test("a session is known by its token, may do everything, and is kept as a fingerprint only", async () => {
  await using house = await openTestAuth();
  const token = await house.auth.sessions.start({ how: "setup", userAgent: visitor.userAgent });
  assert.match(token, /^[\w-]{43}$/);
  const session = await house.auth.sessions.recognise(token);
  assert.ok(session?.kind === "browser" && allows(session, "admin"));
  const { entries } = await house.store.list({ prefix: [] }, { limit: 1000 });
  assert.ok(!JSON.stringify(entries).includes(token));
  assert.equal(await house.auth.sessions.recognise("x".repeat(43)), null);
  assert.equal(await house.auth.sessions.recognise(""), null);
});

Deno.test("a session ends after idle time, and is used up whatever happens", async () => {
  await using house = await openTestAuth();
  const token = await house.auth.sessions.start({ how: "setup", userAgent: "" });
  for (let used = 0; used + IDLE_MS / 2 < ABSOLUTE_MS; used += IDLE_MS / 2) {
    assert.ok(await house.auth.sessions.recognise(token));
    house.clock.advance(IDLE_MS / 2);
  }
  house.clock.advance(IDLE_MS / 2);
  assert.equal(await house.auth.sessions.recognise(token), null, "absolute");

  const idle = await house.auth.sessions.start({ how: "setup", userAgent: "" });
  house.clock.advance(IDLE_MS - 1);
  assert.ok(await house.auth.sessions.recognise(idle));
  house.clock.advance(IDLE_MS);
  assert.equal(await house.auth.sessions.recognise(idle), null, "idle");
  assert.deepEqual(await house.auth.sessions.list(), []);
});

Deno.test("recognise() writes when it was seen, but not at every page", async () => {
  await using house = await openTestAuth();
  const token = await house.auth.sessions.start({ how: "setup", userAgent: "" });
  let writes = 0;
  house.db.onChange((changes) => void (writes += changes.length));
  house.clock.advance(SEEN_EVERY_MS - 1);
  await house.auth.sessions.recognise(token);
  assert.equal(writes, 0);
  house.clock.advance(1);
  await Promise.all([1, 2, 3].map(() => house.auth.sessions.recognise(token)));
  assert.equal(writes, 1);
  assert.equal((await house.auth.sessions.list())[0]?.seenAt, house.clock.now());
});

Deno.test("list() says the devices, end() and endOthers() log them out", async () => {
  await using house = await openTestAuth();
  const { sessions } = house.auth;
  const tokens: string[] = [];
  for (const userAgent of ["Android Chrome/138", "iPad Safari/604", "Macintosh Firefox/140"]) {
    tokens.push(await sessions.start({ how: "passphrase", userAgent }));
    house.clock.advance(1_000);
  }
  const [mac, ipad, phone] = await sessions.list();
  assert.deepEqual([mac, ipad, phone].map((one) => one?.device.system), ["Mac", "iPad", "Android"]);
  await sessions.end(ipad!.id);
  assert.equal(await sessions.recognise(tokens[1]!), null);
  await sessions.endOthers(mac!.id);
  assert.equal(await sessions.recognise(tokens[0]!), null);
  assert.ok(await sessions.recognise(tokens[2]!));
  await sessions.end("unknown");
});

Deno.test("withPassphrase() ends the session that the browser had before", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const { login } = house.auth;
  const { token: first } = await login.withPassphrase(TEST_PASSPHRASE, visitor);
  const again = { ...visitor, token: first };
  const { token: second } = await login.withPassphrase(TEST_PASSPHRASE, again);
  assert.notEqual(first, second);
  assert.equal(await house.auth.sessions.recognise(first), null);
  assert.ok(await house.auth.sessions.recognise(second));
});

Deno.test("withPassphrase() refuses another passphrase, and after several even the right one for a while", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const { login } = house.auth;
  for (let n = 0; n < PER_GUESSER.free; n++) {
    await assert.rejects(
      login.withPassphrase("quattro cani", visitor),
      (error) => isFailure(error, "unauthorized") && error.key === "auth.wrong_passphrase",
    );
  }
  await assert.rejects(
    login.withPassphrase(TEST_PASSPHRASE, visitor),
    (error) => isFailure(error, "too_many") && error.params.seconds === 5,
  );
  house.clock.advance(PER_GUESSER.firstWaitMs);
  await login.withPassphrase(TEST_PASSPHRASE, visitor);
});

Deno.test("guesses made at once count as much as one after the other", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const guesses = Array.from(
    { length: 20 },
    (_, n) => house.auth.login.withPassphrase(`guess ${n}`, visitor),
  );
  const outcomes = (await Promise.allSettled(guesses)).map((one) =>
    one.status === "rejected" && isFailure(one.reason) ? one.reason.code : "in"
  );
  const looked = outcomes.filter((outcome) => outcome === "unauthorized").length;
  assert.equal(looked, PER_GUESSER.free);
  assert.equal(outcomes.filter((outcome) => outcome === "too_many").length, 20 - looked);
});

const NEXT = "sette nani nel bosco";

/** Opens an account with a logged-in phone, a passkey and an API key besides the browser that changes the passphrase. */
async function openWithMuchAccess() {
  const house = await openTestAuth();
  await withOwner(house.auth);
  const { login, sessions, passkeys, tokens } = house.auth;
  const phone = await login.withPassphrase(TEST_PASSPHRASE, visitor);
  const here = await login.withPassphrase(TEST_PASSPHRASE, visitor);
  const { id } = (await sessions.recognise(here.token))!;
  const place = { host: "localhost", origin: "http://localhost:8000" };
  const answer = await (await createSoftPasskey())
    .created(await passkeys.askToCreate(place, id), place);
  await passkeys.add({ place, session: id, answer, userAgent: "" });
  const key = await tokens.create({ name: "script", scopes: ["admin"] });
  const stillGood = async () => ({
    phone: await sessions.recognise(phone.token) !== null,
    passkeys: (await passkeys.list()).length,
    key: await tokens.recognise(key) !== null,
  });
  const change = (current: string, next: string, endsOtherAccess: boolean) =>
    login.changePassphrase(
      { current, next, endsOtherAccess },
      { ...visitor, ...here },
      id,
    );
  return { ...house, phone, here, stillGood, change };
}

Deno.test("changePassphrase() needs the present one, and ends all other access when told to", async () => {
  await using house = await openWithMuchAccess();
  const { login, sessions } = house.auth;
  await assert.rejects(house.change("sbagliata", NEXT, true), (e) => isFailure(e));
  await assert.rejects(
    house.change(TEST_PASSPHRASE, "corta", true),
    (e) => isFailure(e, "invalid"),
  );
  assert.deepEqual(await house.stillGood(), { phone: true, passkeys: 1, key: true });

  const fresh = await house.change(TEST_PASSPHRASE, NEXT, true);
  assert.deepEqual(await house.stillGood(), { phone: false, passkeys: 0, key: false });
  assert.equal(await sessions.recognise(house.here.token), null);
  assert.ok(await sessions.recognise(fresh.token));
  await login.withPassphrase(NEXT, visitor);
  await assert.rejects(login.withPassphrase(TEST_PASSPHRASE, visitor));
});

Deno.test("changePassphrase() leaves other access alone when told to", async () => {
  await using house = await openWithMuchAccess();
  await house.change(TEST_PASSPHRASE, NEXT, false);
  assert.deepEqual(await house.stillGood(), { phone: true, passkeys: 1, key: true });
});

Deno.test("recover() makes a passphrase that works and ends all access", async () => {
  await using nobody = await openTestAuth();
  await assert.rejects(nobody.auth.login.recover(), (error) => isFailure(error, "conflict"));
  await using house = await openWithMuchAccess();
  const recovered = await house.auth.login.recover();
  assert.match(recovered, /^(\w{4}-){3}\w{4}$/);
  assert.deepEqual(await house.stillGood(), { phone: false, passkeys: 0, key: false });
  await house.auth.login.withPassphrase(recovered, visitor);
});
