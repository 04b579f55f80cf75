/** Receiving a file: looking at its first bytes, then letting it through. */
import { concatBytes } from "../base/bytes.ts";
import { invalid, isFailure } from "../base/errors.ts";
import { plainFileName } from "../base/text.ts";
import { type Blobs, type StoredBlob } from "../store/mod.ts";
import { KIND_BYTES, type PhotoKind, photoKind } from "./kind.ts";
import { MEGABYTE, NAME_CHARS_MAX, PHOTO_BYTES_MAX } from "./limits.ts";

export interface IncomingFile {
  /** File name given by the device, for display only. */
  readonly name: string;
  readonly body: ReadableStream<Uint8Array> | Uint8Array;
}

interface ReceivedFile extends StoredBlob {
  readonly name: string;
  readonly kind: PhotoKind;
}

/** @throws Failure `photos.wrong_type` before anything is kept, `photos.too_large`, `common.disk_full` */
export async function receive(blobs: Blobs, file: IncomingFile): Promise<ReceivedFile> {
  const body = file.body instanceof ReadableStream ? file.body : ReadableStream.from([file.body]);
  const { head, whole } = await peek(body);
  const kind = photoKind(head);
  if (!kind) {
    await whole.cancel();
    throw invalid("photos.wrong_type");
  }
  return { ...await keep(blobs, whole), kind, name: plainFileName(file.name, NAME_CHARS_MAX) };
}

async function keep(blobs: Blobs, whole: ReadableStream<Uint8Array>): Promise<StoredBlob> {
  try {
    return await blobs.put(whole, { maxBytes: PHOTO_BYTES_MAX });
  } catch (error) {
    if (!isFailure(error) || error.key !== "common.too_large") throw error;
    throw invalid("photos.too_large", { max: PHOTO_BYTES_MAX / MEGABYTE });
  }
}

async function peek(
  body: ReadableStream<Uint8Array>,
): Promise<{ head: Uint8Array; whole: ReadableStream<Uint8Array> }> {
  const reader = body.getReader();
  const first: Uint8Array[] = [];
  for (let length = 0; length < KIND_BYTES;) {
    const { value, done } = await reader.read();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = first.shift() ?? (await reader.read()).value;
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { head: concatBytes(first), whole };
}
