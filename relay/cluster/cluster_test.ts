/** Several machines, a real Redis between them, real sockets; killed, frozen, emptied. */
import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { startRedis } from "../../tests/support/redis.ts";
import { until as untilIt } from "../../tests/support/until.ts";
import { parseVisitor, signVisitor, VISITOR_HEADER } from "../protocol/visitor.ts";
import { connectRedis } from "../databases/redis.ts";
import {
  startMachine,
  TEST_KEY,
  type TestMachine,
  type TestMachineOptions,
} from "../../tests/support/relay_machine.ts";

interface Told {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly bytes: number;
}

function openRedis(url: string) {
  const redis = connectRedis({ url, log: () => {} });
  return { redis, [Symbol.dispose]: () => redis.disconnect() };
}

/** What another machine would have said. */
async function say(redis: ReturnType<typeof connectRedis>, entry: string): Promise<void> {
  await until(() => redis.status === "ready");
  await redis.set("fleet:tunnel", entry);
  await redis.publish("fleet:tunnel", entry);
}

/** Until the machines have heard of it: messages take a moment, and there is none to wait for that says no more. */
const until = (isSo: () => Promise<boolean> | boolean) => untilIt(String(isSo), isSo);

async function ask(machine: TestMachine, path = "/", init: RequestInit = {}) {
  const response = await fetch(`${machine.url}${path}`, { redirect: "manual", ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const answers = async (machine: TestMachine) => (await ask(machine)).status === 207;

async function twoMachines(redisUrl: string, options: Partial<TestMachineOptions> = {}) {
  const [a, b] = await Promise.all([
    startMachine({ redisUrl, name: "a", ...options }),
    startMachine({ redisUrl, name: "b", ...options }),
  ]);
  await using made = new AsyncDisposableStack();
  made.use(a);
  made.use(b);
  const machines = made.move();
  return { a, b, [Symbol.asyncDispose]: () => machines.disposeAsync() };
}

Deno.test("a machine without the tunnel sends on, once, with the visitor's own address vouched for", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url);
  const { a, b } = cluster;
  assert.equal((await ask(b)).status, 503);
  a.dial();
  await until(() => answers(b));
  const body = new Uint8Array(3_000_000);
  const forged = {
    "x-relay-hop": "x.y",
    "x-relay-visitor": "6.6.6.6",
    "accept-encoding": "gzip",
  };
  const { text, headers } = await ask(b, "/x?y=1", { method: "POST", body, headers: forged });
  const told: Told = JSON.parse(text);
  assert.deepEqual([told.method, told.path, told.bytes], ["POST", "/x?y=1", body.length]);
  assert.deepEqual(headers.getSetCookie(), ["a=1", "b=2"]);
  assert.equal(told.headers["x-relay-hop"], undefined);
  const said = told.headers[VISITOR_HEADER]!;
  const vouched = {
    method: "POST",
    path: "/x?y=1",
    client: "127.0.0.1",
    proto: "http",
    host: new URL(b.url).host,
    requestId: "asked-b",
    time: parseVisitor(said)!.time,
  } as const;
  assert.equal(said, signVisitor(TEST_KEY, vouched));
  assert.equal(b.asked(), 0);
});

Deno.test("home dials another machine: the first lets go, and both answer by way of the second", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url);
  const { a, b } = cluster;
  a.dial();
  await until(() => answers(b));
  b.dial();
  await until(() => a.onDisplaced() === 1);
  a.hangUp();
  await until(() => answers(a));
  assert.ok(b.asked() > 0);
  b.hangUp();
  await until(async () => (await ask(a)).status === 503);
  assert.equal(b.onDisplaced(), 0);
});

Deno.test("a machine that died without a word is found out by the first request, and no other waits for it", async () => {
  await using redis = await startRedis();
  await using b = await startMachine({ redisUrl: redis.url, name: "b" });
  using asker = openRedis(redis.url);
  // What a killed machine leaves: an entry, and a port where nobody listens.
  await say(asker.redis, `${Date.now()}000 dead 127.0.0.1:1`);
  await until(() => b.logged.includes("machine_unreachable") || ask(b).then(() => false));
  await until(async () => await asker.redis.get("fleet:tunnel") === null);
  assert.equal((await ask(b)).status, 503);
  // It is not asked again.
  assert.equal(b.logged.filter((event) => event === "machine_unreachable").length, 1);
});

Deno.test("a machine that is frozen is answered for; one that lives and whose home is slow is waited for", async () => {
  await using redis = await startRedis();
  const slow = Promise.withResolvers<void>();
  await using cluster = await twoMachines(redis.url, {
    home: async () => {
      await slow.promise;
      return { status: 207, headers: {}, body: Readable.from(["at last"]), isComplete: () => true };
    },
  });
  const { a, b } = cluster;
  using asker = openRedis(redis.url);
  // It takes connections, as the system does for a process that is stopped.
  using frozen = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await until(() => asker.redis.status === "ready");
  await until(async () => await asker.redis.publish("fleet:tunnel", "") === 2);
  await say(asker.redis, `${Date.now()}000 c 127.0.0.1:${frozen.addr.port}`);
  assert.equal((await ask(b)).status, 503);
  a.dial();
  await until(async () => (await asker.redis.get("fleet:tunnel"))?.includes(" a ") ?? false);
  const waiting = ask(b);
  await until(() => a.probed() > 0);
  slow.resolve();
  assert.equal((await waiting).text, "at last");
});

Deno.test("a machine that breaks off in the middle is looked after, and forgotten where it does not live", async () => {
  await using redis = await startRedis();
  await using b = await startMachine({ redisUrl: redis.url, name: "b" });
  using asker = openRedis(redis.url);
  const breaking = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = (async () => {
    for await (const connection of breaking) {
      await connection.read(new Uint8Array(100));
      connection.close();
    }
  })();
  await until(async () => await asker.redis.publish("fleet:tunnel", "").catch(() => 0) === 1);
  await say(asker.redis, `${Date.now()}000 c 127.0.0.1:${breaking.addr.port}`);
  await until(async () => (await ask(b)).text === "lost");
  await until(async () => await asker.redis.get("fleet:tunnel") === null);
  assert.equal((await ask(b)).text, "away");
  breaking.close();
  await accepting;
});

Deno.test("a visitor who leaves is noticed by home, two machines further", async () => {
  await using redis = await startRedis();
  const left = Promise.withResolvers<void>();
  const leaving = new AbortController();
  await using cluster = await twoMachines(redis.url, {
    home: (_, signal) => {
      if (leaving.signal.aborted) return Promise.reject(new Error("asked once too often"));
      signal.addEventListener("abort", () => left.resolve());
      const body = new Readable({ read: () => {} });
      body.push("event");
      return Promise.resolve({ status: 207, headers: {}, body, isComplete: () => true });
    },
  });
  const { a, b } = cluster;
  a.dial();
  let response = await fetch(b.url, { signal: leaving.signal });
  while (response.status !== 207) {
    await response.body?.cancel();
    response = await fetch(b.url, { signal: leaving.signal });
  }
  const { value } = await response.body!.getReader().read();
  assert.equal(new TextDecoder().decode(value), "event");
  leaving.abort();
  await left.promise;
});

Deno.test("a machine that is sent a request and has no tunnel says so, sends nothing on, and takes its entry back", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url);
  const { a, b } = cluster;
  using asker = openRedis(redis.url);
  // Both hear that a holds it; a knows better.
  await say(asker.redis, `${Date.now()}000 a ${new URL(a.url).host}`);
  await until(async () => {
    assert.equal((await ask(b)).status, 503);
    return await asker.redis.get("fleet:tunnel") === null;
  });
  assert.deepEqual([a.asked(), b.asked()], [0, 0]);
});

Deno.test("without Redis the known way stays, and a Redis that comes back empty is told again", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url);
  const { a, b } = cluster;
  a.dial();
  await until(() => answers(b));
  redis.process.kill("SIGSTOP");
  assert.ok(await answers(a));
  assert.ok(await answers(b));
  redis.process.kill("SIGKILL");
  await redis.process.status;
  await until(() => b.logged.includes("redis_failed"));
  assert.ok(await answers(a));
  assert.ok(await answers(b));
  await redis.restart();
  using asker = openRedis(redis.url);
  await until(() => asker.redis.status === "ready");
  await until(async () => (await asker.redis.get("fleet:tunnel"))?.includes(" a ") ?? false);
  assert.ok(await answers(b));
  // A third that was not there before finds its way too.
  await using c = await startMachine({ redisUrl: redis.url, name: "c" });
  await until(() => answers(c));
});

Deno.test("a Redis that refuses everything is not asked again and again, and what is known goes on", async () => {
  await using redis = await startRedis();
  let counted = 0;
  await using cluster = await twoMachines(redis.url, {
    counted: (commands) => counted += commands,
  });
  const { a, b } = cluster;
  a.dial();
  await until(() => answers(b));
  using asker = openRedis(redis.url);
  await until(() => asker.redis.status === "ready");
  // As a host does whose month is used up.
  await asker.redis.call("ACL", "SETUSER", "default", "-@all", "+hello");
  const before = counted;
  await using c = await startMachine({
    redisUrl: redis.url,
    name: "c",
    counted: (commands) => counted += commands,
  });
  for (let n = 0; n < 300; n++) {
    assert.ok(await answers(b));
    assert.equal((await ask(c)).status, 503);
  }
  // Home leaves, and nobody can be told: the machine itself says so.
  a.hangUp();
  for (let n = 0; n < 100; n++) assert.equal((await ask(b)).status, 503);
  assert.ok(counted - before < 60, `${counted - before}`);
});

Deno.test("what another machine did not sign, or signed for a third one, is a visitor's", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url);
  const { a, b } = cluster;
  b.dial();
  await until(() => answers(a));
  const arrived = (forwarding: string, path = "/") => ({
    method: "GET",
    path,
    headers: {
      "x-relay-hop": forwarding,
      "fly-replay-src": "instance=a",
      "fly-replay-failed": "1",
    },
  });
  for (const forged of ["", ".", "e30.00", "nonsense", "a".repeat(9_000)]) {
    assert.equal(b.cluster.readForwarding(arrived(forged)), null);
  }
});

Deno.test("on Fly the platform takes what is small; what is large goes by the private address", async () => {
  await using redis = await startRedis();
  await using cluster = await twoMachines(redis.url, { onFly: true });
  const { a, b } = cluster;
  a.dial();
  const replayed = async () => (await ask(b)).headers.get("fly-replay");
  await until(async () => await replayed() !== null);
  assert.match((await replayed())!, /^instance=a;/);
  const small = await ask(b, "/", { method: "POST", body: new Uint8Array(1_000_000) });
  assert.match(small.headers.get("fly-replay") ?? "", /^instance=a;/);
  const large = await ask(b, "/", { method: "POST", body: new Uint8Array(1_000_001) });
  assert.deepEqual([large.status, JSON.parse(large.text).bytes], [207, 1_000_001]);
  // Sent here by the platform: it must not go round in a ring.
  const ring = await ask(b, "/", { headers: { "fly-replay-src": "instance=a" } });
  assert.deepEqual([ring.status, ring.headers.get("fly-replay")], [503, null]);
  // A visitor who pretends that the other machine was not reached changes nothing for anybody else.
  assert.equal((await ask(b, "/", { headers: { "fly-replay-failed": "x" } })).status, 503);
  assert.match((await replayed())!, /^instance=a;/);
});
