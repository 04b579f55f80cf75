/** However many visitors leave at once, home's HTTP/2 is never given more resets than it puts up with. */
import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type http2 from "node:http2";
import { heldTime } from "../../tests/support/held_time.ts";
import { createStreamResetter } from "./stream_reset.ts";

/** What nghttp2 allows a client: so many at once, and so many a second. */
const ALLOWED_AT_ONCE = 1_000;
const ALLOWED_A_SECOND = 33;

class FakeStream extends EventEmitter {
  destroyed = false;
  resumed = false;
  resume(): void {
    this.resumed = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }
}

function leaveAtOnce(visitors: number) {
  const time = heldTime();
  const breaker = createStreamResetter(time);
  const streams = Array.from({ length: visitors }, () => new FakeStream());
  for (const stream of streams) breaker.reset(stream as unknown as http2.ClientHttp2Stream);
  const broken = () => streams.filter(({ destroyed }) => destroyed).length;
  return { time, breaker, streams, broken };
}

Deno.test("few that leave are broken off at once", () => {
  assert.equal(leaveAtOnce(500).broken(), 500);
});

Deno.test("of many that leave, the rest is read and thrown away, and broken off in time", () => {
  const { time, streams, broken } = leaveAtOnce(1_500);
  assert.ok(broken() < ALLOWED_AT_ONCE);
  assert.ok(streams.every(({ destroyed, resumed }) => destroyed || resumed));
  for (let second = 1; broken() < 1_500; second++) {
    time.advance(1_000);
    assert.ok(broken() <= ALLOWED_AT_ONCE + second * ALLOWED_A_SECOND);
    assert.ok(second < 60, "never all");
  }
});

Deno.test("what ends by itself meanwhile needs no turn, and after the end of the line nothing is done", () => {
  const { time, breaker, streams, broken } = leaveAtOnce(1_500);
  const waiting = streams.filter(({ destroyed }) => !destroyed);
  for (const stream of waiting.slice(0, -1)) stream.emit("close");
  time.advance(1_000);
  assert.equal(waiting.at(-1)!.destroyed, true);
  const before = broken();
  breaker.stop();
  time.advance(60_000);
  assert.equal(broken(), before);
});

Deno.test("one look is due at a time, also after all that waited have ended by themselves", () => {
  const { time, breaker, streams } = leaveAtOnce(1_000);
  for (const stream of streams) stream.emit("close");
  breaker.reset(new FakeStream() as unknown as http2.ClientHttp2Stream);
  assert.equal(time.due(), 1);
  breaker.stop();
  assert.equal(time.due(), 0);
});
