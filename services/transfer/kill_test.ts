/**
 * `kill -9` in the middle of an import. This file is also the program that is killed: run with a folder, it
 * imports the file of that folder's import and says how far it is.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { killAfterLines, tempFolder } from "../store/testing.ts";
import { openTestTransfer, streamOf, type TestTransfer, WORDS } from "./testing.ts";

const ROWS = 400;

const rows = Array.from(
  { length: ROWS },
  (_, i) => `${i + 1};Felpa numero ${i + 1};Nike;M;A${i % 9}`,
);
const TABLE = ["Numero;Titolo;Marca;Taglia;Scatola", ...rows].join("\n");

async function importAndTell(folder: string): Promise<void> {
  const t = await openTestTransfer({ folder });
  t.jobs.onUpdate(({ state, progress: { done } }) => {
    if (state === "running" && done > 0) {
      Deno.stdout.writeSync(new TextEncoder().encode(`${done}\n`));
    }
  });
  await t.settled();
}

if (Deno.args[0] === "import") await importAndTell(Deno.args[1]!);

/** A folder in which an import is asked for and not begun. */
async function prepared(folder: string, content: ReadableStream<Uint8Array>): Promise<string> {
  await using t = await openTestTransfer({ folder, work: false });
  const { id } = await t.transfer.imports.receive("a", content);
  await t.transfer.imports.start(id);
  return id;
}

async function assertWhole(t: TestTransfer, id: string): Promise<void> {
  await t.settled();
  const done = await t.transfer.imports.get(id);
  assert.equal(done.state, "done");
  assert.equal(done.outcome?.created, ROWS);
  await t.inventory.ready;
  const numbers = new Set<number>();
  for await (const { value } of t.db.each(t.needs.records.items)) numbers.add(value.number);
  assert.deepEqual([...numbers].sort((a, b) => a - b), rows.map((_, i) => i + 1));
  assert.equal(t.inventory.find({}).total, ROWS);
  await t.transfer.imports.undo(id);
  await t.settled();
  assert.equal(t.inventory.find({}).total, 0);
}

Deno.test("kill -9 in an import of a table: it goes on, nothing twice, and is taken back whole", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), async (lines) => {
      await using folder = await tempFolder();
      const id = await prepared(folder.path, streamOf(TABLE));
      await killAfterLines(import.meta.filename!, ["import", folder.path], lines);
      await using t = await openTestTransfer({ folder: folder.path });
      await assertWhole(t, id);
    }),
    { numRuns: 3 },
  );
});

Deno.test("kill -9 in an import of a copy: the same", async () => {
  await using from = await openTestTransfer();
  await from.bring("a.csv", TABLE);
  const copy = await new Response(from.transfer.exports.zip(WORDS)).bytes();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: ROWS - 10 }), async (lines) => {
      await using folder = await tempFolder();
      const id = await prepared(folder.path, streamOf(copy));
      await killAfterLines(import.meta.filename!, ["import", folder.path], lines);
      await using t = await openTestTransfer({ folder: folder.path });
      await assertWhole(t, id);
    }),
    { numRuns: 2 },
  );
});
