/** What lies beside the records: files by their content, the key, the lock. */
import assert from "node:assert/strict";
import { diskFailure } from "./disk_files.ts";
import { createFileBlobs, loadOrCreateKey, lockDataFolder, parseKey } from "./mod.ts";
import { tempBlobs, tempFolder } from "./testing.ts";

const HELLO = new TextEncoder().encode("hello");
const HELLO_SHA = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await filesIn(`${folder}/${name}`));
    else found.push(`${folder}/${name}`);
  }
  return found;
}

Deno.test("put() keeps bytes under the name of their content, once", async () => {
  await using blobs = await tempBlobs();
  assert.deepEqual(await blobs.put(HELLO), { sha: HELLO_SHA, bytes: 5 });
  await blobs.put(ReadableStream.from([HELLO.slice(0, 2), HELLO.slice(2)]));
  assert.deepEqual(await blobs.get(HELLO_SHA), HELLO);
  assert.deepEqual(await new Response(await blobs.stream(HELLO_SHA)).text(), "hello");
  assert.deepEqual(await filesIn(blobs.folder), [blobs.path(HELLO_SHA)]);
  assert.deepEqual(await Array.fromAsync(blobs.list()), [{ sha: HELLO_SHA, bytes: 5 }]);
});

Deno.test("the same bytes put twenty times at once are one file", async () => {
  await using blobs = await tempBlobs();
  await Promise.all(Array.from({ length: 20 }, () => blobs.put(HELLO)));
  assert.equal((await filesIn(blobs.folder)).length, 1);
});

Deno.test("get(), stream(), has() and remove() of what is not there", async () => {
  await using blobs = await tempBlobs();
  assert.equal(await blobs.get(HELLO_SHA), null);
  assert.equal(await blobs.stream(HELLO_SHA), null);
  assert.equal(await blobs.has(HELLO_SHA), false);
  await blobs.remove(HELLO_SHA);
  assert.deepEqual(await Array.fromAsync(blobs.list()), []);
});

Deno.test("remove() takes the file away", async () => {
  await using blobs = await tempBlobs();
  await blobs.put(HELLO);
  await blobs.remove(HELLO_SHA);
  assert.equal(await blobs.has(HELLO_SHA), false);
});

Deno.test("put() refuses more than it may while it comes in, and leaves nothing", async () => {
  await using blobs = await tempBlobs();
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1_000));
    },
  });
  await assert.rejects(blobs.put(endless, { maxBytes: 5 * 1_024 }), {
    code: "invalid",
    key: "common.too_large",
    params: { max: "5 KB" },
  });
  assert.ok(pulled < 20);
  assert.deepEqual(await filesIn(blobs.folder), []);
});

Deno.test("put() of an upload that breaks off leaves nothing", async () => {
  await using blobs = await tempBlobs();
  let chunks = 0;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (chunks++ < 3) controller.enqueue(HELLO);
      else controller.error(new Error("the phone went away"));
    },
  });
  await assert.rejects(blobs.put(broken), /went away/);
  assert.deepEqual(await filesIn(blobs.folder), []);
});

Deno.test("what an earlier process left half written is cleared away", async () => {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/incoming`);
  await Deno.writeTextFile(`${folder.path}/incoming/half`, "hel");
  const blobs = createFileBlobs(folder.path);
  await blobs.put(HELLO);
  assert.deepEqual(await filesIn(folder.path), [blobs.path(HELLO_SHA)]);
});

Deno.test("path() takes nothing but a SHA-256", () => {
  const blobs = createFileBlobs("/nowhere");
  assert.throws(() => blobs.path("../../etc/passwd"), TypeError);
});

Deno.test("a full disk is a sentence, other troubles stay what they are", () => {
  const full = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
  const thrown = () => {
    throw diskFailure(full);
  };
  assert.throws(thrown, { code: "unavailable", key: "common.disk_full", cause: full });
  const other = new Deno.errors.PermissionDenied("no");
  assert.equal(diskFailure(other), other);
});

Deno.test("loadOrCreateKey() makes a key that only its owner reads, and finds it again", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/key`;
  const key = await loadOrCreateKey(file);
  assert.equal(key.length, 32);
  assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
  await Deno.chmod(file, 0o644);
  assert.deepEqual(await loadOrCreateKey(file), key);
  assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
});

Deno.test("a key that is none is refused in words", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/key`, "short");
  await assert.rejects(loadOrCreateKey(`${folder.path}/key`), { key: "common.bad_key" });
  assert.throws(() => parseKey(btoa("x".repeat(31))), { code: "invalid", key: "common.bad_key" });
  assert.throws(() => parseKey("not base64!"), { key: "common.bad_key" });
  assert.equal(parseKey(btoa("x".repeat(32))).length, 32);
});

Deno.test("lockDataFolder() refuses a second program until the first lets go", async () => {
  await using folder = await tempFolder();
  const first = await lockDataFolder(folder.path);
  await assert.rejects(lockDataFolder(folder.path), {
    code: "conflict",
    key: "common.already_running",
  });
  await first.release();
  await using _ = await lockDataFolder(folder.path);
});
