/** Truncates a text to a number of bytes at a character boundary. */
const ELLIPSIS = "…";

export function truncate(text: string, bytesMax: number): string {
  const encoder = new TextEncoder();
  const target = new Uint8Array(bytesMax);
  if (encoder.encodeInto(text, target).read === text.length) return text;
  const room = bytesMax - encoder.encode(ELLIPSIS).length;
  const { read } = encoder.encodeInto(text, target.subarray(0, room));
  return text.slice(0, read) + ELLIPSIS;
}
