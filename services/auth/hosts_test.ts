import assert from "node:assert/strict";
import { isKnownHost } from "./hosts.ts";
import { passkeyPlace } from "./passkey_place.ts";

Deno.test("isKnownHost() knows this machine, addresses, .local names and the configured ones", () => {
  const own = ["Casa.Example.it", "box"];
  const known = [
    "localhost",
    "localhost:8000",
    "app.localhost:8000",
    "127.0.0.1:8000",
    "192.168.1.20",
    "[::1]:8000",
    "[fd00::12]",
    "Annas-MacBook.local:8000",
    "annas-macbook.local.",
    "casa.example.it",
    "CASA.example.it:443",
    "box:8000",
  ];
  for (const host of known) assert.equal(isKnownHost(host, own), true, host);
});

Deno.test("isKnownHost() refuses every other name", () => {
  const strange = [
    "",
    "evil.example",
    "localhost.evil.example:8000",
    "local",
    "127.0.0.1.evil.example",
    "192.168.1.20.nip.io",
    "notcasa.example.it",
    "casa.example.it.evil.example",
    "annas-macbook.local.evil.example",
  ];
  for (const host of strange) assert.equal(isKnownHost(host, ["casa.example.it"]), false, host);
});

Deno.test("passkeyPlace() is where browsers have passkeys", () => {
  const places: [string, string | null][] = [
    ["http://localhost:8000/login", "localhost"],
    ["https://casa.example.it/login", "casa.example.it"],
    ["https://annas-macbook.local:8443/", "annas-macbook.local"],
    ["http://annas-macbook.local:8000/", null],
    ["http://127.0.0.1:8000/", null],
    ["https://192.168.1.20/", null],
    ["https://[::1]/", null],
  ];
  for (const [url, host] of places) assert.equal(passkeyPlace(url)?.host ?? null, host, url);
});
