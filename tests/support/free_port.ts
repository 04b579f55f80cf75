/**
 * A port of this machine that nobody uses now, for programs that cannot be asked to choose one. It lies below the
 * ports that Linux (from 32768) and macOS (from 49152) hand out by themselves, so that no outgoing connection takes
 * it before the program binds it; a random choice keeps tests that start at the same time apart.
 */
const FIRST_PORT = 15_000;
const PORTS = 17_000;

export function freePort(): number {
  while (true) {
    const [random] = crypto.getRandomValues(new Uint32Array(1));
    const port = FIRST_PORT + random! % PORTS;
    try {
      using _listener = Deno.listen({ hostname: "127.0.0.1", port });
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
