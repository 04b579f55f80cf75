/** Reading a file of the disk anywhere, without holding it in memory. */
import type { RandomAccess } from "./copy/zip_directory.ts";

export interface OpenFile extends RandomAccess, Disposable {}
export type OpenDiskFile = (path: string) => Promise<OpenFile>;

export const openDiskFile: OpenDiskFile = async (path) => {
  const file = await Deno.open(path);
  const { size } = await file.stat();
  return {
    size,
    async read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
      await file.seek(at, Deno.SeekMode.Start);
      for (let done = 0; done < bytes.length;) {
        const read = await file.read(bytes.subarray(done));
        if (read === null) return bytes.slice(0, done);
        done += read;
      }
      return bytes;
    },
    [Symbol.dispose]: () => file.close(),
  };
};
