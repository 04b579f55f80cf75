/** A5 at home: nobody is taken for a visitor of the relay whom the relay did not sign for, request by request. */
import assert from "node:assert/strict";
import {
  type SignedRequestLine,
  signVisitor,
  type VisitorClaims,
} from "../../relay/protocol/visitor.ts";
import { verifyVisitor } from "./relayed_request.ts";

const KEY = "a shared key that only tests know, long enough";
const RELAYED: VisitorClaims & SignedRequestLine = {
  method: "POST",
  path: "/items?q=a",
  client: "203.0.113.7",
  proto: "https",
  host: "shop.test",
  requestId: "r-1",
  time: 1_768_467_600_000,
};

const { method, path } = RELAYED;
const recogniseIn = (said: string, asked = { method, path }) =>
  verifyVisitor(KEY, { ...asked, header: said });

Deno.test("A5 what the relay signed is believed, word for word", () => {
  assert.deepEqual(recogniseIn(signVisitor(KEY, RELAYED)), {
    via: "relay",
    remoteAddr: { hostname: "203.0.113.7" },
    proto: "https",
    host: "shop.test",
    requestId: "r-1",
    time: RELAYED.time,
  });
});

const SIGNED = signVisitor(KEY, RELAYED);
const [TIME, ID, PROTO, CLIENT, HOST, SIGNATURE] = SIGNED.split(" ") as [string, ...string[]];
const FILE = { ...RELAYED, proto: "file" as "http" };
const FORGED: Readonly<Record<string, string>> = {
  "nothing": "",
  "another key": signVisitor("another key that somebody else has, long enough", RELAYED),
  "another client": SIGNED.replace(CLIENT!, "10.0.0.1"),
  "another scheme": SIGNED.replace(PROTO!, "http"),
  "a scheme that is none": signVisitor(KEY, FILE),
  "another host": SIGNED.replace(HOST!, "evil.test"),
  "another request id": SIGNED.replace(ID!, "r-2"),
  "another time": SIGNED.replace(TIME, "0"),
  "a time that is written otherwise": SIGNED.replace(TIME, `0${TIME}`),
  "a time that is none": SIGNED.replace(TIME, `${TIME}.5`),
  "half a signature": SIGNED.slice(0, -32),
  "a signature in capitals": SIGNED.replace(SIGNATURE!, SIGNATURE!.toUpperCase()),
  "two of them, the right one first": `${SIGNED}, ${SIGNED}`,
  "two of them, the right one last": `${SIGNED.replace(CLIENT!, "10.0.0.1")}, ${SIGNED}`,
  "something more behind it": `${SIGNED} `,
  "a client that goes on into the host": SIGNED.replace(`${CLIENT} ${HOST}`, `${CLIENT}${HOST}`),
  ...Object.fromEntries(
    SIGNED.split(" ").map((word) => [`all but ${word}`, SIGNED.replace(word, "")]),
  ),
};

for (const [name, said] of Object.entries(FORGED)) {
  Deno.test(`A5 not believed: ${name}`, () => assert.equal(recogniseIn(said), null));
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
