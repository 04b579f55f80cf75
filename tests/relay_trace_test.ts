/** A request keeps its W3C trace on its way through the relay; one without a usable trace gets a new one. */
import assert from "node:assert/strict";
import { readTraceparent, traceIdOf } from "../services/relay-client/mod.ts";
import { sayAndListen } from "./support/raw_visitor.ts";
import { openTunnelled } from "./support/tunnelled.ts";

const GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

const openEcho = () =>
  openTunnelled((request) =>
    Response.json({
      traceparent: request.headers.get("traceparent"),
      tracestate: request.headers.get("tracestate"),
    })
  );

async function tracesOf(url: string, headers: Record<string, string> = {}) {
  return await (await fetch(url, { headers })).json();
}

Deno.test("a valid trace reaches home as it came, with its state", async () => {
  await using t = await openEcho();
  const traces = await tracesOf(t.url, { traceparent: GIVEN, tracestate: "vendor=1" });
  assert.deepEqual(traces, { traceparent: GIVEN, tracestate: "vendor=1" });
});

Deno.test("a request without a trace gets one of its own", async () => {
  await using t = await openEcho();
  const traces = await Promise.all([1, 2, 3].map(() => tracesOf(t.url)));
  const ids = traces.map(({ traceparent }) => traceIdOf(readTraceparent(traceparent)!));
  assert.equal(new Set(ids).size, 3);
});

Deno.test("an invalid trace is replaced, and nothing of what it said reaches home", async () => {
  await using t = await openEcho();
  for (const traceparent of ["anna@example.org", `${GIVEN}-more`, GIVEN.replace("00-", "ff-")]) {
    const traces = await tracesOf(t.url, { traceparent, tracestate: "mail=anna@example.org" });
    assert.equal(traces.tracestate, null, traceparent);
    assert.ok(readTraceparent(traces.traceparent), traceparent);
    assert.ok(!traceparent.includes(traceIdOf(traces.traceparent)), traceparent);
  }
  const twice = await sayAndListen(
    t.port,
    `GET / HTTP/1.1\r\nhost: x\r\ntraceparent: ${GIVEN}\r\ntraceparent: ${GIVEN}\r\nconnection: close\r\n\r\n`,
  );
  const { traceparent } = JSON.parse(twice.slice(twice.indexOf("{"), twice.lastIndexOf("}") + 1));
  assert.notEqual(traceIdOf(readTraceparent(traceparent)!), traceIdOf(GIVEN));
});
