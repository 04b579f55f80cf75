/** Bodies read whole, never more of them than allowed: whatever the sender says of their length. */

/** @returns null past the limit, before more is read */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What a request says, unpacked where it came compressed. @returns null past the limit */
export async function readUnpacked(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const packed = request.headers.get("content-encoding") === "gzip";
  const body = packed
    ? request.body?.pipeThrough<Uint8Array>(new DecompressionStream("gzip"))
    : request.body;
  return await readBody(body ?? null, bytesMax);
}
