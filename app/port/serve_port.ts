/**
 * Home's own port. `Deno.serve` has no limits of its own: it ends the program when files run out, and waits for ever
 * for headers. So connections are taken here, within limits, and their bytes are passed on to it over loopback.
 */
import type { Logger } from "../../services/base/log.ts";
import { withPacedBody } from "./body_pace.ts";
import {
  type ClientConnection,
  createConnection,
  isEndOfConnection,
  NO_ROOM,
  refuse,
} from "./connection.ts";
import { createConnections } from "./connections.ts";
import { startHttpServer } from "./http_server.ts";
import type { PortLimits } from "./limits.ts";

interface PortOptions {
  readonly hostname: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly limits: PortLimits;
  readonly log: Logger;
}

export type Handler = (
  request: Request,
  info: { readonly remoteAddr: Deno.NetAddr },
) => Response | Promise<Response>;

export interface Port {
  readonly addr: Deno.NetAddr;
  /** Takes no more connections; what is being answered may end. */
  shutdown(): Promise<void>;
}

/** How often connections are looked at that may have waited too long. */
const LOOK_MS_MAX = 1_000;
/** Connections that are taken before the requests of earlier ones are read. */
const AT_ONCE_MAX = 16;
/** After files have run out; each try takes one. */
const PAUSE_MS = 250;
/** The same trouble is logged again only after so long without it. */
const QUIET_MS = 60_000;

const now = () => performance.now();

/** @throws Deno.errors.AddrInUse */
export function servePort({ hostname, port, limits, log }: PortOptions, handler: Handler): Port {
  const listener = Deno.listen({ hostname, port });
  const connections = createConnections(limits, now);
  const running = new Set<Promise<void>>();
  let isClosing = false;
  const look = setInterval(
    connections.closeLate,
    Math.min(LOOK_MS_MAX, limits.headMsMax, limits.lingerMsMax),
  );
  const logRefused = once((address: string) => log.warn("connections_refused", { address }));
  const logFailed = once((error: unknown) => log.error("port_out_of_files", { error }));
  const server = startHttpServer(handle, logFailed);

  async function handle(
    request: Request,
    connection: ClientConnection,
    completed: Promise<void>,
  ): Promise<Response> {
    connection.began();
    const paced = withPacedBody(request, limits.bodyPace);
    const end = () => connection.ended({ mayAskAgain: paced.release() });
    completed.then(end, end);
    const { remoteAddr } = connection;
    const response = await handler(paced.request, { remoteAddr });
    if (response.status === 101) connection.upgraded();
    return response;
  }

  function take(client: Deno.TcpConn): void {
    const connection = createConnection({ client, connections, limits, dial: server.dial, now });
    if (!connections.admit(connection)) {
      logRefused(connection.network);
      return void refuse(client, NO_ROOM).finally(() => client.close());
    }
    const run = connection.run().catch(logFailed).finally(() => running.delete(run));
    running.add(run);
  }

  async function accept(): Promise<void> {
    for (let taken = 1; !isClosing; taken++) {
      try {
        take(await listener.accept());
        if (taken % AT_ONCE_MAX === 0) await pause(1);
      } catch (error) {
        if (isClosing) return;
        // It was gone before it could be taken.
        if (isEndOfConnection(error)) continue;
        logFailed(error);
        connections.closeWaiting();
        await pause(PAUSE_MS);
      }
    }
  }

  const accepting = accept();
  return {
    addr: listener.addr as Deno.NetAddr,
    async shutdown() {
      isClosing = true;
      listener.close();
      connections.closeWaiting();
      await server.shutdown();
      await Promise.all([accepting, ...running]);
      clearInterval(look);
    },
  };
}

/** Calls `say` unless the last call is less than `QUIET_MS` ago. */
function once<Said extends unknown[]>(say: (...said: Said) => void): (...said: Said) => void {
  let calledAt = -Infinity;
  return (...said) => {
    const isNew = now() - calledAt >= QUIET_MS;
    calledAt = now();
    if (isNew) say(...said);
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
