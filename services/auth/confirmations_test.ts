import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { PER_GUESSER } from "./attempts.ts";
import { CONFIRMED_MS } from "./confirmations.ts";
import { createSoftPasskey } from "./passkey_testing.ts";
import { openTestAuth, TEST_PASSPHRASE, withOwner } from "./testing.ts";

const HERE = { host: "localhost", origin: "http://localhost:8000" };

Deno.test("a confirmation by passphrase holds for its session, and for a few minutes", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const { confirmations } = house.auth;
  assert.equal(confirmations.isConfirmed("here"), false);
  await assert.rejects(
    confirmations.withPassphrase("here", "sbagliata"),
    (error) => isFailure(error, "unauthorized"),
  );
  assert.equal(confirmations.isConfirmed("here"), false);
  await confirmations.withPassphrase("here", TEST_PASSPHRASE);
  assert.equal(confirmations.isConfirmed("here"), true);
  assert.equal(confirmations.isConfirmed("elsewhere"), false);
  house.clock.advance(CONFIRMED_MS);
  assert.equal(confirmations.isConfirmed("here"), false);
});

Deno.test("a thief of a session cannot guess for long, and keeps no other session waiting", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const { confirmations } = house.auth;
  for (let n = 0; n < PER_GUESSER.free; n++) {
    await assert.rejects(confirmations.withPassphrase("thief", `guess ${n}`));
  }
  await assert.rejects(
    confirmations.withPassphrase("thief", TEST_PASSPHRASE),
    (error) => isFailure(error, "too_many"),
  );
  await confirmations.withPassphrase("owner", TEST_PASSPHRASE);
});

Deno.test("a confirmation by passkey needs a question that was asked for it, by the same session", async () => {
  await using house = await openTestAuth();
  await withOwner(house.auth);
  const { confirmations, passkeys } = house.auth;
  const passkey = await createSoftPasskey();
  const created = await passkey.created(await passkeys.askToCreate(HERE, "here"), HERE);
  await passkeys.add({ place: HERE, session: "here", answer: created, userAgent: "" });

  const forLogin = await passkey.signed(await passkeys.askToProve({ place: HERE }), HERE);
  const forAnother = await passkey.signed(await confirmations.askForPasskey("b", HERE), HERE);
  for (const answer of [forLogin, forAnother, null]) {
    await assert.rejects(
      confirmations.withPasskey("here", HERE, answer),
      (error) => isFailure(error, "unauthorized"),
    );
  }
  const answer = await passkey.signed(await confirmations.askForPasskey("here", HERE), HERE);
  await confirmations.withPasskey("here", HERE, answer);
  assert.equal(confirmations.isConfirmed("here"), true);
});
