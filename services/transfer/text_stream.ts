/** Text as a stream of bytes. */

/** Small pieces are gathered: a stream of single lines would be busy with itself. */
const PIECE_CHARS = 64 * 1024;

export function textStream(text: AsyncIterable<string>): ReadableStream<Uint8Array> {
  return ReadableStream.from(gathered(text));
}

async function* gathered(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let held = "";
  for await (const piece of text) {
    held += piece;
    if (held.length < PIECE_CHARS) continue;
    yield encoder.encode(held);
    held = "";
  }
  if (held) yield encoder.encode(held);
}
