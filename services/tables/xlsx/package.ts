/** An XLSX is a ZIP of XML parts that name each other by relationships. */
import { invalid } from "../../base/errors.ts";
import { readZipDirectory, streamEntry } from "../../zip/mod.ts";
import { WORKBOOK_PART_BYTES_MAX } from "../limits.ts";
import { attribute, createMarkupReader, type MarkupEvents } from "../markup.ts";

interface ReadOptions {
  /** Asked now and then: the rest of the part is not read. */
  readonly isEnough?: (bytes: number) => boolean;
  /** Removes unused elements before parsing. */
  readonly strip?: RegExp;
}

export interface Package {
  has(path: string): boolean;
  /** A part that is not there is empty. */
  read(path: string, events: MarkupEvents, options?: ReadOptions): Promise<void>;
}

export async function openPackage(bytes: Uint8Array<ArrayBuffer>): Promise<Package> {
  const file = {
    size: bytes.length,
    read: (at: number, length: number) => Promise.resolve(bytes.subarray(at, at + length)),
  };
  const entries = await readZipDirectory(file);
  // Windows programs have been seen to write names with other capitals than the relationships.
  const byName = new Map([...entries.values()].map((entry) => [entry.name.toLowerCase(), entry]));
  const find = (path: string) => byName.get(path.replace(/^\//, "").toLowerCase());

  async function read(path: string, events: MarkupEvents, options?: ReadOptions) {
    const entry = find(path);
    if (!entry) return;
    if (entry.size > WORKBOOK_PART_BYTES_MAX) throw invalid("files.zip_bomb");
    await readMarkup(streamEntry(file, entry), events, options);
  }

  return { has: (path) => find(path) !== undefined, read };
}

async function readMarkup(
  bytes: ReadableStream<Uint8Array>,
  events: MarkupEvents,
  { isEnough = () => false, strip }: ReadOptions = {},
): Promise<void> {
  const reader = createMarkupReader("xml", events);
  let decoder: TextDecoder | null = null;
  let [read, held] = [0, ""];
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = held + decoder.decode(chunk, { stream: true });
    // An element that goes on in the next chunk waits for it.
    const whole = strip ? text.lastIndexOf("<") : text.length;
    held = text.slice(whole);
    reader.write(strip ? text.slice(0, whole).replace(strip, "") : text);
    read += chunk.length;
    if (isEnough(read)) return;
  }
  reader.write(held);
  reader.end();
}

const encodingOf = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe
    ? "utf-16le"
    : first === 0xfe && second === 0xff
    ? "utf-16be"
    : "utf-8";

interface Relationship {
  readonly id: string;
  /** The last word of its type: "worksheet", "styles". */
  readonly kind: string;
  /** From the root of the package. */
  readonly path: string;
}

/** @param part the part whose relationships are read; "" for the package itself */
export async function relationshipsOf(pack: Package, part: string): Promise<Relationship[]> {
  const folder = part.slice(0, part.lastIndexOf("/") + 1);
  const found: Relationship[] = [];
  await pack.read(`${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const [id, type, target] = ["Id", "Type", "Target"].map((key) => attribute(attributes, key));
      if (!id || !type || !target) return;
      const { pathname } = new URL(target, `file:///${folder}`);
      found.push({
        id,
        kind: type.slice(type.lastIndexOf("/") + 1),
        path: decodeURI(pathname.slice(1)),
      });
    },
  });
  return found;
}
