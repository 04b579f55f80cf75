import assert from "node:assert/strict";
import { createSoftPasskey } from "../../services/auth/passkey_testing.ts";
import { CONFIRMED_MS } from "../../services/auth/confirmations.ts";
import { TEST_PASSPHRASE } from "../../services/auth/testing.ts";
import { assertPage, assertProblem, openAuthHouse } from "../../tests/support/auth_house.ts";
import { CONFIRM_FIELD } from "./confirm.tsx";

const TOKENS = "/settings/account/tokens";
const WANTED = { name: 'La "mia" chiave', scopes: "admin" };

/** Fields that the page's form would send. */
function fieldsIn(html: string): Record<string, string> {
  const [form = ""] = /<form[^>]*id="confirmation"[^]*?<\/form>/.exec(html) ?? [];
  const hidden = form.matchAll(/<input\s+type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries(
    [...hidden].map(([, name, value]) => [name!, value!.replaceAll("&quot;", '"')]),
  );
}

Deno.test("a session alone makes no key: the owner confirms, and what was typed is not typed again", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const asked = await house.visit(TOKENS, WANTED);
  assert.equal(asked.headers.get("cache-control"), "no-store");
  const html = await asked.text();
  assert.match(html, /<h1>Conferma che sei tu/);
  assert.deepEqual(await house.auth.tokens.list(), []);
  const fields = fieldsIn(html);
  assert.deepEqual(fields, WANTED);

  const wrong = await house.visit(TOKENS, { ...fields, [CONFIRM_FIELD]: "sbagliata" });
  assert.equal(wrong.status, 401);
  const again = await wrong.text();
  assert.match(again, /id="confirm_passphrase-error"[^>]*>La frase segreta non è questa/);
  assert.ok(!again.includes("sbagliata"));
  assert.deepEqual(await house.auth.tokens.list(), []);

  const right = { ...fieldsIn(again), [CONFIRM_FIELD]: TEST_PASSPHRASE };
  await assertPage(await house.visit(TOKENS, right), { status: 200, says: /vo_[\w-]{43}/ });
  assert.equal((await house.auth.tokens.list())[0]?.name, WANTED.name);

  // For a few minutes the passphrase is not asked again.
  await assertPage(await house.visit(TOKENS, WANTED), { status: 200, says: /vo_[\w-]{43}/ });
  house.clock.advance(CONFIRMED_MS);
  await assertPage(await house.visit(TOKENS, WANTED), { status: 200, says: /Conferma che sei tu/ });
  assert.equal((await house.auth.tokens.list()).length, 2);
});

Deno.test("guesses on the page are slowed down", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const guess = () => house.visit(TOKENS, { ...WANTED, [CONFIRM_FIELD]: "sbagliata" });
  for (let n = 0; n < 5; n++) assert.equal((await guess()).status, 401);
  const slowed = await guess();
  assert.equal(slowed.headers.get("retry-after"), "5");
  await assertPage(slowed, { status: 429, says: /Troppi tentativi/ });
});

Deno.test("a session alone adds no passkey", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const json = { "content-type": "application/json", accept: "application/json" };
  for (const path of ["/settings/account/passkeys/challenge", "/settings/account/passkeys"]) {
    const refused = await house.visit(path, {}, json);
    await assertProblem(refused, { status: 403, says: /Prima conferma che sei tu/ });
  }
  assert.match(await (await house.visit("/settings/account")).text(), /confirmation\?next=/);
});

Deno.test("a passkey confirms as well as the passphrase", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  const here = { host: "localhost", origin: "http://localhost:8000" };
  const passkey = await createSoftPasskey();
  const answer = await passkey.created(await house.auth.passkeys.askToCreate(here, "s"), here);
  await house.auth.passkeys.add({ place: here, session: "s", answer, userAgent: "" });

  await assertPage(await house.visit(TOKENS, WANTED), { status: 200, says: /data-name="Passkey"/ });
  const post = (path: string, body: unknown) =>
    house.app.request(`${here.origin}/settings/account/confirmation/${path}`, {
      method: "POST",
      headers: {
        host: "localhost:8000",
        origin: here.origin,
        "content-type": "application/json",
        cookie: `session=${house.cookies.get("session")}`,
      },
      body: JSON.stringify(body),
    });
  const question = await (await post("passkey/challenge", {})).json();
  assert.equal((await post("passkey", null)).status, 401);
  const fresh = await (await post("passkey/challenge", {})).json();
  assert.notEqual(fresh.challenge, question.challenge);
  assert.equal((await post("passkey", await passkey.signed(fresh, here))).status, 200);
  // The form is then sent as it stands, without a passphrase.
  const sent = { ...WANTED, [CONFIRM_FIELD]: "" };
  await assertPage(await house.visit(TOKENS, sent), { status: 200, says: /vo_[\w-]{43}/ });
});
