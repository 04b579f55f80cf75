import assert from "node:assert/strict";
import { z } from "zod";
import { openTestPostgres } from "../../tests/support/postgres.ts";
import { heldClock } from "../base/clock.ts";
import { openPostgresStore } from "./adapters/postgres.ts";
import { createDatabase, type Database, defineCollection, type RecordChange } from "./mod.ts";
import { testSealer } from "./testing.ts";

const notes = defineCollection({
  name: "note",
  schema: z.object({ id: z.string(), text: z.string() }),
  version: 1,
  id: ({ id }) => id,
});

async function write(db: Database, id: string, text: string): Promise<void> {
  const change = db.change();
  const row = await db.get(notes, id);
  if (row && text) change.update(notes, row, { id, text });
  else if (row) change.remove(notes, row);
  else change.insert(notes, { id, text });
  await change.commit();
}

Deno.test("two processes on one PostgreSQL tell each other's changes as their own", async () => {
  await using server = await openTestPostgres();
  const stores = await Promise.all([openPostgresStore(server.url), openPostgresStore(server.url)]);
  const [here, there] = stores.map((store) =>
    createDatabase(store, { clock: heldClock(), sealer: testSealer() })
  ) as [Database, Database];
  try {
    await here.list(notes);
    const heard: Pick<RecordChange, "id" | "kind" | "row">[] = [];
    const gone = Promise.withResolvers<void>();
    here.onChange((changes) => {
      for (const { id, kind, row } of changes) {
        heard.push({ id, kind, row });
        if (kind === "removed") gone.resolve();
      }
    });
    await write(there, "a", "uno");
    // Read back here, so that it is told before it changes again.
    while (heard.length === 0) await here.get(notes, "a");
    await write(there, "a", "");
    await gone.promise;
    assert.deepEqual(heard.map(({ kind }) => kind), ["put", "removed"]);
    assert.deepEqual(heard[0]?.row?.value, { id: "a", text: "uno" });
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
});
