/** Reads a file of the disk at any place, without holding it in memory. */
import type { RandomAccess } from "../zip/mod.ts";

export interface OpenFile extends RandomAccess, Disposable {}
export type OpenDiskFile = (path: string) => Promise<OpenFile>;

export const openDiskFile: OpenDiskFile = async (path) => {
  const file = await Deno.open(path);
  const { size } = await file.stat();
  return {
    size,
    // Place and reading in one go: two readers of the same file must not move it under each other.
    read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
      file.seekSync(at, Deno.SeekMode.Start);
      let done = 0;
      for (let read; done < bytes.length && (read = file.readSync(bytes.subarray(done)));) {
        done += read;
      }
      return Promise.resolve(done < bytes.length ? bytes.slice(0, done) : bytes);
    },
    [Symbol.dispose]: () => file.close(),
  };
};
