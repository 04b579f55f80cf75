import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { TOKENS_MAX } from "./api_tokens.ts";
import { allows } from "./session.ts";
import { openTestAuth } from "./testing.ts";

Deno.test("create() shows the secret once and keeps only its fingerprint", async () => {
  await using house = await openTestAuth();
  const { tokens } = house.auth;
  const secret = await tokens.create({ name: " Scorciatoia iPhone ", scopes: ["capture"] });
  assert.match(secret, /^vo_[\w-]{43}$/);
  const session = await tokens.recognise(secret);
  assert.ok(session?.kind === "token" && allows(session, "capture"));
  assert.ok(!allows(session, "read") && !allows(session, "admin"));
  assert.equal((await tokens.list())[0]?.name, "Scorciatoia iPhone");
  const { entries } = await house.store.list({ prefix: [] }, { limit: 1000 });
  assert.ok(!JSON.stringify(entries).includes(secret.slice(3)));
});

Deno.test("recognise() knows no other word, and none that was revoked", async () => {
  await using house = await openTestAuth();
  const { tokens } = house.auth;
  const secret = await tokens.create({ name: "script", scopes: ["read", "write"] });
  for (const other of ["", "vo_", secret.slice(0, -1), secret + "a", "vo_" + "a".repeat(43)]) {
    assert.equal(await tokens.recognise(other), null, other);
  }
  await tokens.revoke((await tokens.list())[0]!.id);
  assert.equal(await tokens.recognise(secret), null);
  assert.deepEqual(await tokens.list(), []);
});

Deno.test("recognise() remembers the last use, but not at every call", async () => {
  await using house = await openTestAuth();
  const { tokens } = house.auth;
  const secret = await tokens.create({ name: "script", scopes: ["read"] });
  let writes = 0;
  house.db.onChange((changes) => void (writes += changes.length));
  await tokens.recognise(secret);
  const first = house.clock.now();
  house.clock.advance(60_000);
  await tokens.recognise(secret);
  assert.equal((await tokens.list())[0]?.usedAt, first);
  house.clock.advance(4 * 60_000);
  await Promise.all([1, 2, 3].map(() => tokens.recognise(secret)));
  assert.equal((await tokens.list())[0]?.usedAt, house.clock.now());
  assert.equal(writes, 2);
});

Deno.test("admin includes every scope", async () => {
  await using house = await openTestAuth();
  const secret = await house.auth.tokens.create({ name: "backup", scopes: ["admin"] });
  const session = await house.auth.tokens.recognise(secret);
  assert.ok(session && allows(session, "import") && allows(session, "admin"));
});

Deno.test("create() refuses a token without a name, without a scope, or one too many", async () => {
  await using house = await openTestAuth();
  const { tokens } = house.auth;
  const refused = (key: string) => (error: unknown) =>
    isFailure(error, "invalid") && error.key === key;
  await assert.rejects(tokens.create({ name: " ", scopes: ["read"] }), refused("auth.token_name"));
  await assert.rejects(tokens.create({ name: "a", scopes: [] }), refused("auth.token_scopes"));
  for (let n = 0; n < TOKENS_MAX; n++) await tokens.create({ name: `${n}`, scopes: ["read"] });
  const more = tokens.create({ name: "more", scopes: ["read"] });
  await assert.rejects(more, refused("auth.token_too_many"));
});

Deno.test("recognise() records one use for many calls at once, and refuses none of them", async () => {
  await using house = await openTestAuth();
  const { tokens } = house.auth;
  const secret = await tokens.create({ name: "script", scopes: ["read"] });
  let writes = 0;
  house.db.onChange((changes) => void (writes += changes.length));
  const calls = await Promise.all(Array.from({ length: 25 }, () => tokens.recognise(secret)));
  assert.ok(calls.every((session) => session?.kind === "token"));
  assert.equal(writes, 1);
});
