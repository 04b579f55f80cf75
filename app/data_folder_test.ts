import assert from "node:assert/strict";
import { tempFolder } from "../services/store/testing.ts";
import { openDataFolder } from "./data_folder.ts";

const modeOf = async (path: string) => ((await Deno.stat(path)).mode! & 0o777).toString(8);

Deno.test("openDataFolder() closes a folder and files that other accounts could open", async () => {
  await using temporary = await tempFolder();
  const folder = `${temporary.path}/data`;
  await Deno.mkdir(folder);
  await Deno.chmod(folder, 0o755);
  for (const name of ["records.kv", "records.kv-wal", "records.kv-shm"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "");
    await Deno.chmod(`${folder}/${name}`, 0o644);
  }
  await Deno.writeTextFile(`${folder}/key`, "");
  await Deno.chmod(`${folder}/key`, 0o600);

  const exposed = await openDataFolder(folder);
  assert.deepEqual(exposed.map(({ path }) => path).toSorted(), [
    folder,
    `${folder}/records.kv`,
    `${folder}/records.kv-shm`,
    `${folder}/records.kv-wal`,
  ]);
  assert.ok(exposed.every(({ closed }) => closed));
  assert.equal(await modeOf(folder), "700");
  assert.equal(await modeOf(`${folder}/records.kv-wal`), "600");
  assert.deepEqual(await openDataFolder(folder), []);
});

Deno.test("openDataFolder() makes the folder and lets no new file be opened by others", async () => {
  await using temporary = await tempFolder();
  const folder = `${temporary.path}/a/data`;
  assert.deepEqual(await openDataFolder(folder), []);
  await Deno.writeTextFile(`${folder}/new`, "");
  await Deno.mkdir(`${folder}/photos`);
  assert.equal(await modeOf(folder), "700");
  assert.equal(await modeOf(`${folder}/new`), "600");
  assert.equal(await modeOf(`${folder}/photos`), "700");
});
