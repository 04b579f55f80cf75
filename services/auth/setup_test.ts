import assert from "node:assert/strict";
import { type FailureCode, isFailure } from "../base/errors.ts";
import { PER_GUESSER } from "./attempts.ts";
import type { Auth } from "./mod.ts";
import { openTestAuth, TEST_PASSPHRASE, withOwner } from "./testing.ts";

function createOwner(auth: Auth, code: string, passphrase = TEST_PASSPHRASE): Promise<void> {
  const profile = { language: "en", site: "fr", theme: "dark" } as const;
  return auth.setup.createOwner({ code, passphrase, profile, address: "10.0.0.9", way: "home" });
}

const refusal = (code: FailureCode, key: string) => (error: unknown) =>
  isFailure(error, code) && error.key === key;

Deno.test("createOwner() takes the printed code, however it is typed, and keeps the choices", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  assert.match(code!, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  const typed = ` ${code!.toLowerCase().replace("-", " ").replaceAll("0", "o")} `;
  await createOwner(house.auth, typed);
  assert.equal(await house.auth.owner.exists(), true);
  assert.deepEqual(await house.auth.profile.get(), { language: "en", site: "fr", theme: "dark" });
  assert.equal(await house.auth.setup.issueCode(), null);
});

Deno.test("createOwner() refuses a wrong code, and makes guessing slow", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  for (let n = 0; n < PER_GUESSER.free; n++) {
    const guess = createOwner(house.auth, "0000-0000");
    await assert.rejects(guess, refusal("invalid", "auth.wrong_code"));
  }
  await assert.rejects(createOwner(house.auth, code!), refusal("too_many", "auth.too_many"));
  house.clock.advance(PER_GUESSER.firstWaitMs);
  await createOwner(house.auth, code!);
});

Deno.test("createOwner() knows no code before one was printed, nor an earlier one", async () => {
  await using house = await openTestAuth();
  await assert.rejects(createOwner(house.auth, ""), refusal("invalid", "auth.wrong_code"));
  const earlier = await house.auth.setup.issueCode();
  await house.auth.setup.issueCode();
  await assert.rejects(createOwner(house.auth, earlier!), refusal("invalid", "auth.wrong_code"));
});

Deno.test("createOwner() lets a weak passphrase be chosen again with the same code", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  const weak = createOwner(house.auth, code!, "gatto");
  await assert.rejects(weak, refusal("invalid", "auth.passphrase_short"));
  assert.equal(await house.auth.owner.exists(), false);
  await createOwner(house.auth, code!);
});

Deno.test("createOwner() makes one owner when two browsers ask at once", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  const both = await Promise.allSettled([
    createOwner(house.auth, code!),
    createOwner(house.auth, code!, "un altro divano rosso"),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const refused = both.find((one) => one.status === "rejected");
  assert.ok(refusal("conflict", "auth.owner_exists")(refused?.reason));
});

Deno.test("createOwner() takes over the profile of a home that came without its owner", async () => {
  await using house = await openTestAuth();
  await house.auth.profile.change({ theme: "dark" });
  const code = await house.auth.setup.issueCode();
  await createOwner(house.auth, code!);
  assert.equal(await house.auth.owner.exists(), true);
});

Deno.test("createOwner() refuses a second owner even with the right code", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  await createOwner(house.auth, code!);
  await assert.rejects(createOwner(house.auth, code!), refusal("conflict", "auth.owner_exists"));
});

Deno.test("the store holds neither the passphrase nor the code", async () => {
  await using house = await openTestAuth();
  const code = await house.auth.setup.issueCode();
  await withOwner(house.auth);
  const { entries } = await house.store.list({ prefix: [] }, { limit: 1000 });
  const everything = JSON.stringify(entries);
  assert.ok(everything.includes("argon2id"));
  for (const secret of [TEST_PASSPHRASE, code!]) assert.ok(!everything.includes(secret));
});
