/** What was acknowledged survives `kill -9`. Started with an argument, this file is the process that is killed. */
import assert from "node:assert/strict";
import { tempFolder } from "../store/testing.ts";
import { garment, openTestPhotos } from "./testing.ts";

const PHOTOS = 12;

async function addAndSay(folder: string): Promise<void> {
  await using test = await openTestPhotos({ folder });
  for (let i = 0; i < PHOTOS; i++) {
    const { id } = await test.photos.add("item", { name: `${i}`, body: await garment(i) });
    await Deno.stdout.write(new TextEncoder().encode(`${id}\n`));
  }
  await test.settled();
}

/** @returns the photos that it said it had, when it was killed at the given one */
async function killedAfter(acknowledged: number, folder: string): Promise<string[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", import.meta.url, folder],
    stdout: "piped",
  }).spawn();
  let said = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    said += text;
    if (said.split("\n").length > acknowledged) break;
  }
  child.kill("SIGKILL");
  await child.status;
  return said.split("\n").slice(0, -1);
}

for (const acknowledged of [1, 4, 9]) {
  Deno.test(`kill -9 after ${acknowledged} uploads loses none, and all become ready`, async () => {
    await using folder = await tempFolder();
    const said = await killedAfter(acknowledged, folder.path);
    assert.ok(said.length >= acknowledged);
    await using test = await openTestPhotos({ folder: folder.path });
    await test.settled();
    const photos = await test.photos.list("item");
    assert.deepEqual(photos.slice(0, said.length).map(({ id }) => id), said);
    for (const { state, display, thumb } of photos) {
      assert.equal(state, "ready");
      for (const sha of [display!, thumb!]) assert.ok(await test.blobs.has(sha));
    }
  });
}

if (import.meta.main && Deno.args[0]) await addAndSay(Deno.args[0]);
