/** The HTTP server behind home's port, on loopback. It answers connections that were dialled here, and no others. */
import type { ClientConnection, ServerEnd } from "./connection.ts";

interface HttpServer {
  dial(connection: ClientConnection): Promise<ServerEnd>;
  /** What is being answered may end. */
  shutdown(): Promise<void>;
}

type ConnectionHandler = (
  request: Request,
  connection: ClientConnection,
  completed: Promise<void>,
) => Promise<Response>;

const LOOPBACK = "127.0.0.1";
const RESTART_MS = 250;

/** @param failed hears why it had to be started again */
export function startHttpServer(
  handle: ConnectionHandler,
  failed: (error: unknown) => void,
): HttpServer {
  /** By the port from which they were dialled. */
  const dialled = new Map<number, ClientConnection>();
  let isClosing = false;
  let server = start();

  function answer(
    request: Request,
    { remoteAddr, completed }: Deno.ServeHandlerInfo<Deno.NetAddr>,
  ): Response | Promise<Response> {
    const connection = dialled.get(remoteAddr.port);
    if (connection) return handle(request, connection, completed);
    completed.catch(() => {});
    return new Response(null, { status: 403 });
  }

  function start(): Deno.HttpServer<Deno.NetAddr> {
    const options = { hostname: LOOPBACK, port: 0, automaticCompression: true, onListen() {} };
    const started = Deno.serve(options, answer);
    started.finished.catch(restart);
    return started;
  }

  /** It stops for good when it has found no file for a connection. */
  function restart(error: unknown): void {
    if (isClosing) return;
    failed(error);
    try {
      server = start();
    } catch (again) {
      setTimeout(() => restart(again), RESTART_MS);
    }
  }

  return {
    async dial(connection) {
      const socket = await Deno.connect({ hostname: LOOPBACK, port: server.addr.port });
      socket.setNoDelay();
      const { port } = socket.localAddr as Deno.NetAddr;
      dialled.set(port, connection);
      return {
        socket,
        close() {
          dialled.delete(port);
          socket.close();
        },
      };
    },
    async shutdown() {
      isClosing = true;
      await server.shutdown();
    },
  };
}
