/** One connection at home's port: its bytes pass to the HTTP server behind it once a request has whole headers. */
import { networkOf } from "../../services/auth/mod.ts";
import type { Connection, Connections } from "./connections.ts";
import type { PortLimits } from "./limits.ts";

export interface ClientConnection extends Connection {
  readonly remoteAddr: Deno.NetAddr;
  /** Passes bytes both ways until one end is gone. */
  run(): Promise<void>;
  /** The server has the headers of a request. */
  began(): void;
  /**
   * The answer to it is sent, or will never be. Another request may follow, unless there is no telling where this one
   * ends.
   */
  ended(how: { readonly mayAskAgain: boolean }): void;
  /** It speaks another protocol from now on: what began never ends. */
  upgraded(): void;
}

interface Needs {
  readonly client: Deno.TcpConn;
  readonly connections: Connections;
  readonly limits: PortLimits;
  /** Opens the way to the HTTP server; told when it is closed again. */
  readonly dial: (connection: ClientConnection) => Promise<ServerEnd>;
  readonly now: () => number;
}

/** The way to the HTTP server. */
export interface ServerEnd {
  readonly socket: Deno.TcpConn;
  close(): void;
}

const UP_BYTES = 16 * 1024;
const DOWN_BYTES = 32 * 1024;

export function createConnection(needs: Needs): ClientConnection {
  const { client, connections, limits, dial, now } = needs;
  const remoteAddr = client.remoteAddr as Deno.NetAddr;
  let server: ServerEnd | null = null;
  let underWay = 0;
  let unreadSince: number | null = null;
  let closed = false;
  const buffer = new Uint8Array(UP_BYTES);
  // The end of an answer must not wait until its beginning is acknowledged.
  client.setNoDelay();

  function began(): void {
    underWay++;
    connections.enter(connection, "busy");
  }

  const connection: ClientConnection = {
    remoteAddr,
    network: networkOf(remoteAddr.hostname),
    get unreadSince() {
      return unreadSince;
    },
    async run() {
      try {
        const head = await readHead();
        if (!head || closed) return;
        connections.enter(connection, "handed");
        server = await dial(connection);
        if (closed) return server.close();
        await writeAll(server.socket, head);
        await Promise.all([passUp(server.socket), passDown(server.socket)]);
      } catch (error) {
        if (!isEndOfConnection(error)) throw error;
      } finally {
        connection.close();
      }
    },
    began,
    ended({ mayAskAgain }) {
      underWay--;
      if (underWay === 0) connections.enter(connection, mayAskAgain ? "idle" : "closing");
    },
    upgraded: began,
    close() {
      if (closed) return;
      closed = true;
      connections.leave(connection);
      client.close();
      server?.close();
    },
  };

  /** @returns null for a client that leaves, or sends more than headers may be */
  async function readHead(): Promise<Uint8Array | null> {
    let held = buffer;
    let length = 0;
    while (true) {
      const read = await client.read(held.subarray(length));
      if (read === null) return null;
      const from = Math.max(0, length - HEAD_END_BYTES_MAX);
      length += read;
      if (hasHeadEnd(held.subarray(0, length), from)) return held.subarray(0, length);
      if (length >= limits.headBytesMax) return await refuse(client, HEAD_TOO_LARGE);
      if (length === held.length) held = enlarged(held);
    }
  }

  async function passUp(socket: Deno.TcpConn): Promise<void> {
    for (let length; (length = await client.read(buffer)) !== null;) {
      const phase = connections.phaseOf(connection);
      if (phase === "idle") connections.enter(connection, "head");
      // The server has said its last: what still comes is read, so that the client can read the answer.
      if (phase === "closing") continue;
      await writeAll(socket, buffer.subarray(0, length)).catch(ignoreEnd);
    }
    await socket.closeWrite().catch(ignoreEnd);
  }

  async function passDown(socket: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(DOWN_BYTES);
    for (let length; (length = await socket.read(buffer)) !== null;) {
      unreadSince = now();
      await writeAll(client, buffer.subarray(0, length), () => unreadSince = now());
      unreadSince = null;
    }
    connections.enter(connection, "closing");
    await client.closeWrite();
  }

  return connection;
}

async function writeAll(
  socket: Deno.TcpConn,
  bytes: Uint8Array,
  onProgress: () => void = () => {},
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await socket.write(bytes.subarray(at));
    onProgress();
  }
}

const LF = 10;
const CR = 13;
/** An empty line, of which the first end of line may be all that was read so far. */
const HEAD_END_BYTES_MAX = 3;

function hasHeadEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF || (bytes[at + 1] === CR && bytes[at + 2] === LF)) return true;
  }
  return false;
}

function enlarged(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

const HEAD_TOO_LARGE = "431 Request Header Fields Too Large";
export const NO_ROOM = "503 Service Unavailable";

/** Says why in one line; whether the client still hears it does not matter. */
export async function refuse(client: Deno.TcpConn, status: string): Promise<null> {
  const text = `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  await writeAll(client, new TextEncoder().encode(text)).catch(ignoreEnd);
  return null;
}

const ENDS = [
  Deno.errors.BadResource,
  Deno.errors.BrokenPipe,
  Deno.errors.ConnectionAborted,
  Deno.errors.ConnectionRefused,
  Deno.errors.ConnectionReset,
  Deno.errors.Interrupted,
  Deno.errors.NotConnected,
];

/** One of both ends has hung up, or was closed here while it was being read. */
export function isEndOfConnection(error: unknown): boolean {
  return ENDS.some((kind) => error instanceof kind);
}

function ignoreEnd(error: unknown): void {
  if (!isEndOfConnection(error)) throw error;
}
