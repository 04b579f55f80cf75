import assert from "node:assert/strict";
import { newTraceparent, readTraceparent, traceIdOf } from "./trace_context.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT = "00f067aa0ba902b7";

Deno.test("a valid traceparent is passed on, a later version's as this one writes it", () => {
  assert.equal(readTraceparent(`00-${TRACE}-${PARENT}-01`), `00-${TRACE}-${PARENT}-01`);
  assert.equal(readTraceparent(`cc-${TRACE}-${PARENT}-01`), `00-${TRACE}-${PARENT}-01`);
  assert.equal(readTraceparent(`cc-${TRACE}-${PARENT}-01-what-later`), `00-${TRACE}-${PARENT}-01`);
  assert.equal(traceIdOf(`00-${TRACE}-${PARENT}-01`), TRACE);
});

Deno.test("what is not valid by the standard is no traceparent", () => {
  const invalid = [
    ...[null, undefined, "", "00", "anna@example.org", `00-${TRACE}-${PARENT}`],
    `00-${TRACE}-${PARENT}-01-more`,
    `ff-${TRACE}-${PARENT}-01`,
    `00-${"0".repeat(32)}-${PARENT}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
    `00-${TRACE.slice(1)}-${PARENT}-01`,
    // Twice in one request.
    `00-${TRACE}-${PARENT}-01, 00-${TRACE}-${PARENT}-01`,
    `cc-${TRACE}-${PARENT}-01.what-later`,
  ];
  for (const header of invalid) assert.equal(readTraceparent(header), null, String(header));
});

Deno.test("a new one is valid and no other's", () => {
  const made = new Set(Array.from({ length: 1_000 }, newTraceparent));
  assert.equal(made.size, 1_000);
  for (const traceparent of made) assert.equal(readTraceparent(traceparent), traceparent);
});
