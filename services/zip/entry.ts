/** Streams one file out of a ZIP, unpacked as it is read. */
import { invalid, isFailure } from "../base/errors.ts";
import type { RandomAccess, ZipEntry } from "./directory.ts";

const HEADER_MARK = 0x04034b50;
const HEADER_BYTES = 30;
const CHUNK_BYTES = 64 * 1024;

/** Fails with `files.bad_zip` when its length differs from the directory's. */
export function streamEntry(file: RandomAccess, entry: ZipEntry): ReadableStream<Uint8Array> {
  const raw = ReadableStream.from(packedBytes(file, entry));
  const plain = entry.packed ? raw.pipeThrough(new DecompressionStream("deflate-raw")) : raw;
  return ReadableStream.from(counted(plain, entry.size));
}

async function* packedBytes(file: RandomAccess, { at, packedSize }: ZipEntry) {
  const header = await file.read(at, HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.byteLength < HEADER_BYTES || view.getUint32(0, true) !== HEADER_MARK) {
    throw invalid("files.bad_zip");
  }
  const start = at + HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  for (let done = 0; done < packedSize;) {
    const bytes = await file.read(start + done, Math.min(CHUNK_BYTES, packedSize - done));
    if (bytes.length === 0) throw invalid("files.bad_zip");
    done += bytes.length;
    yield bytes;
  }
}

async function* counted(bytes: ReadableStream<Uint8Array>, size: number) {
  let seen = 0;
  try {
    for await (const chunk of bytes) {
      seen += chunk.length;
      if (seen > size) throw invalid("files.zip_bomb");
      yield chunk;
    }
  } catch (error) {
    throw isFailure(error) ? error : invalid("files.bad_zip", {}, error);
  }
  if (seen !== size) throw invalid("files.bad_zip");
}
