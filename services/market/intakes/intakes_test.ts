import assert from "node:assert/strict";
import { isFailure } from "../../base/errors.ts";
import { silentLogger } from "../../base/log.ts";
import { openTestDatabase } from "../../store/testing.ts";
import { createCapturedReader } from "../adapters/captured_reader.ts";
import { createEvidence } from "../evidence/create_evidence.ts";
import { readingOf } from "../parsers/reading.ts";
import { NOW, observation } from "../testing.ts";
import { createIntakes } from "./intakes.ts";
import { FILE_BYTES_MAX } from "./receive.ts";

const HERE = { country: "it", currency: "EUR" };
const MEGABYTE = 1024 * 1024;

async function openRoom() {
  const house = await openTestDatabase();
  const evidence = createEvidence({ ...house, log: silentLogger });
  await evidence.ready;
  const captured = createCapturedReader();
  const intakes = createIntakes({ ...house, evidence, readFile: captured.read });
  return {
    evidence,
    intakes,
    /** A reading of so many listings with ids of their own. */
    bring: (label: string, ...ids: number[]) =>
      intakes.take(
        readingOf("answer", ids.map((id) => observation({ id: String(id), seenAt: NOW }))),
        { mode: "capture", label },
      ),
    async [Symbol.asyncDispose]() {
      await captured[Symbol.asyncDispose]();
      await evidence.close();
      await house.close();
    },
  };
}

const streamOf = (text: string | Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> =>
  new Blob([text]).stream();

Deno.test("an intake is let go without what was known before it, and brought back", async () => {
  await using room = await openRoom();
  const { intakes, evidence } = room;
  await room.bring("first", 1, 2);
  const second = await room.bring("second", 2, 3);
  assert.deepEqual([second.added, second.again], [1, 1]);
  assert.deepEqual((await intakes.list(5)).map(({ label }) => label), ["second", "first"]);

  assert.equal((await intakes.forget(second.id)).forgotten?.count, 1);
  assert.equal(evidence.summary().total, 2);
  assert.equal((await intakes.forget(second.id)).forgotten?.count, 1, "twice is once");

  assert.equal((await intakes.remember(second.id)).forgotten, undefined);
  assert.equal(evidence.summary().total, 3);
  await assert.rejects(
    intakes.remember(second.id),
    (error) => isFailure(error, "conflict") && error.key === "market.not_forgotten",
  );
  await assert.rejects(intakes.get("nothing"), (error) => isFailure(error, "not_found"));
});

Deno.test("a table of ten thousand comes in, goes and comes back whole", async () => {
  await using room = await openRoom();
  const rows = Array.from({ length: 10_000 }, (_, i) => `Felpa ${i},${1 + i % 90},${i}`);
  const table = `title,price,id\n${rows.join("\n")}\n`;
  const { id, added, label } = await room.intakes.receive(
    "C:\\dati\\felpe.csv",
    streamOf(table),
    HERE,
  );
  assert.deepEqual([added, label], [10_000, "felpe.csv"]);
  assert.equal((await room.intakes.forget(id)).forgotten?.count, 10_000);
  assert.equal(room.evidence.summary().total, 0);
  await room.intakes.remember(id);
  assert.equal(room.evidence.summary().total, 10_000);
});

/** So many bytes, made as they are read: they are never all there. */
function endless(bytes: number): { body: ReadableStream<Uint8Array>; given(): number } {
  const piece = new Uint8Array(MEGABYTE).fill(0x5b);
  let given = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given >= bytes) return controller.close();
      given += piece.length;
      controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
  return { body, given: () => given };
}

Deno.test("fifty megabytes are read over and refused in a word, and what was there stays", async () => {
  await using room = await openRoom();
  await room.bring("before", 1);
  const { body, given } = endless(50 * MEGABYTE);
  const { added, notUnderstood } = await room.intakes.receive("huge.json", body, HERE);
  assert.deepEqual([added, notUnderstood], [0, { too_large: 1 }]);
  assert.equal(given(), 50 * MEGABYTE);
  assert.equal(room.evidence.summary().total, 1);
});

Deno.test("as much as may come is still read, to its last row", async () => {
  await using room = await openRoom();
  const end = "\nUltima riga,7\n";
  const start = "title,price\nPrima riga,5\n";
  const filler = "\n".repeat(FILE_BYTES_MAX - start.length - end.length);
  const { added } = await room.intakes.receive("full.csv", streamOf(start + filler + end), HERE);
  assert.equal(added, 2);
});

Deno.test("what nests without end, and what only looks like a workbook, is refused in a word", async () => {
  await using room = await openRoom();
  const deep = "[".repeat(2 * MEGABYTE) + "]".repeat(2 * MEGABYTE);
  const files = [
    ["deep.json", `{"items":${deep}}`, "too_deep"],
    ["a.xlsx", "PK\x03\x04 and nothing more", "broken_workbook"],
    ["a.html", "<html>Client Challenge</html>", "no_listings"],
  ] as const;
  for (const [name, content, puzzle] of files) {
    const { notUnderstood } = await room.intakes.receive(name, streamOf(content), HERE);
    assert.deepEqual(notUnderstood, { [puzzle]: 1 }, name);
  }
  assert.equal(room.evidence.summary().total, 0);
});
