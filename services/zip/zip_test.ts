import assert from "node:assert/strict";
import { makeZip } from "client-zip";
import fc from "fast-check";
import { isFailure } from "../base/errors.ts";
import { mustNotSwell, type RandomAccess, readZipDirectory, streamEntry } from "./mod.ts";
import { writeZip } from "./testing.ts";

const inMemory = (bytes: Uint8Array<ArrayBuffer>): RandomAccess => ({
  size: bytes.length,
  read: (at, length) => Promise.resolve(bytes.slice(Math.max(0, at), Math.max(0, at) + length)),
});
const zipOf = async (files: { name: string; input: string | Uint8Array }[]) =>
  new Uint8Array(await new Response(makeZip(files as Parameters<typeof makeZip>[0])).arrayBuffer());
const refuses = (work: Promise<unknown>, key: string) =>
  assert.rejects(work, (error) => isFailure(error) && error.key === key, key);

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
        ? await writeZip(files.map(({ name, bytes }) => ({ name, content: bytes })))
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
    const zip = inMemory(await writeZip([{ name, content: "abc" }]));
    await refuses(readZipDirectory(zip), "files.zip_slip");
  }
});

Deno.test("a bomb is refused: by its ratio, by shared bytes, by what really comes out", async () => {
  const zeros = new Uint8Array(2_000_000);
  const ratio = await readZipDirectory(inMemory(await writeZip([{ name: "a", content: zeros }])));
  assert.throws(
    () => mustNotSwell(ratio.get("a")!),
    (error) => isFailure(error) && error.key === "files.zip_bomb",
  );

  const content = "una riga ".repeat(30);
  const shared = await writeZip([{ name: "a", content }, { name: "b", content, at: 0 }]);
  await refuses(readZipDirectory(inMemory(shared)), "files.zip_bomb");

  const liar = inMemory(await writeZip([{ name: "items.json", content: zeros, size: 1_000 }]));
  const entry = (await readZipDirectory(liar)).get("items.json")!;
  await refuses(new Response(streamEntry(liar, entry)).bytes(), "files.zip_bomb");
});

Deno.test("a ZIP that is locked, cut or holds a name twice is refused", async () => {
  const locked = await writeZip([{ name: "items.json", content: "abc", flags: 1 }]);
  await refuses(readZipDirectory(inMemory(locked)), "files.zip_locked");
  const twice = await writeZip([{ name: "a", content: "b" }, { name: "a", content: "c" }]);
  await refuses(readZipDirectory(inMemory(twice)), "files.bad_zip");
  await refuses(readZipDirectory(inMemory(locked.slice(0, -10))), "files.bad_zip");
});
