/**
 * A listener that has met "too many open files" accepts nobody any more, says nothing, and does not recover when there
 * are files again (Deno 2.9.6, node:http). After a crowd the relay therefore asks itself for its health; when nobody
 * answers, it listens anew.
 */
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { TimeSource } from "./shared/time.ts";

export interface ListenerWatchdogOptions {
  readonly server: Server;
  /** The health's path, which costs little and is never refused. */
  readonly path: string;
  readonly time: TimeSource;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface ListenerWatchdog {
  stop(): void;
}

/** With fewer connections no system runs out of files; so long the relay is not asked, and may sleep. */
const CROWD = 100;
const LOOK_MS = 5_000;
const ANSWER_MS_MAX = 2_000;

export function startListenerWatchdog(options: ListenerWatchdogOptions): ListenerWatchdog {
  const { server, path, time, log } = options;
  let open = 0;
  let place: AddressInfo | null = null;
  let callOff: (() => void) | null = null;
  let asking: Socket | null = null;
  let stopped = false;

  server.on("listening", () => place = server.address() as AddressInfo);
  server.on("connection", (socket: Socket) => {
    open++;
    socket.once("close", () => open--);
    if (open >= CROWD && !callOff) later();
  });
  // There may be no file for the new listener either: the next look tries again.
  server.on("error", (error) => {
    if (place) log("listener_not_renewed", { error: String(error) });
  });

  function later(): void {
    callOff = time.after(LOOK_MS, () => void look());
  }

  async function look(): Promise<void> {
    const answered = await answers();
    if (stopped) return;
    if (answered && open < CROWD) callOff = null;
    else later();
    if (answered) return;
    log("listener_renewed", { connections: open });
    renew();
  }

  /** Whether anything comes back; a refusal will do. Where there is no file for asking, nothing does. */
  function answers(): Promise<boolean> {
    const { port, address } = place!;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect({ port, host: ownAddress(address) });
    asking = socket;
    const late = time.after(ANSWER_MS_MAX, () => resolve(false));
    socket.on("connect", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    });
    socket.once("data", () => resolve(true));
    socket.once("end", () => resolve(true));
    socket.once("error", () => resolve(false));
    return promise.finally(() => {
      late();
      socket.destroy();
    });
  }

  /** Connections stay open, but for idle ones. */
  function renew(): void {
    const { port, address } = place!;
    if (server.listening) server.close();
    server.listen(port, address);
  }

  return {
    stop() {
      stopped = true;
      callOff?.();
      asking?.destroy();
    },
  };
}

/** An address for all of them cannot be asked. */
function ownAddress(listening: string): string {
  if (listening === "0.0.0.0") return "127.0.0.1";
  return listening === "::" ? "::1" : listening;
}
