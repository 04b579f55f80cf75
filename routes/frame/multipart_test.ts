import assert from "node:assert/strict";
import fc from "fast-check";
import { isFailure } from "../../services/base/errors.ts";
import { multipart } from "./multipart.ts";

/** The same bytes in pieces of the given lengths, the last one again and again. */
async function inPieces(form: FormData, lengths: number[], cutAt?: number): Promise<Request> {
  const whole = new Request("http://house/", { method: "POST", body: form });
  const bytes = new Uint8Array(await whole.arrayBuffer()).subarray(0, cutAt);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const length = (lengths.length > 1 ? lengths.shift() : lengths[0])!;
      controller.enqueue(bytes.slice(at, at += length));
      if (at >= bytes.length) controller.close();
    },
  });
  return new Request("http://house/", { method: "POST", body, headers: whole.headers });
}

async function read(request: Request) {
  const parts = [];
  for await (const { name, filename, body } of multipart(request)) {
    parts.push({ name, filename, bytes: new Uint8Array(await new Response(body).arrayBuffer()) });
  }
  return parts;
}

const fails = (key: string) => (error: unknown) => isFailure(error, "invalid") && error.key === key;

Deno.test("multipart() gives every file as it was sent, however the bytes arrive", async () => {
  // Line breaks and dashes are what delimiters are made of.
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(13, 10, 45));
  const file = fc.uint8Array({ maxLength: 300 }).chain((start) =>
    fc.array(byte, { maxLength: 300 }).map((end) => Uint8Array.from([...start, ...end]))
  );
  const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { maxLength: 4 }), lengths, async (files, lengths) => {
      const form = new FormData();
      form.set("note", "due righe\r\n--");
      files.forEach((bytes, i) => form.append("photos", new File([bytes], `città "${i}".jpg`)));
      const [note, ...parts] = await read(await inPieces(form, lengths));
      assert.deepEqual([note!.name, note!.filename], ["note", null]);
      assert.equal(new TextDecoder().decode(note!.bytes), "due righe\r\n--");
      assert.deepEqual(parts.map(({ bytes }) => bytes), files);
      assert.deepEqual(
        parts.map(({ filename }) => filename),
        files.map((_, i) => `città "${i}".jpg`),
      );
    }),
    { numRuns: 60 },
  );
});

Deno.test("multipart() goes on to the next part when one was not read to its end", async () => {
  const form = new FormData();
  for (const name of ["a", "b"]) form.append("photos", new File([new Uint8Array(5_000)], name));
  const names = [];
  for await (const { filename, body } of multipart(await inPieces(form, [700]))) {
    names.push(filename);
    await body.getReader().read();
  }
  assert.deepEqual(names, ["a", "b"]);
});

Deno.test("multipart() says that an upload broke off, after what came whole", async () => {
  const form = new FormData();
  for (const name of ["a", "b"]) form.append("photos", new File([new Uint8Array(1_000)], name));
  const names: (string | null)[] = [];
  await assert.rejects(async () => {
    for await (const { filename, body } of multipart(await inPieces(form, [64], 1_800))) {
      await new Response(body).arrayBuffer();
      names.push(filename);
    }
  }, fails("photos.upload_cut"));
  assert.deepEqual(names, ["a"]);
});

Deno.test("multipart() refuses another kind of body", async () => {
  const request = new Request("http://house/", { method: "POST", body: "a=b" });
  await assert.rejects(read(request), fails("photos.upload_unread"));
});

Deno.test("multipart() takes file names without quotes and extended ones", async () => {
  const dispositions = {
    "form-data; name=photos; filename=IMG_0001.HEIC": "IMG_0001.HEIC",
    "form-data; name=\"photos\"; filename*=UTF-8''citt%C3%A0.jpg": "città.jpg",
    'form-data; name="photos"; filename="citta.jpg"; filename*=utf-8\'it\'citt%C3%A0.jpg':
      "città.jpg",
  };
  for (const [disposition, name] of Object.entries(dispositions)) {
    const body = `--x\r\nContent-Disposition: ${disposition}\r\n\r\nabc\r\n--x--\r\n`;
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const request = new Request("http://home/", { method: "POST", body, headers });
    const [part] = await read(request);
    assert.deepEqual([part?.name, part?.filename], ["photos", name], disposition);
  }
});
