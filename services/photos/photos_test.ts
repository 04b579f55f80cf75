import assert from "node:assert/strict";
import sharp from "sharp";
import { invalid, isFailure, unavailable } from "../base/errors.ts";
import { HOUR_MS } from "../base/time.ts";
import type { Blobs } from "../store/mod.ts";
import { REMOVED_KEPT_MS } from "./limits.ts";
import { createSharpCodec } from "./sharp_codec.ts";
import { garment, openTestPhotos } from "./testing.ts";

const key = (wanted: string) => (error: unknown) => {
  assert.ok(isFailure(error), String(error));
  assert.equal(error.key, wanted);
  return true;
};
const names = (photos: readonly { name: string }[]) => photos.map(({ name }) => name).join("");

Deno.test("add() keeps the file as it came and a job makes it fit to be shown", async () => {
  await using test = await openTestPhotos();
  const file = await garment(1);
  const added = await test.photos.add("item", { name: "C:\\fakepath\\IMG_1.JPG", body: file });
  assert.deepEqual([added.state, added.position, added.name], ["waiting", 0, "IMG_1.JPG"]);
  assert.deepEqual(await test.blobs.get(added.original), new Uint8Array(file));

  await test.settled();
  const [photo] = await test.photos.list("item");
  assert.equal(photo!.state, "ready");
  assert.deepEqual([photo!.width, photo!.height], [800, 1000]);
  assert.deepEqual(photo!.warnings, []);
  const display = await test.photos.file(photo!.id, "display");
  assert.equal(display.sha, photo!.display);
  const shown = new Uint8Array(await new Response(await display.stream()).arrayBuffer());
  assert.equal((await sharp(shown).metadata()).format, "jpeg");
  assert.deepEqual(test.covers.at(-1), { itemId: "item", thumb: photo!.thumb, count: 1 });
});

Deno.test("add() refuses the 21st photo, also when all come at once, and keeps the others", async () => {
  await using test = await openTestPhotos({ work: false });
  const file = await garment(1);
  const results = await Promise.allSettled(
    Array.from({ length: 25 }, () => test.photos.add("item", { name: "a", body: file })),
  );
  const refused = results.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 5);
  for (const { reason } of refused as PromiseRejectedResult[]) {
    assert.ok(key("photos.too_many")(reason));
  }
  assert.equal((await test.photos.list("item")).length, 20);
  await test.photos.add("another item", { name: "a", body: file });
});

Deno.test("add() refuses what is no photo by its content, whatever it is called", async () => {
  await using test = await openTestPhotos();
  const body = new TextEncoder().encode("<html><script>alert(1)</script>".repeat(10));
  await assert.rejects(
    test.photos.add("item", { name: "photo.jpg", body }),
    key("photos.wrong_type"),
  );
  assert.deepEqual(await Array.fromAsync(test.blobs.list()), []);
});

Deno.test("add() stops a file that is too large while it comes in", async () => {
  await using test = await openTestPhotos();
  const megabyte = new Uint8Array(1024 * 1024);
  const start = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(sent++ === 0 ? start : megabyte),
  });
  await assert.rejects(
    test.photos.add("item", { name: "a", body: endless }),
    key("photos.too_large"),
  );
  assert.ok(sent < 50, `${sent} MB were read`);
  assert.deepEqual(await test.photos.list("item"), []);
});

Deno.test("add() says that the disk is full and nothing is half there", async () => {
  const full = (blobs: Blobs): Blobs => ({
    ...blobs,
    put: () => Promise.reject(unavailable("common.disk_full")),
  });
  await using test = await openTestPhotos({ wrap: full });
  await assert.rejects(
    test.photos.add("item", { name: "a", body: await garment(1) }),
    key("common.disk_full"),
  );
  assert.deepEqual(await test.photos.list("item"), []);
});

Deno.test("a corrupt file fails alone, with its sentence", async () => {
  await using test = await openTestPhotos();
  const whole = await garment(1);
  await test.photos.add("item", { name: "a", body: whole.subarray(0, whole.length / 2) });
  await test.photos.add("item", { name: "b", body: await garment(2) });
  await test.settled();
  const [corrupt, fine] = await test.photos.list("item");
  assert.deepEqual([corrupt!.state, corrupt!.error?.key], ["failed", "photos.corrupt"]);
  assert.equal(fine!.state, "ready");
  await assert.rejects(test.photos.file(corrupt!.id, "thumb"), key("photos.not_found"));
});

Deno.test("turn() turns what is shown by a quarter, and the original never", async () => {
  await using test = await openTestPhotos();
  const { id } = await test.photos.add("item", { name: "a", body: await garment(1) });
  await test.settled();
  const before = await test.photos.get(id);
  await test.photos.turn(id);
  await test.settled();
  const after = await test.photos.get(id);
  assert.deepEqual([after.width, after.height], [before.height, before.width]);
  assert.equal(after.original, before.original);
  assert.notEqual(after.display, before.display);
  for (let more = 0; more < 3; more++) {
    await test.photos.turn(id);
    await test.settled();
  }
  assert.equal((await test.photos.get(id)).display, before.display);
});

Deno.test("retry() prepares a failed photo again", async () => {
  const codec = createSharpCodec();
  let attempts = 0;
  await using test = await openTestPhotos({
    codec: {
      async prepare(...given) {
        if (attempts++ === 0) throw invalid("photos.corrupt");
        return await codec.prepare(...given);
      },
    },
  });
  const { id } = await test.photos.add("item", { name: "a", body: await garment(1) });
  await test.settled();
  assert.equal((await test.photos.get(id)).state, "failed");
  await test.photos.retry(id);
  await test.settled();
  const { state, error } = await test.photos.get(id);
  assert.deepEqual([state, error], ["ready", undefined]);
});

Deno.test("a photo whose house is at fault is tried again, and says so only after the last time", async () => {
  const tried: string[] = [];
  await using test = await openTestPhotos({
    codec: {
      prepare() {
        tried.push("");
        return Promise.reject(unavailable("common.disk_full"));
      },
    },
  });
  const { id } = await test.photos.add("item", { name: "a", body: await garment(1) });
  await test.settled();
  assert.equal((await test.photos.get(id)).state, "waiting");
  while ((await test.photos.get(id)).state === "waiting") {
    test.advance(HOUR_MS);
    await test.settled();
  }
  assert.equal((await test.photos.get(id)).error?.key, "photos.not_prepared");
  assert.ok(tried.length > 1);
});

Deno.test("move() puts a photo anywhere and tells the new cover", async () => {
  await using test = await openTestPhotos();
  for (const [i, name] of ["a", "b", "c"].entries()) {
    await test.photos.add("item", { name, body: await garment(i) });
  }
  await test.settled();
  const [a, , c] = await test.photos.list("item");
  assert.equal((await test.photos.move(c!.id, 0)).position, 0);
  assert.equal(names(await test.photos.list("item")), "cab");
  assert.deepEqual(test.covers.at(-1), { itemId: "item", thumb: c!.thumb, count: 3 });
  await test.photos.move(a!.id, 99);
  assert.equal(names(await test.photos.list("item")), "cba");
});

Deno.test("remove() and restore() lose nothing, and the last place stays free for nobody", async () => {
  await using test = await openTestPhotos();
  for (const [i, name] of ["a", "b"].entries()) {
    await test.photos.add("item", { name, body: await garment(i) });
  }
  await test.settled();
  const [a] = await test.photos.list("item");
  await test.photos.remove(a!.id);
  await test.photos.remove(a!.id);
  assert.equal(names(await test.photos.list("item")), "b");
  assert.equal(names(await test.photos.removed("item")), "a");
  assert.equal(test.covers.at(-1)!.count, 1);
  await assert.rejects(test.photos.move(a!.id, 0), key("photos.is_removed"));
  await test.photos.restore(a!.id);
  await test.photos.restore(a!.id);
  assert.equal(names(await test.photos.list("item")), "ba");
  assert.deepEqual(await test.photos.removed("item"), []);
});

Deno.test("the same shot is noticed in this item and in others, whatever its size and format", async () => {
  await using test = await openTestPhotos();
  const shot = await garment(1);
  const smaller = await sharp(shot).resize(720).webp({ quality: 90 }).toBuffer();
  const first = await test.photos.add("item", { name: "a", body: shot });
  await test.photos.add("item", { name: "b", body: smaller });
  await test.photos.add("item", { name: "c", body: await garment(2) });
  const elsewhere = await test.photos.add("other", { name: "d", body: shot });
  await test.settled();
  const marks = (await test.photos.list("item")).map(({ duplicateOf }) => duplicateOf);
  assert.deepEqual(marks, [undefined, first.id, undefined]);
  assert.deepEqual((await test.photos.get(elsewhere.id)).warnings, ["duplicate"]);

  await test.photos.remove(first.id);
  const [second] = await test.photos.list("item");
  assert.deepEqual([second!.duplicateOf, second!.warnings], [undefined, []]);
  assert.equal((await test.photos.get(elsewhere.id)).duplicateOf, second!.id);
});

Deno.test("a blurred, dark or small photo is flagged and not altered", async () => {
  await using test = await openTestPhotos();
  const fine = await garment(3);
  const variants = {
    blurred: sharp(fine).blur(12),
    dark: sharp(fine).linear(.2, 0),
    small: sharp(fine).resize(400),
  };
  for (const [name, image] of Object.entries(variants)) {
    await test.photos.add(name, { name, body: await image.jpeg({ quality: 95 }).toBuffer() });
  }
  await test.settled();
  for (const name of Object.keys(variants)) {
    const [photo] = await test.photos.list(name);
    assert.ok(photo!.warnings.some((warning) => warning === name), `${name}: ${photo!.warnings}`);
  }
});

Deno.test("sweep() throws away only what nobody can bring back", async () => {
  await using test = await openTestPhotos();
  const kept = await test.photos.add("item", { name: "a", body: await garment(1) });
  const gone = await test.photos.add("item", { name: "b", body: await garment(2) });
  const orphan = await test.blobs.put(new TextEncoder().encode("left by a crash"));
  await test.settled();
  await test.photos.remove(gone.id);

  test.clock.advance(REMOVED_KEPT_MS - 1);
  assert.deepEqual(await test.photos.sweep(), { photos: 0, files: 1, bytes: orphan.bytes });
  test.clock.advance(1);
  const swept = await test.photos.sweep();
  assert.deepEqual([swept.photos, swept.files], [1, 3]);
  await assert.rejects(test.photos.get(gone.id), key("photos.not_found"));
  const { original, display, thumb } = await test.photos.get(kept.id);
  for (const sha of [original, display!, thumb!]) assert.ok(await test.blobs.has(sha));
});

Deno.test("forget() leaves nothing of an item, and clears what was marked because of it", async () => {
  await using test = await openTestPhotos();
  const shot = await garment(1);
  const { id } = await test.photos.add("item", { name: "a", body: shot });
  const removed = await test.photos.add("item", { name: "b", body: await garment(2) });
  const copy = await test.photos.add("other", { name: "c", body: shot });
  await test.settled();
  await test.photos.remove(removed.id);
  await test.photos.forget("item");
  await test.photos.forget("item");
  assert.deepEqual(await test.photos.list("item"), []);
  for (const gone of [id, removed.id]) {
    await assert.rejects(test.photos.get(gone), key("photos.not_found"));
  }
  assert.equal((await test.photos.get(copy.id)).duplicateOf, undefined);
  assert.equal(
    (await test.photos.sweep()).files,
    3,
    "the second shot's; the first one's are shared",
  );
});

Deno.test("sweep() deletes no file while a photo's record cannot be read: it may be the one that names it", async () => {
  await using test = await openTestPhotos();
  const { id } = await test.photos.add("item", { name: "a", body: await garment(1) });
  await test.settled();
  const { original } = await test.photos.get(id);
  const { store } = test.db;
  await store.atomic({ sets: [{ key: ["record", "photos", id], value: { v: 1, d: null } }] });
  assert.deepEqual(await test.photos.sweep(), { photos: 0, files: 0, bytes: 0 });
  assert.ok(await test.blobs.has(original));
});

Deno.test("sweep() waits for another time while a photo comes in", async () => {
  await using test = await openTestPhotos();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const adding = test.photos.add("item", { name: "a", body: readable });
  await assert.rejects(test.photos.sweep(), key("photos.sweep_busy"));
  const writer = writable.getWriter();
  await writer.write(await garment(1));
  await writer.close();
  await adding;
  await test.settled();
  assert.equal((await test.photos.sweep()).files, 0);
});

Deno.test("a photo removed while it is prepared stays removed, and can come back ready", async () => {
  const codec = createSharpCodec();
  const entered = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  await using test = await openTestPhotos({
    codec: {
      async prepare(...given) {
        entered.resolve();
        await go.promise;
        return await codec.prepare(...given);
      },
    },
  });
  const { id } = await test.photos.add("item", { name: "a", body: await garment(1) });
  const settled = test.settled();
  await entered.promise;
  await test.photos.remove(id);
  go.resolve();
  await settled;
  assert.deepEqual(await test.photos.list("item"), []);
  assert.equal((await test.photos.restore(id)).state, "ready");
});
