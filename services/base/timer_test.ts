import assert from "node:assert/strict";
import { type Timer, waitAtMost } from "./timer.ts";

/** Fires when the test says so, and knows whether it was cancelled. */
function handTimer() {
  let fire = () => {};
  let isCancelled = false;
  const timer: Timer = {
    after(_delayMs, run) {
      fire = run;
      return () => void (isCancelled = true);
    },
  };
  return { timer, fire: () => fire(), isCancelled: () => isCancelled };
}

Deno.test("waitAtMost() gives the result of work that is done in time, and cancels its timer", async () => {
  const hand = handTimer();
  assert.equal(await waitAtMost(50, Promise.resolve("done"), hand.timer), "done");
  assert.equal(hand.isCancelled(), true);
  await assert.rejects(waitAtMost(50, Promise.reject(new Error("no")), hand.timer), /no/);
});

Deno.test("waitAtMost() gives up when the time is over, and a later failure disturbs nobody", async () => {
  const hand = handTimer();
  const work = Promise.withResolvers<string>();
  const waiting = waitAtMost(50, work.promise, hand.timer);
  hand.fire();
  assert.equal(await waiting, undefined);
  work.reject(new Error("too late"));
});
