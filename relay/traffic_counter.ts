/** Counts the bytes that go in and out of a server's connections, as hosts bill them. */
import type { Server } from "node:http";
import type { Socket } from "node:net";

export interface TrafficBytes {
  readonly in: number;
  readonly out: number;
}

/** @returns a function that gives the bytes since its last call */
export function countTraffic(server: Server): () => TrafficBytes {
  const open = new Set<Socket>();
  const closed = { in: 0, out: 0 };
  let said: TrafficBytes = { in: 0, out: 0 };
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => {
      open.delete(socket);
      closed.in += socket.bytesRead;
      closed.out += socket.bytesWritten;
    });
  });
  return () => {
    const all = { ...closed };
    for (const socket of open) {
      all.in += socket.bytesRead;
      all.out += socket.bytesWritten;
    }
    const moved = { in: all.in - said.in, out: all.out - said.out };
    said = all;
    return moved;
  };
}
