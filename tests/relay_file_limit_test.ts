/** A relay on a system that opens few files: it takes fewer connections, and answers again after a crowd. */
import assert from "node:assert/strict";
import { fitIntoFileLimit, OPEN_FILES_MIN } from "../relay/file_limit.ts";
import { freePort } from "./support/free_port.ts";
import { type RelayProgram, relayProgram } from "./support/relay_process.ts";
import { type Logged, programOf } from "./support/running.ts";
import { until } from "./support/until.ts";

const RELAY_KEY = "k".repeat(44);

/** Connections that say nothing; as many as the relay's system lets in. */
async function crowd(url: string, size: number): Promise<Disposable> {
  const { hostname, port } = new URL(url);
  const connections: Deno.Conn[] = [];
  for (let n = 0; n < size; n++) {
    connections.push(await Deno.connect({ hostname, port: Number(port) }));
  }
  return { [Symbol.dispose]: () => connections.forEach((connection) => connection.close()) };
}

async function answers({ url }: Pick<RelayProgram, "url">): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(1_000);
    const answer = await fetch(`${url}/api/health`, { signal });
    return (await answer.json()).status === "ok";
  } catch {
    return false;
  }
}

Deno.test("the relay's own task knows the limit, lowers its connections, and outlives a crowd larger than all files", async () => {
  const heard: Logged[] = [];
  const port = freePort();
  await using relay = programOf({
    name: "the relay's task",
    args: ["run", "-A", "tasks/run.ts", "relay:serve"],
    env: { RELAY_KEY, HOST: "127.0.0.1", PORT: String(port), DATABASE_URL: "", REDIS_URL: "" },
    openFilesMax: 1_024,
    hear: (line) => void heard.push(line),
  });
  await relay.start();
  const url = `http://127.0.0.1:${port}`;
  const started = heard.find(({ event }) => event === "started");
  assert.deepEqual([started?.openFiles, started?.connectionsMax], [1_024, 520]);
  {
    using _crowd = await crowd(url, 1_200);
  }
  await until("it answers", () => answers({ url }));
  assert.ok(!heard.some(({ event }) => event === "listener_renewed"), "it never ran out of files");
  await relay.stop();
});

Deno.test("a relay that was not told the limit, and ran out of files, listens anew when the crowd is gone", async () => {
  const heard: Logged[] = [];
  await using relay = relayProgram({ RELAY_KEY }, {
    openFilesMax: 300,
    hear: (line) => void heard.push(line),
  });
  await relay.start();
  {
    using _crowd = await crowd(relay.url, 600);
    await until("it has no files left", async () => !await answers(relay));
  }
  await until("it answers", () => answers(relay));
  assert.ok(heard.some(({ event }) => event === "listener_renewed"));
  // RateLimits of time still hold on the new listener.
  const { hostname, port } = new URL(relay.url);
  using slow = await Deno.connect({ hostname, port: Number(port) });
  await slow.write(new TextEncoder().encode("GET / HTTP/1.1\r\n"));
  const said = await new Response(slow.readable).text();
  assert.match(said, /^HTTP\/1\.1 408/);
});

Deno.test("a relay that would have too few files for anything does not start, and says what it needs", async () => {
  const relay = relayProgram({ RELAY_KEY, OPEN_FILES: String(OPEN_FILES_MIN - 1) });
  await assert.rejects(
    relay.start(),
    /lets this program open 499 files, and it needs at least 500/,
  );
});

Deno.test("connections and requests always fit into the files, and are left as they are where they do", () => {
  const wanted = { connectionsMax: 8_500, requestsMax: 1_200 };
  for (const enough of [null, 10_000, 10_240, 1_000_000]) {
    assert.deepEqual(fitIntoFileLimit(wanted, enough), wanted);
  }
  for (const few of [OPEN_FILES_MIN, 512, 1_024, 4_096, 9_999]) {
    const fitting = fitIntoFileLimit(wanted, few)!;
    assert.ok(fitting.connectionsMax + fitting.requestsMax + 300 <= few, `${few}`);
    assert.ok(fitting.connectionsMax >= 100 && fitting.requestsMax >= 100, `${few}`);
  }
  assert.equal(fitIntoFileLimit(wanted, OPEN_FILES_MIN - 1), null);
});
