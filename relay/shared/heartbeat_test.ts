/** F4 and F5, the judge of them: who is asked when, who is taken for frozen, and who for dead. */
import assert from "node:assert/strict";
import { createHeartbeat, PING_AFTER_MS, PONG_MS_MAX, SILENCE_MS_MAX } from "./heartbeat.ts";
import { heldTime } from "../../tests/support/held_time.ts";
import { HOUR_MS, SECOND_MS } from "./time.ts";

/** The first look, and what a look comes late. */
const NOTICE_MS = 1_000;

interface RelayConnection {
  /** Whether the other end answers a ping. */
  lives: boolean;
  awaited: boolean;
  heard: number;
}

function openPulse() {
  const time = heldTime();
  const line: RelayConnection = { lives: true, awaited: false, heard: 0 };
  const happened: { what: "asked" | "silent" | "dead"; at: number }[] = [];
  const note = (what: typeof happened[0]["what"]) => happened.push({ what, at: time.now() });
  const pulse = createHeartbeat({
    time,
    receivedBytes: () => line.heard,
    ping() {
      note("asked");
      if (line.lives) line.heard++;
    },
    isReplyAwaited: () => line.awaited,
    onSilent: () => note("silent"),
    onDead: () => note("dead"),
  });
  const first = (what: string) => happened.find((one) => one.what === what)?.at ?? Infinity;
  return { time, line, pulse, happened, first };
}

Deno.test("an idle line that answers is asked now and then, for hours, and is never given up", () => {
  const { time, happened, pulse } = openPulse();
  time.advance(HOUR_MS);
  assert.deepEqual(happened.filter(({ what }) => what !== "asked"), []);
  assert.ok(happened.length <= HOUR_MS / PING_AFTER_MS);
  assert.ok(happened.length >= HOUR_MS / SILENCE_MS_MAX - 1);
  pulse.stop();
  time.advance(HOUR_MS);
  assert.ok(happened.length <= HOUR_MS / PING_AFTER_MS, "nothing is asked after the end");
});

Deno.test("a busy line is never asked", () => {
  const { time, line, happened, pulse } = openPulse();
  for (let second = 0; second < 600; second++) {
    line.heard += 1_000;
    time.advance(SECOND_MS);
  }
  assert.deepEqual(happened, []);
  pulse.stop();
});

// Whenever the last byte came between two looks.
for (const lateMs of [0, 100, 700, 1_400, 2_900, 9_999]) {
  Deno.test(`a line that dies ${lateMs} ms after a look is given up within 15 s`, () => {
    const { time, line, first } = openPulse();
    time.advance(20 * SECOND_MS + lateMs);
    line.heard++;
    line.lives = false;
    const died = time.now();
    time.advance(15 * SECOND_MS);
    assert.ok(first("dead") - died <= 15 * SECOND_MS);
    assert.ok(first("dead") - died >= PING_AFTER_MS, "not in haste either");
  });
}

Deno.test("while somebody waits, a frozen end is known within 5 s, long before it is given up", () => {
  const { time, line, pulse, first } = openPulse();
  time.advance(3 * SECOND_MS);
  line.lives = false;
  line.awaited = true;
  const begun = time.now();
  pulse.expectReply();
  time.advance(5 * SECOND_MS);
  assert.ok(pulse.isSilent());
  assert.ok(first("asked") - begun <= NOTICE_MS);
  assert.ok(first("silent") - begun <= NOTICE_MS + PONG_MS_MAX);
  assert.equal(first("dead"), Infinity);
  // The first byte is enough, without any time passing.
  line.heard++;
  assert.equal(pulse.isSilent(), false);
  pulse.stop();
});

Deno.test("an end that takes long over an answer, but lives, is waited for", () => {
  const { time, line, pulse, first } = openPulse();
  line.awaited = true;
  pulse.expectReply();
  time.advance(60 * SECOND_MS);
  assert.equal(first("silent"), Infinity);
  assert.equal(pulse.isSilent(), false);
  pulse.stop();
});
