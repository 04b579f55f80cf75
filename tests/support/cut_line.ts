/** A line between two programs that can go dead as real ones do: without a word, in one direction or in both. */

/** `up`: what the one who dialled says. */
export type Direction = "up" | "down";

export interface CutLine extends AsyncDisposable {
  /** Where to dial instead. */
  readonly port: number;
  /** What is said from now on is lost, and so is every goodbye. */
  lose(...directions: readonly Direction[]): void;
  /** At once, for both ends. */
  cut(): void;
  /** New connections work again; dead ones stay dead. */
  heal(): void;
}

export function openCutLine(toPort: number): CutLine {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const lines = new Set<{ lost: Set<Direction>; ends: readonly Deno.Conn[] }>();
  const lostNow = new Set<Direction>();
  const running: Promise<void>[] = [];

  async function carry(from: Deno.Conn, to: Deno.Conn, isLost: () => boolean): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      while (true) {
        const length = await from.read(buffer);
        if (isLost()) {
          if (length === null) return;
          continue;
        }
        if (length === null) return to.close();
        for (let at = 0; at < length;) at += await to.write(buffer.subarray(at, length));
      }
    } catch {
      // One end is gone; the other learns of it unless that is lost too.
      if (!isLost()) close(to);
    }
  }

  async function accept(): Promise<void> {
    for await (const caller of listener) {
      const called = await Deno.connect({ hostname: "127.0.0.1", port: toPort });
      const line = { lost: new Set(lostNow), ends: [caller, called] };
      lines.add(line);
      running.push(
        carry(caller, called, () => line.lost.has("up")),
        carry(called, caller, () => line.lost.has("down")),
      );
    }
  }

  function cut(): void {
    for (const { ends } of lines) ends.forEach(close);
    lines.clear();
  }

  running.push(accept());
  return {
    port: listener.addr.port,
    lose(...directions) {
      for (const direction of directions) {
        lostNow.add(direction);
        for (const { lost } of lines) lost.add(direction);
      }
    },
    cut,
    heal: () => lostNow.clear(),
    async [Symbol.asyncDispose]() {
      listener.close();
      cut();
      await Promise.all(running);
    },
  };
}

function close(end: Deno.Conn): void {
  try {
    end.close();
  } catch {
    // It was closed already.
  }
}
