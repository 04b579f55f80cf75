/** The photos of an item in one file, in the order in which they go on the marketplace. */
import { makeZip } from "client-zip";

export interface NumberedPhoto {
  /** From 1. */
  readonly position: number;
  /** Milliseconds since 1970: the date that the file gets. */
  readonly at: number;
  stream(): Promise<ReadableStream<Uint8Array> | null>;
}

/** "01.jpg": folders and phones sort by name. */
export function photoFileName(position: number): string {
  return `${String(position).padStart(2, "0")}.jpg`;
}

/** Written as it is read, one photo after the other; pictures do not get smaller by squeezing, so nobody tries. */
export function photosZip(photos: readonly NumberedPhoto[]): ReadableStream<Uint8Array> {
  return makeZip(entries(photos));
}

async function* entries(photos: readonly NumberedPhoto[]) {
  for (const { position, at, stream } of photos) {
    const input = await stream();
    if (input) yield { name: photoFileName(position), lastModified: new Date(at), input };
  }
}
