/** A7 and F15 from home's side: what answers at the relay's address, and what is made of it. */
import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
// @ts-types="@types/ws"
import { type WebSocket, WebSocketServer } from "ws";
import {
  computeProof,
  newNonce,
  PROTOCOL_VERSION,
  TUNNEL_PATH,
} from "../../../relay/protocol/tunnel.ts";
import { DialFailure, type DialProblem } from "../relay_connection.ts";
import { createDial } from "./dial_relay.ts";

const KEY = "a shared key that only tests know, long enough";
const OTHER = "another key that somebody else has, long enough";

const greeting = (version = PROTOCOL_VERSION): string =>
  JSON.stringify({ version, nonce: newNonce() });

interface Impostor {
  /** What it says first. */
  readonly greets?: string | Uint8Array;
  /** And to home's answer. */
  readonly welcomes?: (answer: string) => string | Uint8Array;
  readonly problem: DialProblem;
}

const IMPOSTORS: Readonly<Record<string, Impostor>> = {
  "F15 a relay that is newer": { greets: greeting(PROTOCOL_VERSION + 1), problem: "other_version" },
  "F15 a relay that is older": { greets: greeting(PROTOCOL_VERSION - 1), problem: "other_version" },
  "A7 a relay with another key": {
    greets: greeting(),
    welcomes(answer) {
      const { version, nonce: homeNonce } = JSON.parse(answer);
      return JSON.stringify({
        proof: computeProof(OTHER, "relay", { version, relayNonce: newNonce(), homeNonce }),
      });
    },
    problem: "wrong_key",
  },
  "A7 a relay that sends home's own proof back": {
    greets: greeting(),
    welcomes: (answer) => JSON.stringify({ proof: JSON.parse(answer).proof }),
    problem: "wrong_key",
  },
  "A7 somebody who says bytes": { greets: new Uint8Array(100), problem: "not_a_relay" },
  "A7 somebody who talks about something else": { greets: "welcome", problem: "not_a_relay" },
  "A7 somebody who welcomes with bytes": {
    greets: greeting(),
    welcomes: () => new Uint8Array(100),
    problem: "not_a_relay",
  },
};

for (const [name, { greets, welcomes, problem }] of Object.entries(IMPOSTORS)) {
  Deno.test(`${name} is left: ${problem}`, async () => {
    await using relay = await serve((ws) => {
      ws.on("error", () => {});
      ws.once("message", (answer) => welcomes && ws.send(welcomes(answer.toString())));
      ws.send(greets!);
    });
    await assert.rejects(createDial({ url: relay.url, key: KEY }), { problem });
    await relay.left;
  });
}

Deno.test("A7 a web server that knows no tunnel is not a relay", async () => {
  await using relay = await serve(null);
  await assert.rejects(createDial({ url: relay.url, key: KEY }), (failure: DialFailure) => {
    assert.equal(failure.problem, "not_a_relay");
    assert.match(failure.message, /404/);
    return true;
  });
});

Deno.test("an address where nobody listens is unreachable", async () => {
  const relay = await serve(null);
  await relay[Symbol.asyncDispose]();
  await assert.rejects(createDial({ url: relay.url, key: KEY }), { problem: "unreachable" });
});

/** @param meet what becomes of a WebSocket; `null`: there are none */
async function serve(meet: ((ws: WebSocket) => void) | null) {
  const gone = Promise.withResolvers<void>();
  const server = http.createServer((_, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({ noServer: true });
  if (meet) {
    server.on("upgrade", (request, socket, head) => {
      assert.equal(request.url, TUNNEL_PATH);
      sockets.handleUpgrade(request, socket, head, (ws) => {
        ws.once("close", () => gone.resolve());
        meet(ws);
      });
    });
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    left: gone.promise,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
