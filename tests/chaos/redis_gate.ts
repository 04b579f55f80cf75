/** Between the relay and Redis: lets through, or answers every command with a refusal, as hosts do. */
export interface RedisGate {
  readonly url: string;
  /** Closes all connections, and answers each later command with this error. */
  refuse(words: string): void;
  letThrough(): void;
  /** Commands that were refused. */
  refused(): number;
  close(): void;
}

export function openRedisGate(redisPort: number): RedisGate {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let words: string | null = null;
  let refused = 0;

  async function refuse(from: Deno.Conn): Promise<void> {
    for await (const bytes of from.readable) {
      // Each command is an array of its words.
      const commands = new TextDecoder().decode(bytes).match(/^\*\d+\r$/gm)?.length ?? 0;
      refused += commands;
      await from.write(new TextEncoder().encode(`-${words}\r\n`.repeat(commands)));
    }
  }

  async function pass(from: Deno.Conn): Promise<void> {
    const to = await Deno.connect({ hostname: "127.0.0.1", port: redisPort });
    open.add(to);
    await Promise.all([from.readable.pipeTo(to.writable), to.readable.pipeTo(from.writable)]);
  }

  async function serve(): Promise<void> {
    for await (const from of listener) {
      open.add(from);
      (words ? refuse(from) : pass(from)).catch(() => hangUp(from));
    }
  }

  function hangUp(connection: Deno.Conn): void {
    open.delete(connection);
    try {
      connection.close();
    } catch (error) {
      // Its stream closed it.
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  function change(to: string | null): void {
    words = to;
    for (const connection of open) hangUp(connection);
  }

  void serve();
  return {
    url: `redis://127.0.0.1:${listener.addr.port}`,
    refuse: change,
    letThrough: () => change(null),
    refused: () => refused,
    close() {
      listener.close();
      change(null);
    },
  };
}
