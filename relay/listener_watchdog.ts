/**
 * Renews a listener that no longer accepts connections. After "too many open files" Deno's node:http listener
 * accepts nobody, reports nothing and does not recover (Deno 2.9.6). With many connections open the relay
 * therefore requests its own health; without an answer it listens anew.
 */
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { TimeSource } from "./shared/time.ts";

export interface ListenerWatchdogOptions {
  readonly server: Server;
  /** Path of the health check, which is cheap and never refused. */
  readonly path: string;
  readonly time: TimeSource;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface ListenerWatchdog {
  stop(): void;
}

/**
 * With fewer connections no system runs out of files; the relay makes no requests then, so that the machine may
 * sleep.
 */
const CONNECTIONS_MIN = 100;
const CHECK_EVERY_MS = 5_000;
const ANSWER_MS_MAX = 2_000;

export function startListenerWatchdog(options: ListenerWatchdogOptions): ListenerWatchdog {
  const { server, path, time, log } = options;
  let open = 0;
  let listeningAt: AddressInfo | null = null;
  let callOff: (() => void) | null = null;
  let requesting: Socket | null = null;
  let stopped = false;

  server.on("listening", () => listeningAt = server.address() as AddressInfo);
  server.on("connection", (socket: Socket) => {
    open++;
    socket.once("close", () => open--);
    if (open >= CONNECTIONS_MIN && !callOff) checkLater();
  });
  // There may be no free file for the new listener: the next check tries again.
  server.on("error", (error) => {
    if (listeningAt) log("listener_not_renewed", { error: String(error) });
  });

  function checkLater(): void {
    callOff = time.after(CHECK_EVERY_MS, () => void check());
  }

  async function check(): Promise<void> {
    const answered = await isAnswering();
    if (stopped) return;
    if (answered && open < CONNECTIONS_MIN) callOff = null;
    else checkLater();
    if (answered) return;
    log("listener_renewed", { connections: open });
    renew();
  }

  /** Whether any answer comes, also a refusal. Without a free file the request itself fails. */
  function isAnswering(): Promise<boolean> {
    const { port, address } = listeningAt!;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect({ port, host: requestableAddress(address) });
    requesting = socket;
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

  /** Open connections stay open, except idle ones. */
  function renew(): void {
    const { port, address } = listeningAt!;
    if (server.listening) server.close();
    server.listen(port, address);
  }

  return {
    stop() {
      stopped = true;
      callOff?.();
      requesting?.destroy();
    },
  };
}

/** A wildcard address cannot be requested. */
function requestableAddress(listening: string): string {
  if (listening === "0.0.0.0") return "127.0.0.1";
  return listening === "::" ? "::1" : listening;
}
