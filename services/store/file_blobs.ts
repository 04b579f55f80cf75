/** Photos and documents as files named by their SHA-256: DIR/ab/cdef… */
import { createHash } from "node:crypto";
import { invalid } from "../base/errors.ts";
import { DAY_MS } from "../base/time.ts";
import { diskFailure } from "./disk_files.ts";

export interface StoredBlob {
  readonly sha: string;
  readonly bytes: number;
}

interface PutOptions {
  /** More than this is refused while it comes in. */
  readonly maxBytes?: number;
}

export interface Blobs {
  /**
   * Keeps the bytes, durable when it returns; the same bytes are kept once. Throws Failure
   * `common.too_large` past `maxBytes`, `common.disk_full` when there is no room. Nothing is left then.
   */
  put(bytes: Uint8Array | ReadableStream<Uint8Array>, options?: PutOptions): Promise<StoredBlob>;
  get(sha: string): Promise<Uint8Array<ArrayBuffer> | null>;
  stream(sha: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | null>;
  has(sha: string): Promise<boolean>;
  /** Does nothing when it is not there. */
  remove(sha: string): Promise<void>;
  list(): AsyncIterable<StoredBlob>;
  /** Where the file is, or would be. Throws TypeError when `sha` is no SHA-256. */
  path(sha: string): string;
}

const INCOMING = "incoming";
const SHA = /^[0-9a-f]{64}$/;

interface FileBlobsOptions {
  /** Other processes write in the folder too. */
  readonly shared?: boolean;
}

/** No upload takes longer. */
const UPLOAD_MS_MAX = DAY_MS;

/** @param folder made when it is missing */
export function createFileBlobs(folder: string, { shared = false }: FileBlobsOptions = {}): Blobs {
  let ready: Promise<void> | undefined;

  function path(sha: string): string {
    if (!SHA.test(sha)) throw new TypeError(`not a SHA-256: ${JSON.stringify(sha)}`);
    return `${folder}/${sha.slice(0, 2)}/${sha.slice(2)}`;
  }

  /** What an interrupted upload left is nobody's. */
  async function prepare(): Promise<void> {
    await Deno.mkdir(folder, { recursive: true });
    if (shared) return await sweepIncoming();
    await orNull(Deno.remove(`${folder}/${INCOMING}`, { recursive: true }));
    await Deno.mkdir(`${folder}/${INCOMING}`);
  }

  /** Others may be uploading just now. */
  async function sweepIncoming(): Promise<void> {
    await Deno.mkdir(`${folder}/${INCOMING}`, { recursive: true });
    for (const name of await entriesOf(`${folder}/${INCOMING}`)) {
      const file = `${folder}/${INCOMING}/${name}`;
      const age = Date.now() - ((await orNull(Deno.stat(file)))?.mtime?.getTime() ?? Date.now());
      if (age > UPLOAD_MS_MAX) await orNull(Deno.remove(file));
    }
  }

  async function keep(temporary: string, sha: string): Promise<void> {
    const shelf = `${folder}/${sha.slice(0, 2)}`;
    await Deno.mkdir(shelf, { recursive: true });
    await Deno.rename(temporary, path(sha));
    // The name is as durable as the bytes only once the folders are written too.
    await syncFolder(shelf);
    await syncFolder(folder);
  }

  async function open(sha: string): Promise<Deno.FsFile | null> {
    return await orNull(Deno.open(path(sha)));
  }

  const blobs: Blobs = {
    path,
    async put(bytes, { maxBytes = Infinity } = {}) {
      const temporary = `${folder}/${INCOMING}/${crypto.randomUUID()}`;
      try {
        await (ready ??= prepare());
        const stored = await writeDurably(temporary, streamOf(bytes), maxBytes);
        if (await blobs.has(stored.sha)) await Deno.remove(temporary);
        else await keep(temporary, stored.sha);
        return stored;
      } catch (error) {
        await orNull(Deno.remove(temporary));
        throw diskFailure(error);
      }
    },
    async get(sha) {
      return await orNull(Deno.readFile(path(sha)));
    },
    async stream(sha) {
      return (await open(sha))?.readable ?? null;
    },
    async has(sha) {
      return await orNull(Deno.stat(path(sha))) !== null;
    },
    async remove(sha) {
      await orNull(Deno.remove(path(sha)));
    },
    async *list() {
      for (const shelf of await entriesOf(folder)) {
        if (shelf.length !== 2) continue;
        for (const rest of await entriesOf(`${folder}/${shelf}`)) {
          const found = await orNull(Deno.stat(path(shelf + rest)));
          if (found) yield { sha: shelf + rest, bytes: found.size };
        }
      }
    },
  };
  return blobs;
}

async function writeDurably(
  path: string,
  source: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<StoredBlob> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw invalid("common.too_large", { max: inWords(maxBytes) });
    hash.update(chunk);
    await writeAll(file, chunk);
  }
  await file.sync();
  return { sha: hash.digest("hex"), bytes };
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/** The same in both languages. */
function inWords(bytes: number): string {
  const megabytes = Math.floor(bytes / 2 ** 20);
  return megabytes > 0 ? `${megabytes} MB` : `${Math.floor(bytes / 2 ** 10)} KB`;
}

async function syncFolder(path: string): Promise<void> {
  using folder = await Deno.open(path);
  await folder.sync();
}

async function entriesOf(folder: string): Promise<string[]> {
  const names = await orNull(Array.fromAsync(Deno.readDir(folder), ({ name }) => name));
  return names?.sort() ?? [];
}

function streamOf(bytes: Uint8Array | ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  return bytes instanceof ReadableStream ? bytes : ReadableStream.from([bytes]);
}

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
