/** ZIP archive of an item's photos, in the order of the listing. */
import { makeZip } from "client-zip";

export interface NumberedPhoto {
  /** From 1. */
  readonly position: number;
  /** Modification time of the file, in milliseconds since 1970. */
  readonly at: number;
  stream(): Promise<ReadableStream<Uint8Array> | null>;
}

/** File names are padded ("01.jpg"), because folders and phones sort by name. */
export function photoFileName(position: number): string {
  return `${String(position).padStart(2, "0")}.jpg`;
}

/** Streams one photo after the other, without compression because photos are compressed already. */
export function photosZip(photos: readonly NumberedPhoto[]): ReadableStream<Uint8Array> {
  return makeZip(entries(photos));
}

async function* entries(photos: readonly NumberedPhoto[]) {
  for (const { position, at, stream } of photos) {
    const input = await stream();
    if (input) yield { name: photoFileName(position), lastModified: new Date(at), input };
  }
}
