/** A port of this machine that nobody uses now: for programs that cannot be asked to choose one. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
