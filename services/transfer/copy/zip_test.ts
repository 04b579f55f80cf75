import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import fc from "fast-check";
import { isFailure } from "../../errors.ts";
import { type RandomAccess, readZipDirectory } from "./zip_directory.ts";
import { streamEntry } from "./zip_entry.ts";

const inMemory = (bytes: Uint8Array<ArrayBuffer>): RandomAccess => ({
  size: bytes.length,
  read: (at, length) => Promise.resolve(bytes.slice(Math.max(0, at), Math.max(0, at) + length)),
});
const zipOf = async (files: { name: string; input: string | Uint8Array }[]) =>
  new Uint8Array(await new Response(makeZip(files as Parameters<typeof makeZip>[0])).arrayBuffer());
const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error) && error.key === key, key);

/** A ZIP written by hand, so that it can lie. */
async function handmade(
  files: { name: string; bytes: Uint8Array; size?: number; flags?: number; at?: number }[],
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: number[] = [];
  const directory: number[] = [];
  const u16 = (n: number) => [n & 255, n >> 8 & 255];
  const u32 = (n: number) => [...u16(n & 0xffff), ...u16(n >>> 16)];
  for (const { name, bytes, size = bytes.length, flags = 0, at = parts.length } of files) {
    const packed = await deflated(bytes);
    const label = [...new TextEncoder().encode(name)];
    const common = [
      ...[...u16(20), ...u16(flags), ...u16(8), ...u32(0), ...u32(0)],
      ...[...u32(packed.length), ...u32(size), ...u16(label.length), ...u16(0)],
    ];
    parts.push(...u32(0x04034b50), ...common, ...label, ...packed);
    directory.push(
      ...[...u32(0x02014b50), ...u16(20), ...common, ...u16(0), ...u16(0), ...u16(0)],
      ...[...u32(0), ...u32(at), ...label],
    );
  }
  const end = [
    ...[...u32(0x06054b50), ...u32(0), ...u16(files.length), ...u16(files.length)],
    ...[...u32(directory.length), ...u32(parts.length), ...u16(0)],
  ];
  return new Uint8Array([...parts, ...directory, ...end]);
}

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(
    new CompressionStream("deflate-raw"),
  );
  return await new Response(stream).bytes();
}

Deno.test("every file of a ZIP comes out as it went in, stored or deflated", async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/);
  const files = fc.uniqueArray(fc.record({ name, bytes: fc.uint8Array({ maxLength: 400 }) }), {
    selector: ({ name }) => name,
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(files, fc.boolean(), async (files, byHand) => {
      const bytes = byHand
        ? await handmade(files)
        : await zipOf(files.map(({ name, bytes }) => ({ name, input: bytes })));
      const file = inMemory(bytes);
      const entries = await readZipDirectory(file);
      for (const { name, bytes } of files) {
        const out = await new Response(streamEntry(file, entries.get(name)!)).bytes();
        assert.deepEqual([...out], [...bytes]);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("no bytes whatever make the reader do anything but refuse", async () => {
  const good = await zipOf([{ name: "items.json", input: "ciao ".repeat(50) }]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      async (changes) => {
        const bytes = good.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        const file = inMemory(bytes);
        try {
          for (const entry of (await readZipDirectory(file)).values()) {
            await new Response(streamEntry(file, entry)).bytes();
          }
        } catch (error) {
          assert.ok(isFailure(error, "invalid"), String(error));
        }
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("names that lead out of the folder are refused", async () => {
  const names = ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\b", "a\0b"];
  for (const name of names) {
    const zip = inMemory(await handmade([{ name, bytes: new Uint8Array(3) }]));
    await refuses(readZipDirectory(zip), "transfer.zip_slip");
  }
});

Deno.test("a bomb is refused: by its ratio, by shared bytes, by what really comes out", async () => {
  const zeros = new Uint8Array(2_000_000);
  const ratio = await handmade([{ name: "items.json", bytes: zeros }]);
  await refuses(readZipDirectory(inMemory(ratio)), "transfer.zip_bomb");

  const text = new TextEncoder().encode("una riga ".repeat(30));
  const shared = await handmade([{ name: "a", bytes: text }, { name: "b", bytes: text, at: 0 }]);
  await refuses(readZipDirectory(inMemory(shared)), "transfer.zip_bomb");

  const liar = inMemory(await handmade([{ name: "items.json", bytes: zeros, size: 1_000 }]));
  const entry = (await readZipDirectory(liar)).get("items.json")!;
  await refuses(new Response(streamEntry(liar, entry)).bytes(), "transfer.zip_bomb");
});

Deno.test("a ZIP that is locked, cut or holds a name twice is refused", async () => {
  const bytes = new Uint8Array(3);
  const locked = await handmade([{ name: "items.json", bytes, flags: 1 }]);
  await refuses(readZipDirectory(inMemory(locked)), "transfer.zip_locked");
  const twice = await handmade([{ name: "a", bytes }, { name: "a", bytes }]);
  await refuses(readZipDirectory(inMemory(twice)), "transfer.bad_zip");
  await refuses(readZipDirectory(inMemory(locked.slice(0, -10))), "transfer.bad_zip");
});
