import assert from "node:assert/strict";
import { TEST_PASSPHRASE } from "../../services/auth/testing.ts";
import { assertLeadsTo, assertPage, openAuthHouse } from "../../tests/support/auth_house.ts";
import { FORM_BYTES_MAX, FORM_FIELDS_MAX } from "../forms/body_limit.ts";

Deno.test("the set-up page speaks the browser's language, Italian first, and changes on demand", async () => {
  await using house = await openAuthHouse();
  const spoken: [string, Record<string, string>, string][] = [
    ["/setup", {}, "it"],
    ["/setup", { "accept-language": "fr-FR,fr;q=0.9" }, "it"],
    ["/setup", { "accept-language": "en-GB,en;q=0.9,it;q=0.5" }, "en"],
    ["/setup", { "accept-language": "fr, en;q=0.3, it;q=0.7" }, "it"],
    ["/setup", { "accept-language": "it;q=0, en;q=0.1" }, "en"],
    ["/setup?lang=en", { "accept-language": "it" }, "en"],
    ["/setup?lang=xx", {}, "it"],
  ];
  for (const [path, headers, language] of spoken) {
    const response = await house.visit(path, undefined, headers);
    await assertPage(response, { status: 200, says: new RegExp(`<html lang="${language}"`) });
  }
});

Deno.test("the language links keep the rest of the address", async () => {
  await using house = await openAuthHouse();
  const html = await (await house.visit("/setup?code=K7QF-2MNP")).text();
  assert.match(html, /href="\/setup\?code=K7QF-2MNP&(amp;)?lang=en"/);
  assert.match(html, /name="code"[^>]*value="K7QF-2MNP"|value="K7QF-2MNP"[^>]*name="code"/);
});

Deno.test("the first run makes the owner, keeps the choices and logs in", async () => {
  await using house = await openAuthHouse();
  const code = await house.auth.setup.issueCode();
  const form = { code: code!, passphrase: TEST_PASSPHRASE, site: "gb", demo: "on" };
  const response = await house.visit("/setup?lang=en", form);
  assertLeadsTo(response, "/");
  const cookie = response.headers.getSetCookie().find((cookie) => cookie.startsWith("session="));
  assert.match(cookie!, /; HttpOnly/);
  assert.match(cookie!, /; SameSite=Lax/);
  assert.match(cookie!, /; Path=\//);
  assert.doesNotMatch(cookie!, /Secure/, "the home network has no https");
  assert.equal(house.demos, 1);
  assert.deepEqual(await house.auth.profile.get(), { language: "en", site: "gb", theme: "auto" });
  assert.equal(await (await house.visit("/")).text(), "inside");
  assertLeadsTo(await house.visit("/setup"), "/");
  assertLeadsTo(await house.visit("/setup", form), "/");
});

Deno.test("without the tick no sample wardrobe is planted", async () => {
  await using house = await openAuthHouse();
  await house.setUp();
  assert.equal(house.demos, 0);
});

Deno.test("a refused set-up comes back with the sentence beside its field, without the passphrase", async () => {
  await using house = await openAuthHouse();
  const code = (await house.auth.setup.issueCode())!;
  const wrongCode = await house.visit("/setup", { code: "0000-0000", passphrase: TEST_PASSPHRASE });
  assert.equal(wrongCode.status, 422);
  const html = await wrongCode.text();
  assert.match(html, /id="code-error"[^>]*>Il codice non è quello/);
  assert.ok(!html.includes(TEST_PASSPHRASE));

  const weak = await house.visit("/setup", { code, passphrase: "gatto", site: "fr" });
  await assertPage(weak, {
    status: 422,
    says: /id="passphrase-error"[^>]*>La frase è corta: mancano 7/,
  });
  assert.equal(await house.auth.owner.exists(), false);

  const strange = await house.visit("/setup", { code, passphrase: TEST_PASSPHRASE, site: "xx" });
  assertLeadsTo(strange, "/");
  assert.equal((await house.auth.profile.get()).site, "it");
});

Deno.test("guessing the code is slowed down, and the page says for how long", async () => {
  await using house = await openAuthHouse();
  await house.auth.setup.issueCode();
  const guess = () => house.visit("/setup", { code: "0000-0000", passphrase: TEST_PASSPHRASE });
  for (let n = 0; n < 5; n++) assert.equal((await guess()).status, 422);
  const slowed = await guess();
  assert.equal(slowed.headers.get("retry-after"), "5");
  await assertPage(slowed, { status: 429, says: /Troppi tentativi. Riprova fra 5 secondi/ });
});

Deno.test("a stranger cannot fill the memory with a form", async () => {
  await using house = await openAuthHouse();
  await house.auth.setup.issueCode();
  const large = await house.visit("/setup", { code: "x".repeat(FORM_BYTES_MAX) });
  await assertPage(large, { status: 400, says: /troppo lungo/ });
  const fields = Object.fromEntries(Array.from({ length: FORM_FIELDS_MAX + 1 }, (_, n) => [n, ""]));
  const many = await house.visit("/setup", fields);
  await assertPage(many, { status: 400, says: /più di 200 campi/ });
});
