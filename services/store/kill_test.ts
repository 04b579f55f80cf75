/**
 * `kill -9` in the middle of writing. This file is also the program that is killed: run with a folder, it
 * writes without end and says each number once the store has acknowledged it.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { z } from "zod";
import { heldClock } from "../base/clock.ts";
import { createDatabase, createFileBlobs, defineCollection, openKvStore } from "./mod.ts";
import { killAfterLines, tempFolder, testSealer } from "./testing.ts";

const PIECES = 3;
const BLOB_BYTES = 20_000;

const pieces = defineCollection({
  name: "piece",
  version: 1,
  schema: z.object({ id: z.string(), number: z.number(), even: z.boolean(), blob: z.string() }),
  id: (piece) => piece.id,
  indexes: { number: (piece) => [piece.number], even: (piece) => piece.even ? ["even"] : null },
});

const idOf = (number: number, piece: number) => `${number}-${piece}`;

async function open(folder: string) {
  const store = await openKvStore(`${folder}/data.db`);
  const db = createDatabase(store, { clock: heldClock(), sealer: testSealer() });
  return { db, store, blobs: createFileBlobs(`${folder}/blobs`) };
}

/** Each number is one change: three new pieces, and the first piece of the number before turned round. */
async function writeForEver(folder: string): Promise<never> {
  const { db, blobs } = await open(folder);
  for (let number = 1;; number++) {
    const { sha } = await blobs.put(new Uint8Array(BLOB_BYTES).fill(number));
    const change = db.change();
    for (let piece = 0; piece < PIECES; piece++) {
      const id = idOf(number, piece);
      change.insert(pieces, { id, number, even: number % 2 === 0, blob: sha });
    }
    const before = await db.get(pieces, idOf(number - 1, 0));
    if (before) change.update(pieces, before, { ...before.value, even: !before.value.even });
    await change.commit();
    await Deno.stdout.write(new TextEncoder().encode(`${number}\n`));
  }
}

if (Deno.args[0] === "write") await writeForEver(Deno.args[1]!);

Deno.test("kill -9 loses nothing acknowledged, and leaves records, indexes and files agreeing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 80 }), async (count) => {
      await using folder = await tempFolder();
      const said = await killAfterLines(import.meta.filename!, ["write", folder.path], count);
      const { db, store, blobs } = await open(folder.path);
      try {
        const rows = await Array.fromAsync(db.each(pieces), ({ value }) => value);
        const numbers = new Set(rows.map(({ number }) => number));
        for (const number of said) assert.ok(numbers.has(Number(number)), `${number} is lost`);
        assert.equal(rows.length, numbers.size * PIECES, "a change was written in part");
        assert.deepEqual(await indexed(store), expectedIndex(rows));
        for (const { blob } of rows) assert.equal(shaOf((await blobs.get(blob))!), blob);
        for await (const { bytes } of blobs.list()) assert.equal(bytes, BLOB_BYTES);
      } finally {
        await store.close();
      }
    }),
    { numRuns: 4 },
  );
});

type Piece = z.infer<typeof pieces.schema>;

function expectedIndex(rows: Piece[]): string[] {
  return rows.flatMap(({ id, number, even }) => [
    JSON.stringify(["number", number, id]),
    ...even ? [JSON.stringify(["even", "even", id])] : [],
  ]).sort();
}

async function indexed(store: Awaited<ReturnType<typeof openKvStore>>): Promise<string[]> {
  const { entries } = await store.list({ prefix: ["index", pieces.name] }, { limit: 10_000 });
  return entries.map(({ key }) => JSON.stringify(key.slice(2))).sort();
}

function shaOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
