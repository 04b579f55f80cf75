/** F6 and F15: a tunnel that flaps, and relays that are none for us. Time is held still; the lines are ours. */
import assert from "node:assert/strict";
import { Duplex } from "node:stream";
import { type HeldTime, heldTime } from "../../tests/support/held_time.ts";
import { heldClock } from "../base/clock.ts";
import { silentLogger } from "../base/log.ts";
import {
  type CloseReason,
  type Dial,
  DialFailure,
  type RelayConnection,
} from "./relay_connection.ts";
import { createTunnelClient, type TunnelClient } from "./tunnel_client.ts";
import { MINUTE_MS, SECOND_MS } from "../base/time.ts";

interface Fake {
  readonly relay: TunnelClient;
  readonly time: HeldTime;
  /** When it was dialled. */
  readonly dials: number[];
  /** Time passes in small steps, and what follows from it happens. */
  pass(ms: number): Promise<void>;
}

function start(dial: (attempt: number, time: HeldTime) => ReturnType<Dial>): Fake {
  const time = heldTime();
  const dials: number[] = [];
  const relay = createTunnelClient({
    url: "https://relay.test",
    key: "a shared key of some thirty-two chars",
    dial: () => dial(dials.push(time.now()), time),
    app: () => new Response(),
    clock: heldClock(),
    log: silentLogger,
    random: () => 0.5,
    timer: time,
    elapsed: time.now,
  });
  relay.start();
  return {
    relay,
    time,
    dials,
    async pass(ms) {
      for (const end = time.now() + ms; time.now() < end;) {
        await turns();
        time.advance(50);
      }
      await turns();
    },
  };
}

/** What waits for no time and no outside comes to its end. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await null;
}

/** A line that nobody says anything on. */
function openLine(): { line: RelayConnection; close: (closing: CloseReason) => void } {
  const { promise: closed, resolve: close } = Promise.withResolvers<CloseReason>();
  let heard = 0;
  const line: RelayConnection = {
    duplex: new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }),
    receivedBytes: () => ++heard,
    ping() {},
    leave: () => close({ code: 1001, why: "" }),
    hangUp: (code, why) => close({ code, why }),
    drop: () => close({ code: 1006, why: "" }),
    closed,
  };
  return { line, close };
}

Deno.test("F6 flapping: a relay that nobody reaches is dialled at most once a second, for as long as it takes", async () => {
  const { relay, dials, pass } = start(() =>
    Promise.reject(new DialFailure("unreachable", "connection refused"))
  );
  await pass(10 * MINUTE_MS);
  const inFirst = dials.filter((at) => at < MINUTE_MS).length;
  assert.ok(inFirst > 20 && inFirst <= 60, `${inFirst} in the first minute`);
  const inLast = dials.filter((at) => at >= 9 * MINUTE_MS).length;
  assert.ok(inLast >= 1 && inLast <= 4, `${inLast} in the tenth minute`);
  assert.equal(relay.state().problem?.kind, "unreachable");
  await relay.close(0);
});

Deno.test("F6 flapping: a line that opens and breaks a hundred times is no reason to spin", async () => {
  const { relay, dials, pass } = start(() => {
    const { line, close } = openLine();
    queueMicrotask(() => close({ code: 1006, why: "" }));
    return Promise.resolve(line);
  });
  while (dials.length < 100) await pass(SECOND_MS);
  assert.ok(dials.at(-1)! / SECOND_MS >= 100, "more than once a second");
  assert.equal(relay.state().problem?.kind, "lost");
  await relay.close(0);
});

Deno.test("F6 flapping: after a line that held, the next attempt comes at once again", async () => {
  const { relay, dials, pass } = start((attempt, time) => {
    if (attempt < 30) return Promise.reject(new DialFailure("unreachable", "away"));
    const { line, close } = openLine();
    time.after(attempt === 30 ? 6 * SECOND_MS : MINUTE_MS, () => close({ code: 1006, why: "" }));
    return Promise.resolve(line);
  });
  while (!relay.state().connected) await pass(SECOND_MS);
  const before = dials.at(-1)! - dials.at(-2)!;
  while (dials.length < 31) await pass(SECOND_MS);
  const after = dials.at(-1)! - dials.at(-2)! - 6 * SECOND_MS;
  assert.ok(after <= 250 && before > 4 * after, `${before} ms before, ${after} ms after`);
  assert.equal(relay.state().problem, null);
  await relay.close(0);
});

Deno.test("F15 other version: it is said, kept in sight, and tried slowly until the relay is ours again", async () => {
  let newer = true;
  const why = "home speaks version 1, the relay 2";
  const { relay, dials, pass } = start(() =>
    newer ? Promise.reject(new DialFailure("other_version", why)) : Promise.resolve(openLine().line)
  );
  await pass(10 * MINUTE_MS);
  assert.ok(dials.length >= 10 && dials.length <= 20, `${dials.length} in ten minutes`);
  const { connected, problem } = relay.state();
  assert.equal(connected, false);
  assert.equal(problem?.kind, "other_version");
  assert.match(problem!.why, new RegExp(why));
  newer = false;
  await pass(MINUTE_MS);
  assert.equal(relay.state().connected, true);
  assert.equal(relay.state().problem, null);
  await relay.close(0);
});

Deno.test("F6 flapping: a home that is told to stop dials no more, also amid its waiting", async () => {
  const { relay, dials, pass } = start(() => Promise.reject(new DialFailure("wrong_key", "no")));
  await pass(SECOND_MS);
  await relay.close(0);
  await pass(10 * MINUTE_MS);
  assert.equal(dials.length, 1);
});
