import assert from "node:assert/strict";
import { isForged } from "./forgery.ts";

const OWN_ORIGIN = "http://192.168.1.20:8000";
/** method, Sec-Fetch-Site, Origin → forged, when asked at OWN_ORIGIN */
const REQUESTS: readonly [string, string | undefined, string | undefined, boolean][] = [
  ["GET", undefined, undefined, false],
  ["GET", "cross-site", "http://evil.example", false],
  ["HEAD", "cross-site", undefined, false],
  ["OPTIONS", "cross-site", "http://evil.example", false],
  ["POST", "same-origin", "http://192.168.1.20:8000", false],
  ["POST", "same-origin", undefined, false],
  ["POST", "none", undefined, false],
  ["POST", "same-site", "http://192.168.1.20:8000", true],
  ["POST", "cross-site", "http://evil.example", true],
  ["POST", "cross-site", undefined, true],
  ["POST", "cross-site", "http://192.168.1.20:8000", true],
  ["POST", undefined, "http://192.168.1.20:8000", false],
  ["POST", undefined, "https://192.168.1.20:8000", true],
  ["POST", undefined, "http://192.168.1.20:3000", true],
  ["POST", undefined, "http://192.168.1.20", true],
  ["POST", undefined, "http://evil.example", true],
  ["POST", undefined, "http://192.168.1.20:8000.evil.example", true],
  ["POST", undefined, "null", true],
  ["POST", undefined, "", true],
  ["POST", undefined, undefined, true],
  ["PUT", "cross-site", undefined, true],
  ["PATCH", "cross-site", undefined, true],
  ["DELETE", "cross-site", undefined, true],
  ["PROPFIND", "cross-site", undefined, true],
];

for (const [method, secFetchSite, origin, forged] of REQUESTS) {
  const from = `Sec-Fetch-Site ${secFetchSite ?? "absent"}, Origin ${origin ?? "absent"}`;
  Deno.test(`isForged() ${forged ? "refuses" : "lets through"} ${method}, ${from}`, () => {
    assert.equal(isForged({ method, ownOrigin: OWN_ORIGIN, secFetchSite, origin }), forged);
  });
}

Deno.test("isForged() compares whole origins: over https a page of http is another's", () => {
  const asked = { method: "POST", ownOrigin: "https://casa.example", secFetchSite: undefined };
  assert.equal(isForged({ ...asked, origin: "https://casa.example" }), false);
  assert.equal(isForged({ ...asked, origin: "https://casa.example:443" }), false);
  assert.equal(isForged({ ...asked, origin: "http://casa.example" }), true);
});
