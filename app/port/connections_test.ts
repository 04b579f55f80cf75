import assert from "node:assert/strict";
import { type Connection, createConnections } from "./connections.ts";
import { portLimits } from "./limits.ts";

const LIMITS = { ...portLimits(4, null), connectionsMax: 2, connectionsOfOneMax: 2 };

function open() {
  const connections = createConnections(LIMITS, () => 0);
  const connect = (): Connection & { isOpen(): boolean } => {
    let isOpen = true;
    const connection = {
      network: "192.168.1.7",
      unreadSince: null,
      isOpen: () => isOpen,
      close() {
        isOpen = false;
        connections.leave(connection);
      },
    };
    return connection;
  };
  return { connections, connect };
}

Deno.test("a connection whose request is on its way to the HTTP server is never evicted", () => {
  const { connections, connect } = open();
  const [first, second, third] = [connect(), connect(), connect()];
  for (const connection of [first, second]) {
    assert.equal(connections.admit(connection), true);
    connections.enter(connection, "handed");
  }
  assert.equal(connections.admit(third), false);
  assert.deepEqual([first.isOpen(), second.isOpen()], [true, true]);
});

Deno.test("a connection that has sent no whole headers is evicted, one that is handed on stays", () => {
  const { connections, connect } = open();
  const [handed, waiting, newcomer] = [connect(), connect(), connect()];
  assert.equal(connections.admit(handed), true);
  connections.enter(handed, "handed");
  assert.equal(connections.admit(waiting), true);
  assert.equal(connections.admit(newcomer), true);
  assert.deepEqual([handed.isOpen(), waiting.isOpen()], [true, false]);
});

Deno.test("connections that are handed on end when the port closes", () => {
  const { connections, connect } = open();
  const handed = connect();
  connections.admit(handed);
  connections.enter(handed, "handed");
  connections.closeWaiting();
  assert.equal(handed.isOpen(), false);
});
