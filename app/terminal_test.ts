import assert from "node:assert/strict";
import { translator } from "../locales/mod.ts";
import { addressesOf, terminalLocale, welcome } from "./terminal.ts";

Deno.test("terminalLocale() answers in English only where the terminal speaks another language", () => {
  const of = (LANG?: string) => terminalLocale((name) => name === "LANG" ? LANG : undefined);
  assert.equal(of("it_IT.UTF-8"), "it");
  assert.equal(of(undefined), "it");
  assert.equal(of("C.UTF-8"), "it");
  assert.equal(of("en_GB.UTF-8"), "en");
  assert.equal(of("de_DE.UTF-8"), "en");
});

Deno.test("addressesOf() names this machine, its .local name and its addresses", () => {
  const machine = { hostname: "iMac-di-Anna.local", addresses: ["192.0.2.7"] };
  assert.deepEqual(addressesOf("0.0.0.0", 8000, machine), [
    "http://localhost:8000",
    "http://imac-di-anna.local:8000",
    "http://192.0.2.7:8000",
  ]);
  assert.deepEqual(addressesOf("127.0.0.1", 81, machine), ["http://localhost:81"]);
  assert.deepEqual(addressesOf("::1", 81, machine), ["http://[::1]:81"]);
});

Deno.test("welcome() shows the code only until the owner exists", () => {
  const t = translator("it");
  const known = { addresses: ["http://localhost:8000"], dataDir: "/data" };
  assert.match(welcome(t, { ...known, setupCode: "ABCD-1234" }), /ABCD-1234/);
  assert.doesNotMatch(welcome(t, { ...known, setupCode: null }), /codice/i);
});
