/** A short mark of a text, the same on every machine: FNV-1a with 64 bits, in two halves. */
const OFFSETS = [0x811c9dc5, 0xcbf29ce4] as const;
const PRIME = 0x01000193;

export function mark(text: string): string {
  return OFFSETS.map((offset) => hash(text, offset).toString(16).padStart(8, "0")).join("");
}

/** 32 bits of a text. */
export function hash(text: string, offset: number = OFFSETS[0]): number {
  let h = offset;
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), PRIME);
  // The low bits of FNV hang together; this spreads them.
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  return (h ^ (h >>> 15)) >>> 0;
}
