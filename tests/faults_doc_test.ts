/** docs/faults.md names every fault and attack, and what it names is there. */
import assert from "node:assert/strict";

const ROOT = new URL("..", import.meta.url);
const numbered = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => `${letter}${from + n}`);
const ALL = [...numbered("F", 1, 17), ...numbered("A", 1, 8), ...numbered("A", 15, 21)];

Deno.test("every fault and attack has its row, and the files that show it exist", async () => {
  const page = await Deno.readTextFile(new URL("docs/faults.md", ROOT));
  const rows = new Map(
    page.split("\n").flatMap((line) => {
      const [, code] = /^\| ([FA]\d+) /.exec(line) ?? [];
      return code ? [[code, line] as const] : [];
    }),
  );
  assert.deepEqual([...rows.keys()], ALL);
  for (const [code, row] of rows) {
    const files = [...row.matchAll(/`([^`]+\.ts)`/g)].map(([, file]) => file!);
    assert.ok(files.length > 0, code);
    for (const file of files) assert.ok((await Deno.stat(new URL(file, ROOT))).isFile, file);
  }
});
