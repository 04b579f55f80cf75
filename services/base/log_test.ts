import assert from "node:assert/strict";
import { heldClock } from "./clock.ts";
import { createLogger } from "./log.ts";

Deno.test("the logger writes one line of JSON an event, with errors and their causes whole", () => {
  const lines: string[] = [];
  const log = createLogger({
    clock: heldClock(0),
    level: "info",
    write: (line) => lines.push(line),
  });
  log.info("started", { port: 8000 });
  log.error("failed", { error: new Error("outer", { cause: new Error("inner\nline") }) });
  assert.equal(lines.length, 2);
  assert.deepEqual(JSON.parse(lines[0]!), {
    time: "1970-01-01T00:00:00.000Z",
    level: "info",
    event: "started",
    port: 8000,
  });
  const { error } = JSON.parse(lines[1]!);
  assert.equal(error.message, "outer");
  assert.equal(error.cause.message, "inner\nline");
  assert.ok(!lines[1]!.includes("\n"));
});

Deno.test("the logger leaves out what is below its level", () => {
  const lines: string[] = [];
  const log = createLogger({
    clock: heldClock(),
    level: "warn",
    write: (line) => lines.push(line),
  });
  log.debug("a");
  log.info("b");
  log.warn("c");
  assert.equal(lines.length, 1);
});
