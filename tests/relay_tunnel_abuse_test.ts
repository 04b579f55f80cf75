/** A7: strangers at the tunnel's door, and a home that has lost its mind. Who is at home already is not disturbed. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import {
  CLOSE_CODES,
  HANDSHAKE_MS_MAX,
  LEAVING_MESSAGE,
  MESSAGE_BYTES_MAX,
  TUNNEL_PATH,
} from "../relay/protocol/tunnel.ts";
import { heldTime } from "./support/held_time.ts";
import { UNAUTHENTICATED_MAX } from "../relay/tunnel/tunnel.ts";
import { startHandshake } from "../services/relay-client/handshake.ts";
import { sayAndListen, statusesIn } from "./support/raw_visitor.ts";
import {
  holds,
  openHome,
  openRelay,
  openTunnelled,
  systemTime,
  TEST_KEY,
} from "./support/tunnelled.ts";
import { until } from "./support/until.ts";

interface Stranger {
  readonly ws: WebSocket;
  /** The relay's first word. */
  readonly challenge: Promise<string>;
  readonly closed: Promise<{ readonly code: number; readonly why: string }>;
}

function dial(url: string): Stranger {
  const ws = new WebSocket(url.replace("http", "ws") + TUNNEL_PATH);
  ws.on("error", () => {});
  return {
    ws,
    challenge: new Promise((resolve) => ws.once("message", (data) => resolve(String(data)))),
    closed: new Promise((resolve) => {
      ws.once("close", (code, why) => resolve({ code, why: why.toString() }));
    }),
  };
}

/** As a home that knows the key does. @returns once it is taken for home */
async function prove({ ws, challenge }: Stranger): Promise<void> {
  const answer = startHandshake(TEST_KEY).hear(await challenge) as { say: string };
  ws.send(answer.say);
  await new Promise((resolve) => ws.once("message", resolve));
}

const JUNK = crypto.getRandomValues(new Uint8Array(4_096));

/** What a stranger says first, and how the relay hangs up. */
const STRANGERS: Readonly<Record<string, [(challenge: string) => string | Uint8Array, number]>> = {
  "wrong key": [
    (challenge) => (startHandshake("x".repeat(40)).hear(challenge) as { say: string }).say,
    CLOSE_CODES.wrongKey,
  ],
  "bytes where a text is due": [
    (challenge) => Buffer.from((startHandshake(TEST_KEY).hear(challenge) as { say: string }).say),
    CLOSE_CODES.badHandshake,
  ],
  "junk": [() => JUNK, CLOSE_CODES.badHandshake],
  "a text that is no handshake": [() => "hello", CLOSE_CODES.badHandshake],
  "an oversize message": [() => "x".repeat(MESSAGE_BYTES_MAX + 1), 1009],
  "a goodbye without a hello": [() => LEAVING_MESSAGE, CLOSE_CODES.badHandshake],
};

Deno.test("A7 strangers are refused, and home goes on answering", async (t) => {
  await using relayed = await openTunnelled(() => new Response("home"));
  const held = holds(relayed.relay);
  for (const [name, [says, code]] of Object.entries(STRANGERS)) {
    await t.step(`A7 stranger: ${name}`, async () => {
      const stranger = dial(relayed.url);
      stranger.ws.send(says(await stranger.challenge));
      assert.equal((await stranger.closed).code, code);
      assert.equal(await (await fetch(relayed.url)).text(), "home");
    });
  }
  await t.step("A7 stranger: who replays what a home once said", async () => {
    const [first, second] = [dial(relayed.url), dial(relayed.url)];
    const heard = startHandshake(TEST_KEY).hear(await first.challenge) as { say: string };
    await second.challenge;
    second.ws.send(heard.say);
    assert.equal((await second.closed).code, CLOSE_CODES.wrongKey);
    first.ws.terminate();
  });
  await t.step("A7 stranger: frames that are none", async () => {
    const key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const head = `GET ${TUNNEL_PATH} HTTP/1.1\r\nHost: a\r\n${upgrade}${key}\r\n`;
    const said = await sayAndListen(
      relayed.port,
      Buffer.concat([Buffer.from(head), Buffer.alloc(2_048, 0xff)]),
    );
    assert.deepEqual(statusesIn(said), [101]);
  });
  held();
  assert.equal(await (await fetch(relayed.url)).text(), "home");
});

Deno.test("A7 stranger: who says nothing is hung up on when the time is up", async () => {
  const time = heldTime();
  await using relay = await openRelay({ tunnelTime: time });
  const stranger = dial(relay.url);
  await stranger.challenge;
  time.advance(HANDSHAKE_MS_MAX);
  assert.deepEqual(await stranger.closed, {
    code: CLOSE_CODES.handshakeTimeout,
    why: "no handshake in time",
  });
});

Deno.test("A7 strangers: however many knock, they do not pile up, and home still comes in", async () => {
  await using relay = await openRelay({ tunnelTime: heldTime() });
  const unauthenticated = Array.from({ length: 40 }, () => dial(relay.url));
  let closed = 0;
  for (const stranger of unauthenticated) void stranger.closed.then(() => closed++);
  await until("all but the newest are hung up on", () => closed === 40 - UNAUTHENTICATED_MAX);
  await using _home = await openHome({ url: relay.url, app: () => new Response("home") });
  assert.equal(await (await fetch(relay.url)).text(), "home");
  for (const { ws } of unauthenticated) ws.terminate();
});

/** What a home says that has proved itself and then says what is no HTTP/2; a home in its right mind comes after. */
const MAD_HOMES: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {
  "junk in the place of frames": [JUNK],
  "a frame that is far too long": [Buffer.from("ffffff000000000001", "hex"), JUNK],
  "headers for a request that nobody made": [
    Buffer.from("000000040000000000", "hex"),
    Buffer.from("0000010104000000ff88", "hex"),
  ],
  "a frame of a kind that nobody knows, then junk": [
    Buffer.from("000000040000000000", "hex"),
    Buffer.from("000000ee0000000000", "hex"),
    JUNK,
  ],
  "an oversize message": [new Uint8Array(MESSAGE_BYTES_MAX + 1)],
  "words that mean nothing, then junk": ["hello", JUNK],
};

for (const [name, says] of Object.entries(MAD_HOMES)) {
  Deno.test(`A7 a home out of its mind: ${name}`, async () => {
    await using relay = await openRelay();
    const mad = dial(relay.url);
    await prove(mad);
    const asked = fetch(relay.url);
    for (const word of says) mad.ws.send(word);
    const answer = await asked;
    assert.equal(answer.status, 503);
    await answer.body!.cancel();
    await mad.closed;
    await until("it is given up", () => relay.tunnel.state().home === "away");
    await using _home = await openHome({ url: relay.url, app: () => new Response("home") });
    assert.equal(await (await fetch(relay.url)).text(), "home");
  });
}

Deno.test("A7 the door of the tunnel is no page", async () => {
  await using relayed = await openTunnelled(() => assert.fail("home was asked"), {
    time: systemTime,
  });
  for (const path of [TUNNEL_PATH, `${TUNNEL_PATH}/`, `${TUNNEL_PATH}/x`]) {
    const answer = await fetch(`${relayed.url}${path}`);
    assert.equal(answer.status, 404, path);
    await answer.body!.cancel();
  }
});
