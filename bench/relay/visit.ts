/** A visitor's connection, bare: what a client library costs must not be measured. */
export interface Visit extends Disposable {
  /** @returns when the whole answer has come */
  ask(request: Uint8Array): Promise<{ status: number }>;
  /** Sends all of it. */
  send(bytes: Uint8Array): Promise<void>;
  /** What comes next, as it comes; null at the end. It holds until the next is asked for. */
  read(): Promise<Uint8Array | null>;
}

const BUFFER_BYTES = 256 * 1_024;
const STATUS_AT = "HTTP/1.1 ".length;
const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = "\r\n0\r\n\r\n";
const decoder = new TextDecoder("latin1");

/** @param bufferBytes of how much is read at once */
export async function openVisit(port: number, bufferBytes = BUFFER_BYTES): Promise<Visit> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  connection.setNoDelay(true);
  const buffer = new Uint8Array(bufferBytes);

  async function send(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
  }

  async function read(): Promise<Uint8Array | null> {
    const length = await connection.read(buffer);
    return length === null ? null : buffer.subarray(0, length);
  }

  return {
    send,
    read,
    async ask(request) {
      await send(request);
      let head = "";
      let bytes = 0;
      let most: number | null = null;
      while (most === null || bytes < most) {
        const chunk = await read();
        if (!chunk) throw new Error(`hung up on after ${bytes} bytes: ${head}`);
        bytes += chunk.length;
        if (most !== null) continue;
        head += decoder.decode(chunk);
        most = lengthOf(head);
      }
      return { status: Number(head.slice(STATUS_AT, STATUS_AT + 3)) };
    },
    [Symbol.dispose]: () => connection.close(),
  };
}

/** Of the head with its body; `null` as long as it cannot be known. */
function lengthOf(text: string): number | null {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return null;
  const [, length] = /^content-length: (\d+)\r?$/im.exec(text.slice(0, end)) ?? [];
  if (length !== undefined) return end + HEAD_END.length + Number(length);
  return text.endsWith(LAST_CHUNK) ? text.length : null;
}
