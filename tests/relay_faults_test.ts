/** F4, F5, F16: a home that is frozen, a line that goes dead without a word, a relay that is told to stop. */
import assert from "node:assert/strict";
import { type HeldTime, heldTime } from "./support/held_time.ts";
import { type Direction, openCutLine } from "./support/cut_line.ts";
import { relayProgram } from "./support/relay_process.ts";
import { type Program, programOf } from "./support/running.ts";
import { connected, openHome, openRelay, TEST_KEY } from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

const ECHO_HOME = new URL("support/echo_home.ts", import.meta.url).pathname;
const STEP_MS = 500;
/** Within which a frozen home is answered for, and a dead line is known at both ends. */
const FROZEN_MS_MAX = 5_000;
const DEAD_MS_MAX = 15_000;

/** A home as a program of its own: it dials by itself, and again. */
async function startHome(url: string): Promise<Program> {
  const args = ["run", "-A", "--quiet", "--no-check", ECHO_HOME, url, TEST_KEY];
  const home = programOf({ name: "home", args });
  await home.start();
  return home;
}

/** What was on its way before has arrived: the relay answers in turn. */
async function settle(url: string): Promise<void> {
  for (let times = 0; times < 3; times++) {
    await (await fetch(`${url}/api/health`)).body!.cancel();
  }
}

/** Lets time pass until it is so. @returns how long that took */
async function passUntil(
  { url }: { readonly url: string },
  isSo: () => boolean,
  ...times: HeldTime[]
): Promise<number> {
  const begun = times[0]!.now();
  while (!isSo()) {
    for (const time of times) time.advance(STEP_MS);
    await settle(url);
    assert.ok(times[0]!.now() - begun < 10 * DEAD_MS_MAX, "never noticed");
  }
  return times[0]!.now() - begun;
}

Deno.test("F4 home frozen: answered for within 5 s, from what was kept or with a sentence; back at once", async () => {
  const tunnelTime = heldTime();
  await using relay = await openRelay({
    tunnelTime,
    serveSnapshot: ({ url }) =>
      Promise.resolve(url.endsWith("/shop") ? new Response("as of noon") : null),
  });
  await using home = await startHome(relay.url);
  await until("home is here", () => relay.tunnel.state().home === "here");
  assert.equal(await (await fetch(`${relay.url}/shop`)).text(), "GET /shop");
  await home.freeze();

  const asked = ["/shop", "/items"].map((path) => fetch(relay.url + path));
  await until("both are asked", () => relay.tunnel.state().underWay === 2);
  let answered = false;
  const answers = Promise.all(asked).finally(() => answered = true);
  const ms = await passUntil(relay, () => answered, tunnelTime);
  assert.ok(ms <= FROZEN_MS_MAX, `${ms} ms`);
  const [shop, items] = await answers;
  assert.equal(await shop!.text(), "as of noon");
  assert.equal(items!.status, 503);
  assert.equal(items!.headers.get("retry-after"), "30");
  assert.equal((await items!.json()).title, "silent");

  // From now on nobody waits at all.
  const next = await fetch(`${relay.url}/items`);
  assert.equal(next.status, 503);
  await next.body!.cancel();

  await home.thaw();
  await until("home answers", () => relay.tunnel.state().home === "here");
  assert.equal(await (await fetch(`${relay.url}/items`)).text(), "GET /items");
});

Deno.test("F4 home frozen for long: the line is given up, and home dials again when it thaws", async () => {
  const tunnelTime = heldTime();
  await using relay = await openRelay({ tunnelTime });
  await using home = await startHome(relay.url);
  await until("home is here", () => relay.tunnel.state().home === "here");
  await home.freeze();
  await passUntil(relay, () => relay.tunnel.state().home === "away", tunnelTime);
  await home.thaw();
  await until("home is back", () => relay.tunnel.state().home === "here");
  assert.equal(await (await fetch(`${relay.url}/items`)).text(), "GET /items");
});

/** What is lost without a word, and who must find out by themselves. */
const DEAD_LINES: Readonly<Record<string, readonly Direction[]>> = {
  "what home says is lost": ["up"],
  "what the relay says is lost": ["down"],
  "the cable is cut": ["up", "down"],
};

for (const [name, lost] of Object.entries(DEAD_LINES)) {
  Deno.test(`F5 half-open: ${name}; both ends know within 15 s, and find each other again`, async () => {
    const [tunnelTime, homeTime] = [heldTime(), heldTime()];
    await using relay = await openRelay({ tunnelTime });
    await using line = openCutLine(relay.port);
    const app = () => new Response("here");
    await using home = await openHome({
      url: `http://127.0.0.1:${line.port}`,
      app,
      time: homeTime,
    });
    assert.equal(await (await fetch(relay.url)).text(), "here");
    line.lose(...lost);
    const known = { relay: 0, home: 0 };
    const begun = homeTime.now();
    await passUntil(
      relay,
      () => {
        if (relay.tunnel.state().home === "away") known.relay ||= homeTime.now() - begun;
        if (!home.relay.state().connected) known.home ||= homeTime.now() - begun;
        return known.relay > 0 && known.home > 0;
      },
      homeTime,
      tunnelTime,
    );
    assert.ok(known.relay <= DEAD_MS_MAX, `the relay after ${known.relay} ms`);
    assert.ok(known.home <= DEAD_MS_MAX, `home after ${known.home} ms`);
    assert.equal(home.relay.state().problem?.kind, "lost");
    assert.equal(relay.tunnel.state().underWay, 0, "no stream is left busy");

    line.heal();
    await passUntil(relay, () => home.relay.state().connected, homeTime, tunnelTime);
    assert.equal(await (await fetch(relay.url)).text(), "here");
  });
}

Deno.test("F5 half-open: a request that waits is answered for when its line is cut", async () => {
  await using relay = await openRelay();
  await using line = openCutLine(relay.port);
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  await using home = await openHome({
    url: `http://127.0.0.1:${line.port}`,
    app: async ({ signal }) => {
      asked.resolve();
      signal.addEventListener("abort", () => gone.resolve());
      await gone.promise;
      return new Response();
    },
  });
  const answer = fetch(relay.url);
  await asked.promise;
  line.cut();
  assert.equal((await (await answer).json()).title, "lost");
  await gone.promise;
  await connected(home.relay);
});

Deno.test("F5 half-open: a download that was begun is broken off when its line is given up", async () => {
  const [tunnelTime, homeTime] = [heldTime(), heldTime()];
  await using relay = await openRelay({ tunnelTime });
  await using line = openCutLine(relay.port);
  await using _home = await openHome({
    url: `http://127.0.0.1:${line.port}`,
    app: () => new Response(new ReadableStream({ start: (one) => one.enqueue(new Uint8Array(9)) })),
    time: homeTime,
  });
  const answer = await fetch(relay.url);
  line.lose("up");
  let broken = false;
  const reading = assert.rejects(answer.bytes()).then(() => broken = true);
  const ms = await passUntil(relay, () => broken, tunnelTime, homeTime);
  assert.ok(ms <= DEAD_MS_MAX, `${ms} ms`);
  await reading;
});

Deno.test("F4 home at work: an answer that takes more than a minute is not waited for, and home is told", async () => {
  const tunnelTime = heldTime();
  await using relay = await openRelay({ tunnelTime });
  const asked = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  await using _home = await openHome({
    url: relay.url,
    app: async ({ signal }) => {
      signal.addEventListener("abort", () => told.resolve());
      asked.resolve();
      await told.promise;
      return new Response();
    },
  });
  const asking = fetch(relay.url);
  await asked.promise;
  let answered = false;
  void asking.then(() => answered = true);
  const ms = await passUntil(relay, () => answered, tunnelTime);
  const answer = await asking;
  assert.equal(answer.status, 504);
  assert.equal((await answer.json()).title, "late");
  assert.ok(ms >= 60_000 && ms <= 62_000, `${ms} ms`);
  await told.promise;
});

Deno.test("F6 flapping: cut 30 times amid 600 requests; each is answered, rightly or with a sentence", async () => {
  const homeTime = heldTime();
  await using relay = await openRelay();
  await using line = openCutLine(relay.port);
  const url = `http://127.0.0.1:${line.port}`;
  const app = ({ url }: Request) => new Response(new URL(url).pathname);
  await using home = await openHome({ url, app, time: homeTime });
  const outcomes = { right: 0, away: 0, lost: 0 };

  async function ask(path: string): Promise<void> {
    const answer = await fetch(relay.url + path);
    if (answer.ok) {
      assert.equal(await answer.text(), path);
      return void outcomes.right++;
    }
    assert.ok(answer.headers.has("retry-after"));
    const { title } = await answer.json() as { title: "away" | "lost" };
    outcomes[title]++;
  }

  for (let flap = 0; flap < 30; flap++) {
    const asked = Array.from({ length: 20 }, (_, at) => ask(`/${flap}/${at}`));
    await asked[flap % 20];
    line.cut();
    await Promise.all(asked);
    await passUntil(relay, () => !home.relay.state().connected, homeTime);
    await passUntil(relay, () => home.relay.state().connected, homeTime);
    await ask(`/${flap}/back`);
  }
  assert.equal(outcomes.right + outcomes.away + outcomes.lost, 30 * 21);
  assert.ok(outcomes.right >= 60, "it answers whenever it is there");
  assert.equal(relay.tunnel.state().underWay, 0);
});

Deno.test("F16 deploy: SIGTERM with 100 requests in flight: none fails, and the relay ends by itself", async () => {
  const said = new Set<string>();
  await using relay = relayProgram({ RELAY_KEY: TEST_KEY }, {
    hear: ({ event }) => said.add(event),
  });
  await relay.start();
  const release = Promise.withResolvers<void>();
  let inFlight = 0;
  await using home = await openHome({
    url: relay.url,
    app: async ({ url }) => {
      inFlight++;
      await release.promise;
      return new Response(new URL(url).pathname);
    },
  });
  const asked = Array.from({ length: 100 }, (_, at) => fetch(`${relay.url}/${at}`));
  await until("all are in flight", () => inFlight === 100);
  const ended = relay.stop();
  await until("it drains", () => said.has("draining"));
  await assert.rejects(fetch(`${relay.url}/late`), "it takes nothing new");
  release.resolve();
  const answers = await Promise.all(asked);
  assert.deepEqual(
    await Promise.all(answers.map((answer) => answer.text())),
    answers.map((_, at) => `/${at}`),
  );
  // By itself, although home stays connected: its last request was all that it waited for.
  assert.equal(await ended, 0);
  await until("home knows", () => !home.relay.state().connected);
});
