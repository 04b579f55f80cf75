/**
 * Unpacks one HEIC file in a thread of its own: WebAssembly never gives memory back, a thread that ends does.
 * Rotation and mirroring are applied by the decoder; the EXIF orientation beside them must not be applied again.
 */
import libheif from "libheif-js/wasm-bundle.js";
import { heifColourProfile } from "./heif.ts";
import { tiffHead } from "./tiff.ts";

interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(into: { data: Uint8ClampedArray }, done: (result: unknown) => void): void;
}
interface Libheif {
  HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] };
}
interface WorkerScope {
  onmessage: ((event: MessageEvent<Uint8Array>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Silences the decoder, which prints to the console; its errors are returned instead. */
Object.assign(globalThis.console, { log: () => {} });

const scope = globalThis as unknown as WorkerScope;

/** @returns a TIFF with the pixels upright, or `null` for a file that cannot be read */
async function unpack(file: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  const images = new (libheif as Libheif).HeifDecoder().decode(file);
  const image = images.find((image) => image.is_primary()) ?? images[0];
  if (!image) return null;
  const [width, height] = [image.get_width(), image.get_height()];
  const head = tiffHead({ width, height, profile: heifColourProfile(file) });
  const tiff = new Uint8Array(head.length + width * height * 4);
  tiff.set(head);
  const data = new Uint8ClampedArray(tiff.buffer, head.length);
  const result = await new Promise((done) => image.display({ data }, done));
  return result ? tiff : null;
}

scope.onmessage = async ({ data }) => {
  const tiff = await unpack(data);
  scope.postMessage(tiff, tiff ? [tiff.buffer] : []);
};
