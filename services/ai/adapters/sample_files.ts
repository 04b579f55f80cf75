/** The picture with which the seller tries a reader: a drawn T-shirt with a legible label. */
import type { Picture } from "../ports.ts";

export async function readSample(): Promise<Picture> {
  return await Deno.readFile(new URL("../sample.jpg", import.meta.url));
}
