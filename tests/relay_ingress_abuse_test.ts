/** A1 and A2: whoever is slow, or only sits there, holds nobody else. The ingress's own time is held still. */
import assert from "node:assert/strict";
import { STUCK_MS_MAX } from "../relay/ingress/request_limits.ts";
import { silentLog } from "../relay/log.ts";
import { type HeldTime, heldTime } from "./support/held_time.ts";
import { type RawVisitor, statusesIn, visit } from "./support/raw_visitor.ts";
import { holds, openTunnelled, systemTime, type Tunnelled } from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

const STEP_MS = 1_000;
const GET = "GET / HTTP/1.1\r\nHost: a\r\n";
const POST = "POST /slow HTTP/1.1\r\nHost: a\r\n";

/** Time goes on, and others are answered all the while. */
async function pass(time: HeldTime, ms: number, url: string): Promise<void> {
  for (const end = time.now() + ms; time.now() < end;) {
    time.advance(STEP_MS);
    assert.equal(await (await fetch(url)).text(), "quick");
  }
}

/** Nothing of a request is left at either end. */
async function allQuiet({ tunnel, relay }: Tunnelled): Promise<void> {
  await until("nothing is left", () => tunnel.state().underWay + relay.state().underWay === 0);
}

interface SlowSender {
  /** Said at first. */
  readonly head: string;
  /** Said in each second. */
  readonly then: string;
}

const SLOW_SENDERS: Readonly<Record<string, SlowSender>> = {
  "a body that does not come": { head: `${POST}Content-Length: 1000\r\n\r\n`, then: "" },
  "a body of one byte a second": { head: `${POST}Content-Length: 1000\r\n\r\n`, then: "x" },
  "a body in chunks of one byte a second": {
    head: `${POST}Transfer-Encoding: chunked\r\n\r\n`,
    then: "1\r\nx\r\n",
  },
  "a chunk that only ever describes itself": {
    head: `${POST}Transfer-Encoding: chunked\r\n\r\n1;`,
    then: "description",
  },
  "trailers without end": {
    head: `${POST}Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n`,
    then: "X: 1\r\n",
  },
  "a body that was promised": {
    head: `${POST}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n`,
    then: "",
  },
};

for (const [name, { head, then }] of Object.entries(SLOW_SENDERS)) {
  Deno.test(`A1 slow body: ${name}`, async () => {
    const time = heldTime();
    const asked = Promise.withResolvers<void>();
    const broken = Promise.withResolvers<void>();
    await using relayed = await openTunnelled(async (request) => {
      if (request.url.endsWith("/slow")) {
        asked.resolve();
        await request.arrayBuffer().catch(() => broken.resolve());
      }
      return new Response("quick");
    }, { time, tunnelTime: systemTime });
    using visitor = await visit(relayed.port);
    await visitor.send(head);
    await asked.promise;
    for (let second = 0; second < 14; second++) {
      await visitor.send(then);
      await pass(time, STEP_MS, relayed.url);
    }
    assert.match(await visitor.hear("408"), /troppo piano/);
    await broken.promise;
    await allQuiet(relayed);
    await pass(time, 5 * STEP_MS, relayed.url);
    await visitor.untilHungUp();
  });
}

Deno.test("A1 slow headers: they are cut off when their time is up; others are answered", async () => {
  await using relayed = await openTunnelled(() => new Response("quick"), { headersMsMax: 1_000 });
  const visitors: RawVisitor[] = [];
  for (const head of ["", "GE", "GET / HTTP/1.1\r\n", GET, `${GET}X: `, `${GET}\r\n${GET}X: `]) {
    for (let times = 0; times < 20; times++) {
      const visitor = await visit(relayed.port);
      await visitor.send(head);
      visitors.push(visitor);
    }
  }
  const dripping = setInterval(() => visitors.forEach(({ send }) => void send("1")), 100);
  let answered = 0;
  const over = Promise.all(visitors.map(({ untilHungUp }) => untilHungUp()));
  let isOver = false;
  void over.then(() => isOver = true);
  while (!isOver) {
    assert.equal(await (await fetch(relayed.url)).text(), "quick");
    answered++;
  }
  clearInterval(dripping);
  for (const said of await over) assert.ok([408, 400].includes(statusesIn(said).at(-1)!), said);
  assert.ok(answered > 0);
  for (const visitor of visitors) visitor.leave();
});

Deno.test("A1 slow reading: who takes nothing is let go, and home's answer with them", async () => {
  const time = heldTime();
  const cancelled = Promise.withResolvers<void>();
  let isCancelled = false;
  await using relayed = await openTunnelled(({ url }) => {
    if (!url.endsWith("/slow")) return new Response("quick");
    return new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
        cancel: () => cancelled.resolve(),
      }),
    );
  }, { time, tunnelTime: systemTime });
  void cancelled.promise.then(() => isCancelled = true);
  using visitor = await visit(relayed.port);
  await visitor.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  await visitor.hear("200 OK");
  while (!isCancelled) await pass(time, STEP_MS, relayed.url);
  assert.ok(time.now() >= STUCK_MS_MAX);
  await allQuiet(relayed);
});

const VANISHING = {
  "before a word": "",
  "amid the headers": "GET /slow HTTP/1.1\r\nHo",
  "amid a body": `${POST}Content-Length: 1000\r\n\r\nabc`,
  "amid a chunk": `${POST}Transfer-Encoding: chunked\r\n\r\nff\r\nabc`,
  "before the answer": "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n",
  "with the answer unread": `${GET}\r\n`,
  "with many answers unread": `${GET}\r\n`.repeat(50),
  "with many waiting behind a slow one": `GET /slow HTTP/1.1\r\nHost: a\r\n\r\n${
    `${GET}\r\n`.repeat(50)
  }`,
  "after what is no request": "nonsense\r\n\r\n",
};

Deno.test("A1 vanishing visitors: at whatever word they leave, nothing of them stays, and nobody else notices", async () => {
  let stayed: unknown;
  const log = {
    ...silentLog,
    info(event: string, details: Record<string, unknown> = {}) {
      if (event === "draining") stayed = details.underWay;
    },
  };
  const relayed = await openTunnelled(async ({ url, body, signal }) => {
    if (!url.endsWith("/slow")) return new Response("quick");
    const left = new Promise((resolve) => signal.addEventListener("abort", resolve));
    await new Response(body).arrayBuffer().catch(() => {});
    await left;
    return new Response();
  }, { log });
  const held = holds(relayed.relay);
  for (const words of Object.values(VANISHING)) {
    for (let times = 0; times < 20; times++) {
      const visitor = await visit(relayed.port);
      await visitor.send(words);
      visitor.leave();
    }
    await until("there is room again", async () => {
      return await (await fetch(relayed.url)).text() === "quick";
    });
  }
  await allQuiet(relayed);
  held();
  await relayed[Symbol.asyncDispose]();
  assert.equal(stayed, 0);
});

Deno.test("A2 idle connections: a thousand that ask nothing more, and those who do are answered", async () => {
  const [requestsMax, requestsOfOneMax] = [1_200, 1_200];
  await using relayed = await openTunnelled(
    () => new Response("quick"),
    { requestsMax, requestsOfOneMax },
  );
  const idle = await Promise.all(Array.from({ length: 1_000 }, () => visit(relayed.port)));
  await Promise.all(idle.map(async (visitor) => {
    await visitor.send(`${GET}\r\n`);
    await visitor.hear("quick");
  }));
  await Promise.all(Array.from({ length: 50 }, async () => {
    for (let times = 0; times < 10; times++) {
      assert.equal(await (await fetch(relayed.url)).text(), "quick");
    }
  }));
  // They are still there, and good for another question.
  await idle[500]!.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
  await idle[500]!.hear("quick");
  for (const visitor of idle) visitor.leave();
});
