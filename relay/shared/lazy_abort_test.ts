import assert from "node:assert/strict";
import { createLazyAbort, toAbortSignal } from "./lazy_abort.ts";

Deno.test("who waits is told once, and who has left is not", () => {
  const { signal, abort } = createLazyAbort();
  const told: string[] = [];
  const leaving = () => told.push("leaving");
  signal.addEventListener("abort", () => told.push("staying"));
  signal.addEventListener("abort", leaving);
  signal.removeEventListener("abort", leaving);
  signal.removeEventListener("abort", leaving);
  assert.equal(signal.aborted, false);
  abort();
  abort();
  assert.deepEqual([signal.aborted, told], [true, ["staying"]]);
});

Deno.test("the platform's signal says the same, whenever it is made", () => {
  const early = createLazyAbort();
  const signal = toAbortSignal(early.signal);
  assert.equal(signal.aborted, false);
  early.abort();
  assert.equal(signal.aborted, true);
  assert.equal(toAbortSignal(early.signal).aborted, true);
  assert.equal(toAbortSignal(signal), signal);
});
