import assert from "node:assert/strict";
import { isFailure } from "../base/errors.ts";
import { HOUR_MS } from "../base/time.ts";
import { createParserHost, type ParserHostOptions } from "./mod.ts";
import type { TestParsers } from "./testdata/test_parsers_worker.ts";

const SCRIPT = new URL("./testdata/test_parsers_worker.ts", import.meta.url);
const open = (options: ParserHostOptions = {}) => createParserHost<TestParsers>(SCRIPT, options);

const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error, "invalid") && error.key === key);

Deno.test("a parser gives its pieces one by one, and its worker serves the next run", async () => {
  await using host = open();
  assert.deepEqual(await Array.fromAsync(host.run("count", 3)), [1, 2, 3]);
  assert.deepEqual(await Array.fromAsync(host.run("count", 1)), [1]);
});

Deno.test("a failure of a parser arrives with its key and values; the worker goes on", async () => {
  await using host = open({ workersMax: 1 });
  const seen: string[] = [];
  await assert.rejects(
    (async () => {
      for await (const piece of host.run("refuse", 7)) seen.push(piece);
    })(),
    (error) => isFailure(error, "invalid") && error.params.max === 7,
  );
  assert.deepEqual(seen, ["begun"]);
  assert.deepEqual(await Array.fromAsync(host.run("count", 1)), [1]);
});

Deno.test("a parser that crashes, quits or hangs is ended with one sentence", async () => {
  await using host = open({ workersMax: 1 });
  await refuses(Array.fromAsync(host.run("crash", "broken")), "files.unreadable");
  await refuses(Array.fromAsync(host.run("quit", undefined)), "files.unreadable");
  await refuses(Array.fromAsync(host.run("hang", undefined, { workMsMax: 50 })), "files.too_heavy");
  assert.deepEqual(await Array.fromAsync(host.run("count", 1)), [1]);
});

Deno.test("a parser that hoards memory is stopped at the limit, and the program goes on", async () => {
  await using host = open({ heapMegabytesMax: 40 });
  const before = Deno.memoryUsage().rss;
  await refuses(
    Array.fromAsync(host.run("hoard", undefined, { workMsMax: 4_000 })),
    "files.too_heavy",
  );
  const grownMegabytes = (Deno.memoryUsage().rss - before) / 1e6;
  assert.ok(grownMegabytes < 300, `${grownMegabytes} MB`);
});

Deno.test("a run is cancelled while it works, while it waits for a worker, and before it begins", async () => {
  await using host = open({ workersMax: 1 });
  const [working, waiting] = [new AbortController(), new AbortController()];
  const runs = [working, waiting].map(({ signal }) =>
    Array.fromAsync(host.run("hang", undefined, { signal }))
  );
  const ended = Promise.allSettled(runs);
  waiting.abort(new Error("no longer wanted"));
  working.abort(new Error("cancelled"));
  assert.deepEqual((await ended).map((run) => run.status === "rejected" && run.reason.message), [
    "cancelled",
    "no longer wanted",
  ]);
  await assert.rejects(
    Array.fromAsync(host.run("count", 1, { signal: working.signal })),
    /cancelled/,
  );
  assert.deepEqual(await Array.fromAsync(host.run("count", 2)), [1, 2]);
});

Deno.test("a caller that wants no more pieces frees the worker's place", async () => {
  await using host = open({ workersMax: 1 });
  for await (const piece of host.run("count", 1_000_000)) if (piece === 2) break;
  assert.deepEqual(await Array.fromAsync(host.run("count", 1)), [1]);
});

Deno.test("the time that a caller takes between two pieces is not the worker's", async () => {
  await using host = open();
  const pieces = host.run("count", 2, { workMsMax: 5_000 });
  await pieces.next();
  const realNow = performance.now;
  performance.now = () => realNow.call(performance) + HOUR_MS;
  try {
    assert.equal((await pieces.next()).value, 2);
    assert.equal((await pieces.next()).done, true);
  } finally {
    performance.now = realNow;
  }
});
