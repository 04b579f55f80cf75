import assert from "node:assert/strict";
import { heldClock } from "../base/clock.ts";
import { Failure } from "../base/errors.ts";
import {
  ALL_TOGETHER,
  type Attempts,
  createAttempts,
  FORGET_AFTER_MS,
  type Guesser,
  PER_GUESSER,
  type Proof,
} from "./attempts.ts";

const stranger = (address: string, way: Guesser["way"] = "home"): Guesser => ({
  address,
  way,
  known: null,
});
const device = (name: string, address = "10.0.0.9"): Guesser => ({
  ...stranger(address),
  known: `device ${name}`,
});

/** @returns the seconds to wait, 0 when the attempt was let through */
function wait(attempts: Attempts, guesser: Guesser, proof: Proof = "passphrase"): number {
  try {
    attempts.begin(proof, guesser);
    return 0;
  } catch (error) {
    assert.ok(error instanceof Failure && error.code === "too_many");
    return Number(error.params.seconds);
  }
}

function useUp(attempts: Attempts, guesser: Guesser, proof?: Proof): void {
  for (let n = 0; n < PER_GUESSER.free; n++) assert.equal(wait(attempts, guesser, proof), 0);
}

Deno.test("begin() lets the first mistakes through, then doubles the wait up to a limit", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  useUp(attempts, stranger("10.0.0.9"));
  const waits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const seconds = wait(attempts, stranger("10.0.0.9"));
    waits.push(seconds);
    clock.advance(seconds * 1000);
    assert.equal(wait(attempts, stranger("10.0.0.9")), 0);
  }
  assert.deepEqual(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

Deno.test("begin() keeps refusing until the wait is over, without making it longer", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  useUp(attempts, stranger("10.0.0.9"));
  assert.equal(wait(attempts, stranger("10.0.0.9")), 5);
  clock.advance(4_001);
  assert.equal(wait(attempts, stranger("10.0.0.9")), 1);
  clock.advance(999);
  assert.equal(wait(attempts, stranger("10.0.0.9")), 0);
});

Deno.test("begin() does not make one address pay for another", () => {
  const attempts = createAttempts(heldClock());
  useUp(attempts, stranger("10.0.0.9"));
  assert.equal(wait(attempts, stranger("10.0.0.10")), 0);
});

Deno.test("begin() takes a household's IPv6 addresses as one", () => {
  const attempts = createAttempts(heldClock());
  for (let n = 0; n < PER_GUESSER.free; n++) wait(attempts, stranger(`2001:db8:0:7:${n}::1`));
  assert.equal(wait(attempts, stranger("2001:db8::7:99:0:0:1")), 5);
  assert.equal(wait(attempts, stranger("2001:db8:0:8::1")), 0);
  assert.equal(wait(attempts, stranger("::1")), 0);
});

Deno.test("begin() slows down many addresses together, and never for long", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  const fromMany = (net: number, count: number) => {
    for (let n = 0; n < count; n++) {
      assert.equal(wait(attempts, stranger(`10.0.${net}.${n}`)), 0);
    }
  };
  fromMany(1, ALL_TOGETHER.free);
  assert.equal(wait(attempts, stranger("10.0.2.1")), 2);
  for (let n = 0; n < 20; n++) {
    clock.advance(ALL_TOGETHER.longestWaitMs);
    assert.equal(wait(attempts, stranger(`10.0.3.${n}`)), 0);
  }
  assert.equal(
    wait(attempts, stranger("10.0.4.1")),
    ALL_TOGETHER.longestWaitMs / 1000,
  );
});

Deno.test("26 addresses of the home network keep no known device out, nor anybody who comes by the relay", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  for (let second = 0; second < 60; second++) {
    for (let n = 0; n < 26; n++) wait(attempts, stranger(`10.0.1.${n}`));
    assert.ok(wait(attempts, stranger("10.0.2.1")) > 0 || second < 2, "strangers must wait");
    assert.equal(wait(attempts, device("phone")), 0);
    attempts.succeeded("passphrase", device("phone"));
    assert.equal(wait(attempts, stranger(`192.0.2.${second}`, "relay")), 0);
    attempts.succeeded("passphrase", stranger(`192.0.2.${second}`, "relay"));
    clock.advance(1_000);
  }
});

Deno.test("a crowd at the relay or at a proxy keeps nobody out in the home network", () => {
  for (const way of ["relay", "proxy"] as const) {
    const attempts = createAttempts(heldClock());
    for (let n = 0; n < 12; n++) {
      for (let times = 0; times < 10; times++) wait(attempts, stranger(`192.0.2.${n}`, way));
    }
    assert.ok(wait(attempts, stranger("192.0.2.99", way)) > 0);
    assert.equal(wait(attempts, stranger("10.0.0.9")), 0);
    assert.equal(wait(attempts, { ...device("phone"), way }), 0);
  }
});

Deno.test("a known device has a limit of its own, wherever it is", () => {
  const attempts = createAttempts(heldClock());
  useUp(attempts, device("phone"));
  assert.equal(wait(attempts, device("phone", "192.0.2.7")), 5);
  assert.equal(wait(attempts, device("laptop")), 0);
  assert.equal(wait(attempts, stranger("10.0.0.9")), 0);
});

Deno.test("mistakes with passkeys do not count against the passphrase, nor for all together", () => {
  const attempts = createAttempts(heldClock());
  for (let n = 0; n < 2 * ALL_TOGETHER.free; n++) {
    assert.equal(wait(attempts, stranger(`10.0.1.${n}`), "passkey"), 0);
  }
  useUp(attempts, stranger("10.0.0.9"), "passkey");
  assert.equal(wait(attempts, stranger("10.0.0.9"), "passkey"), 5);
  assert.equal(wait(attempts, stranger("10.0.0.9")), 0);
});

Deno.test("succeeded() gives the free mistakes back, and so does an hour of quiet", () => {
  const clock = heldClock();
  const attempts = createAttempts(clock);
  useUp(attempts, stranger("10.0.0.9"));
  attempts.succeeded("passphrase", stranger("10.0.0.9"));
  useUp(attempts, stranger("10.0.0.9"));
  clock.advance(FORGET_AFTER_MS);
  useUp(attempts, stranger("10.0.0.9"));
});
