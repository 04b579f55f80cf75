/** A visitor who writes bytes as they please, with no client program between. */
import assert from "node:assert/strict";

export interface RawVisitor extends Disposable {
  /** Goes on although the other end may have hung up: what it said counts. */
  send(what: string | Uint8Array): Promise<void>;
  /** @returns all that was heard so far, once it holds this */
  hear(wanted: string): Promise<string>;
  /** @returns all that was heard until the other end hung up */
  untilHungUp(): Promise<string>;
  leave(): void;
}

/** Far more than anything takes: a test that waits for what never comes ends, and says what it heard. */
const WAIT_MS_MAX = 20_000;

export async function visit(port: number): Promise<RawVisitor> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  let heard = "";
  let left = false;

  function leave(): void {
    if (!left) connection.close();
    left = true;
  }

  /** @returns whether there is more to come */
  async function listen(): Promise<boolean> {
    try {
      const length = await connection.read(buffer);
      if (length !== null) heard += decoder.decode(buffer.subarray(0, length), { stream: true });
      return length !== null;
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionReset) return false;
      throw error;
    }
  }

  async function listenUntil(is: () => boolean): Promise<string> {
    const late = setTimeout(leave, WAIT_MS_MAX);
    try {
      while (!is() && await listen());
    } catch {
      assert.fail(`waited in vain; heard: ${heard.slice(0, 500)}`);
    } finally {
      clearTimeout(late);
    }
    return heard;
  }

  return {
    async send(what) {
      const bytes = typeof what === "string" ? new TextEncoder().encode(what) : what;
      try {
        for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
      } catch {
        // Whoever hung up has said why.
      }
    },
    async hear(wanted) {
      const said = await listenUntil(() => heard.includes(wanted));
      assert.ok(said.includes(wanted), `hung up on before ${wanted}; heard: ${said.slice(0, 500)}`);
      return said;
    },
    untilHungUp: () => listenUntil(() => false),
    leave,
    [Symbol.dispose]: leave,
  };
}

/** Says it all at once and listens until the other end hangs up. */
export async function sayAndListen(port: number, what: string | Uint8Array): Promise<string> {
  using visitor = await visit(port);
  await visitor.send(what);
  return await visitor.untilHungUp();
}

/** Of all answers on one connection, in turn. */
export function statusesIn(heard: string): number[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}
