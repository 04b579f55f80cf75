import assert from "node:assert/strict";
import { heldClock } from "../clock.ts";
import { Failure } from "../errors.ts";
import {
  ALL_TOGETHER,
  type Attempts,
  createAttempts,
  FORGET_AFTER_MS,
  PER_ADDRESS,
} from "./attempts.ts";

/** @returns the seconds to wait, 0 when the attempt was let through */
function wait(attempts: Attempts, address: string): number {
  try {
    attempts.begin(address);
    return 0;
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === "too_many");
    return Number(error.params.seconds);
  }
}

Deno.test("begin() lets the first mistakes through, then doubles the wait up to a limit", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  for (let n = 0; n < PER_ADDRESS.free; n++) assert.equal(wait(attempts, "10.0.0.9"), 0);
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const seconds = wait(attempts, "10.0.0.9");
    waits.push(seconds);
    clock.advance(seconds * 1000);
    assert.equal(wait(attempts, "10.0.0.9"), 0);
  }
  assert.deepEqual(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

Deno.test("begin() keeps refusing until the wait is over, without making it longer", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  for (let n = 0; n < PER_ADDRESS.free; n++) wait(attempts, "10.0.0.9");
  assert.equal(wait(attempts, "10.0.0.9"), 5);
  clock.advance(4_001);
  assert.equal(wait(attempts, "10.0.0.9"), 1);
  clock.advance(999);
  assert.equal(wait(attempts, "10.0.0.9"), 0);
});

Deno.test("begin() does not make one address pay for another", () => {
  const attempts = createAttempts(heldClock());
  for (let n = 0; n < PER_ADDRESS.free; n++) wait(attempts, "10.0.0.9");
  assert.equal(wait(attempts, "10.0.0.10"), 0);
});

Deno.test("begin() takes a household's IPv6 addresses as one", () => {
  const attempts = createAttempts(heldClock());
  for (let n = 0; n < PER_ADDRESS.free; n++) wait(attempts, `2001:db8:0:7:${n}::1`);
  assert.equal(wait(attempts, "2001:db8::7:99:0:0:1"), 5);
  assert.equal(wait(attempts, "2001:db8:0:8::1"), 0);
  assert.equal(wait(attempts, "::1"), 0);
});

Deno.test("begin() slows down many addresses together, and never for long", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  for (let n = 0; n < ALL_TOGETHER.free; n++) assert.equal(wait(attempts, `10.0.1.${n}`), 0);
  assert.equal(wait(attempts, "10.0.2.1"), 2);
  for (let n = 0; n < 20; n++) {
    clock.advance(ALL_TOGETHER.longestWaitMs);
    assert.equal(wait(attempts, `10.0.3.${n}`), 0);
  }
  assert.equal(wait(attempts, "10.0.4.1"), ALL_TOGETHER.longestWaitMs / 1000);
});

Deno.test("succeeded() gives the free mistakes back, and so does an hour of quiet", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  const useUp = () => {
    for (let n = 0; n < PER_ADDRESS.free; n++) wait(attempts, "10.0.0.9");
  };
  useUp();
  attempts.succeeded("10.0.0.9");
  assert.equal(wait(attempts, "10.0.0.9"), 0);
  useUp();
  clock.advance(FORGET_AFTER_MS);
  for (let n = 0; n < PER_ADDRESS.free; n++) assert.equal(wait(attempts, "10.0.0.9"), 0);
});
