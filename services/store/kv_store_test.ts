/** Deno KV keeps the contract of the store, in memory and in a file. */
import assert from "node:assert/strict";
import { storeContract } from "./contract.ts";
import { openKvStore } from "./kv_store.ts";
import { tempFolder } from "./testing.ts";

storeContract("Deno KV", () => openKvStore(":memory:"));

Deno.test("openKvStore() finds again what it wrote to the file", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/data.db`;
  const first = await openKvStore(path);
  const stamp = await first.atomic({ sets: [{ key: ["kept"], value: 1 }] });
  await first.close();
  const second = await openKvStore(path);
  assert.deepEqual(await second.get(["kept"]), { key: ["kept"], value: 1, stamp });
  await second.close();
});
