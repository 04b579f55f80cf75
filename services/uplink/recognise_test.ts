/** A5 at home: nobody is taken for a visitor of the relay whom the relay did not sign for, request by request. */
import assert from "node:assert/strict";
import { HEADERS, type Relayed, signatureOf } from "../../relay/protocol.ts";
import { recognise } from "./recognise.ts";

const KEY = "a shared key that only tests know, long enough";
const RELAYED: Relayed = {
  method: "POST",
  path: "/items?q=a",
  client: "203.0.113.7",
  proto: "https",
  host: "shop.test",
  requestId: "r-1",
  time: 1_768_467_600_000,
};

function headersOf(relayed: Relayed, key = KEY): Record<string, string> {
  return {
    [HEADERS.client]: relayed.client,
    [HEADERS.proto]: relayed.proto,
    [HEADERS.host]: relayed.host,
    [HEADERS.requestId]: relayed.requestId,
    [HEADERS.time]: String(relayed.time),
    [HEADERS.signature]: signatureOf(key, relayed),
  };
}

const { method, path } = RELAYED;
const recogniseIn = (headers: Record<string, string>, asked = { method, path }) =>
  recognise(KEY, { ...asked, header: (name) => headers[name] ?? null });

Deno.test("A5 what the relay signed is believed, word for word", () => {
  assert.deepEqual(recogniseIn(headersOf(RELAYED)), {
    via: "relay",
    remoteAddr: { hostname: "203.0.113.7" },
    proto: "https",
    host: "shop.test",
    requestId: "r-1",
    time: RELAYED.time,
  });
});

const SIGNED = headersOf(RELAYED);
const FORGED: Readonly<Record<string, Record<string, string>>> = {
  "nothing": {},
  "another key": headersOf(RELAYED, "another key that somebody else has, long enough"),
  "another client": { ...SIGNED, [HEADERS.client]: "10.0.0.1" },
  "another scheme": { ...SIGNED, [HEADERS.proto]: "http" },
  "a scheme that is none": headersOf({ ...RELAYED, proto: "file" }),
  "another host": { ...SIGNED, [HEADERS.host]: "evil.test" },
  "another request id": { ...SIGNED, [HEADERS.requestId]: "r-2" },
  "another time": { ...SIGNED, [HEADERS.time]: "0" },
  "a time that is written otherwise": { ...SIGNED, [HEADERS.time]: "1768467600000.5" },
  "an empty signature": { ...SIGNED, [HEADERS.signature]: "" },
  "half a signature": { ...SIGNED, [HEADERS.signature]: SIGNED[HEADERS.signature]!.slice(0, 32) },
  "a signature in capitals": {
    ...SIGNED,
    [HEADERS.signature]: SIGNED[HEADERS.signature]!.toUpperCase(),
  },
  "two signatures, the right one first": {
    ...SIGNED,
    [HEADERS.signature]: `${SIGNED[HEADERS.signature]}, ${"0".repeat(64)}`,
  },
  ...Object.fromEntries(
    Object.values(HEADERS).map((name) => [`no ${name}`, { ...SIGNED, [name]: "" }]),
  ),
};

for (const [name, headers] of Object.entries(FORGED)) {
  Deno.test(`A5 not believed: ${name}`, () => assert.equal(recogniseIn(headers), null));
}

const ELSEWHERE = {
  "another method": { method: "DELETE", path },
  "another path": { method, path: "/settings?q=a" },
  "another query": { method, path: "/items?q=b" },
};
for (const [name, asked] of Object.entries(ELSEWHERE)) {
  Deno.test(`A5 not believed: a signature for ${name}`, () => {
    assert.equal(recogniseIn(SIGNED, asked), null);
  });
}
