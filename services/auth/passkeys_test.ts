import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { PER_GUESSER } from "./attempts.ts";
import { CHALLENGE_MS } from "./challenges.ts";
import { createSoftPasskey, type SoftPasskey } from "./passkey_testing.ts";
import type { PasskeyPlace } from "./passkey_place.ts";
import { openTestAuth, type TestAuth } from "./testing.ts";

const HERE: PasskeyPlace = { host: "localhost", origin: "http://localhost:8000" };
const ELSEWHERE: PasskeyPlace = { host: "casa.example.it", origin: "https://casa.example.it" };
const visitor = { address: "10.0.0.9", way: "home", userAgent: "Macintosh Safari/604" } as const;
const refused = (error: unknown) =>
  isFailure(error, "unauthorized") && error.key === "auth.wrong_passkey";

async function add({ auth }: TestAuth, passkey: SoftPasskey, place = HERE): Promise<void> {
  const question = await auth.passkeys.askToCreate(place, "session");
  const answer = await passkey.created(question, place);
  await auth.passkeys.add({ place, session: "session", answer, userAgent: visitor.userAgent });
}

Deno.test("a passkey is added and logs in, every time with another question", async () => {
  await using house = await openTestAuth();
  const passkey = await createSoftPasskey();
  await add(house, passkey);
  const { passkeys, login, sessions } = house.auth;
  for (let times = 0; times < 2; times++) {
    house.clock.advance(1_000);
    const answer = await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE);
    assert.ok(await sessions.recognise((await login.withPasskey(HERE, answer, visitor)).token));
  }
  const [known] = await passkeys.list();
  assert.equal(known?.id, passkey.id);
  assert.equal(known?.counter, 2);
  assert.equal(known?.usedAt, house.clock.now());
  assert.deepEqual(known?.device, { system: "Mac", browser: "Safari" });
});

Deno.test("the questions ask for a person, and for a passkey that needs no name", async () => {
  await using house = await openTestAuth();
  const create = await house.auth.passkeys.askToCreate(HERE, "session");
  assert.deepEqual(create.rp, { name: "Vinted Optimizer", id: "localhost" });
  assert.deepEqual(
    { ...create.authenticatorSelection as object },
    { residentKey: "required", userVerification: "required", requireResidentKey: true },
  );
  const get = await house.auth.passkeys.askToProve({ place: HERE });
  assert.equal(get.userVerification, "required");
  assert.equal(get.allowCredentials, undefined, "strangers learn no ids");
});

Deno.test("an answer counts once, soon, for its own purpose and by its own session", async () => {
  await using house = await openTestAuth();
  const passkey = await createSoftPasskey();
  const { passkeys } = house.auth;
  const offer = async (session: string, question = passkeys.askToCreate(HERE, "session")) => ({
    place: HERE,
    session,
    answer: await passkey.created(await question, HERE),
    userAgent: "",
  });
  const notAdded = (error: unknown) =>
    isFailure(error, "invalid") && error.key === "auth.passkey_not_added";
  await assert.rejects(passkeys.add(await offer("another")), notAdded);
  await assert.rejects(
    passkeys.add(await offer("session", passkeys.askToProve({ place: HERE }))),
    notAdded,
  );
  const late = await offer("session");
  house.clock.advance(CHALLENGE_MS);
  await assert.rejects(passkeys.add(late), notAdded);

  await add(house, passkey);
  const answer = await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE);
  await passkeys.prove({ place: HERE }, answer);
  await assert.rejects(passkeys.prove({ place: HERE }, answer), refused);
});

Deno.test("prove() says the same sentence whatever is wrong", async () => {
  await using house = await openTestAuth();
  const [known, unknown] = [await createSoftPasskey(), await createSoftPasskey()];
  await add(house, known);
  const { passkeys } = house.auth;
  const question = () => passkeys.askToProve({ place: HERE });
  const wrong: Record<string, unknown> = {
    "nothing": undefined,
    "another form": { id: known.id },
    "an unknown passkey": await unknown.signed(await question(), HERE),
    "a question of nobody": await known.signed({ challenge: "AAAA" }, HERE),
    "another page": await known.signed(await question(), {
      ...HERE,
      origin: "http://localhost:3000",
    }),
    "another house": await known.signed(await question(), { ...HERE, host: "evil.example" }),
    "no person": await known.signed(await question(), HERE, { unattended: true }),
    "another's signature": {
      ...await unknown.signed(await question(), HERE),
      id: known.id,
      rawId: known.id,
    },
  };
  for (const [what, answer] of Object.entries(wrong)) {
    await assert.rejects(passkeys.prove({ place: HERE }, answer), refused, what);
  }
});

Deno.test("prove() refuses a passkey whose counter went back: somebody has a copy", async () => {
  await using house = await openTestAuth();
  const passkey = await createSoftPasskey();
  await add(house, passkey);
  const { passkeys } = house.auth;
  await passkeys.prove(
    { place: HERE },
    await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE, { counter: 7 }),
  );
  const copied = await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE, {
    counter: 7,
  });
  await assert.rejects(passkeys.prove({ place: HERE }, copied), refused);
});

Deno.test("a passkey works under the name it was made for, until it is removed", async () => {
  await using house = await openTestAuth();
  const passkey = await createSoftPasskey();
  await add(house, passkey);
  const { passkeys } = house.auth;
  const elsewhere = await passkey.signed(
    await passkeys.askToProve({ place: ELSEWHERE }),
    ELSEWHERE,
  );
  await assert.rejects(passkeys.prove({ place: ELSEWHERE }, elsewhere), refused);
  await passkeys.remove(passkey.id);
  const gone = await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE);
  await assert.rejects(passkeys.prove({ place: HERE }, gone), refused);
});

Deno.test("withPasskey() is as limited in attempts as the passphrase", async () => {
  await using house = await openTestAuth();
  const attempt = () => house.auth.login.withPasskey(HERE, {}, visitor);
  for (let n = 0; n < PER_GUESSER.free; n++) await assert.rejects(attempt(), refused);
  await assert.rejects(attempt(), (error) => isFailure(error, "too_many"));
});

Deno.test("a thousand questions of strangers leave the owner's question as good as it was", async () => {
  await using house = await openTestAuth();
  const passkey = await createSoftPasskey();
  await add(house, passkey);
  const { passkeys } = house.auth;
  const question = await passkeys.askToProve({ place: HERE });
  for (let n = 0; n < 1_000; n++) await passkeys.askToProve({ place: HERE });
  await passkeys.prove({ place: HERE }, await passkey.signed(question, HERE));
});

Deno.test("a question of another process, or one that was changed, is not ours", async () => {
  await using house = await openTestAuth();
  await using other = await openTestAuth();
  const passkey = await createSoftPasskey();
  await add(house, passkey);
  const theirs = await other.auth.passkeys.askToProve({ place: HERE });
  const ours = await house.auth.passkeys.askToProve({ place: HERE });
  const changed = {
    ...ours,
    challenge: `${ours.challenge}`.replace(/^./, (c) => c === "a" ? "b" : "a"),
  };
  for (const question of [theirs, changed]) {
    const answer = await passkey.signed(question, HERE);
    await assert.rejects(house.auth.passkeys.prove({ place: HERE }, answer), refused);
  }
});
