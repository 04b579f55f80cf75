/** For tests and benchmarks: ZIP files, deflated, whose directory may lie. */
import { concatBytes } from "../base/bytes.ts";

interface WrittenEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Size in the directory. @default the real one */
  readonly size?: number;
  readonly flags?: number;
  /** Offset in the directory. @default the real one */
  readonly at?: number;
}

export async function writeZip(entries: readonly WrittenEntry[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let length = 0;
  for (const { name, content, flags = 0, ...lies } of entries) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const packed = await deflated(bytes);
    const label = new TextEncoder().encode(name);
    const { size = bytes.length, at = length } = lies;
    const common = [
      ...[...u16(20), ...u16(flags), ...u16(8), ...u32(0), ...u32(0)],
      ...[...u32(packed.length), ...u32(size), ...u16(label.length), ...u16(0)],
    ];
    const local = concatBytes([Uint8Array.from([...u32(0x04034b50), ...common]), label, packed]);
    parts.push(local);
    length += local.length;
    const head = [...u32(0x02014b50), ...u16(20), ...common, ...u16(0), ...u16(0), ...u16(0)];
    directory.push(concatBytes([Uint8Array.from([...head, ...u32(0), ...u32(at)]), label]));
  }
  const index = concatBytes(directory);
  const end = [
    ...[...u32(0x06054b50), ...u32(0), ...u16(entries.length), ...u16(entries.length)],
    ...[...u32(index.length), ...u32(length), ...u16(0)],
  ];
  return concatBytes([...parts, index, Uint8Array.from(end)]);
}

const u16 = (n: number) => [n & 255, n >> 8 & 255];
const u32 = (n: number) => [...u16(n & 0xffff), ...u16(n >>> 16)];

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  return await new Response(stream).bytes();
}
