/**
 * Reads the directory at the end of a ZIP. Files are only ever read by their entry, never written under its
 * name; a directory that contradicts itself is refused as a whole.
 */
import { invalid } from "../base/errors.ts";

const ENTRIES_MAX = 500_000;
const DIRECTORY_BYTES_MAX = 128 * 1024 * 1024;
/** Largest compression ratio: real text stays below, ZIP bombs exceed it. */
const RATIO_MAX = 200;

/** A file that can be read anywhere. */
export interface RandomAccess {
  readonly size: number;
  /** Fewer bytes only at the end of the file. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ZipEntry {
  readonly name: string;
  readonly packed: boolean;
  readonly packedSize: number;
  readonly size: number;
  /** Offset of its local header. */
  readonly at: number;
}

const END_MARK = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const END64_MARK = 0x06064b50;
const END64_BYTES = 56;
const LOCATOR_MARK = 0x07064b50;
const LOCATOR_BYTES = 20;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const EXTRA64 = 0x0001;
const FULL32 = 0xffffffff;
const FULL16 = 0xffff;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** @throws Failure `files.bad_zip`, `files.zip_bomb`, `files.zip_locked`, `files.zip_slip` */
export async function readZipDirectory(file: RandomAccess): Promise<Map<string, ZipEntry>> {
  const { at, bytes, count } = await findDirectory(file);
  if (bytes > DIRECTORY_BYTES_MAX || count > ENTRIES_MAX) {
    throw invalid("files.zip_bomb");
  }
  const directory = view(await file.read(at, bytes));
  const entries = new Map<string, ZipEntry>();
  let place = 0;
  for (let index = 0; index < count; index++) {
    const { entry, next } = readEntry(directory, place);
    mustBeHarmless(entry);
    if (entries.has(entry.name)) throw invalid("files.bad_zip");
    entries.set(entry.name, entry);
    place = next;
  }
  mustNotOverlap([...entries.values()], at);
  return entries;
}

async function findDirectory(file: RandomAccess) {
  const length = Math.min(file.size, END_BYTES + COMMENT_BYTES_MAX);
  const from = file.size - length;
  const tail = view(await file.read(from, length));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END_MARK) continue;
    const count = tail.getUint16(at + 10, true);
    const bytes = tail.getUint32(at + 12, true);
    const start = tail.getUint32(at + 16, true);
    if (count !== FULL16 && bytes !== FULL32 && start !== FULL32) {
      return { at: start, bytes, count };
    }
    return await findDirectory64(file, from + at);
  }
  throw invalid("files.bad_zip");
}

async function findDirectory64(file: RandomAccess, endAt: number) {
  const locator = view(await file.read(Math.max(0, endAt - LOCATOR_BYTES), LOCATOR_BYTES));
  mark(locator, 0, LOCATOR_MARK, LOCATOR_BYTES);
  const end = view(await file.read(long(locator, 8), END64_BYTES));
  mark(end, 0, END64_MARK, END64_BYTES);
  return { count: long(end, 32), bytes: long(end, 40), at: long(end, 48) };
}

function readEntry(directory: DataView<ArrayBuffer>, place: number) {
  mark(directory, place, ENTRY_MARK, ENTRY_BYTES);
  const flags = directory.getUint16(place + 8, true);
  const method = directory.getUint16(place + 10, true);
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) =>
    directory.getUint16(place + offset, true)
  ) as [number, number, number];
  const nameAt = place + ENTRY_BYTES;
  const next = nameAt + nameBytes + extraBytes + commentBytes;
  if (next > directory.byteLength) throw invalid("files.bad_zip");
  if (flags & ENCRYPTED) throw invalid("files.zip_locked");
  if (method !== STORED && method !== DEFLATED) throw invalid("files.bad_zip");
  const name = new TextDecoder().decode(part(directory, nameAt, nameBytes));
  const sizes = sizesOf(directory, place, view(part(directory, nameAt + nameBytes, extraBytes)));
  return { entry: { name, packed: method === DEFLATED, ...sizes }, next };
}

/** What does not fit into 32 bits stands in an extra field, in this order. */
function sizesOf(directory: DataView, place: number, extra: DataView) {
  const short = [24, 20, 42].map((offset) => directory.getUint32(place + offset, true));
  let at = extra64(extra);
  const [size, packedSize, headerAt] = short.map((value) => {
    if (value !== FULL32) return value;
    if (at + 8 > extra.byteLength) throw invalid("files.bad_zip");
    at += 8;
    return long(extra, at - 8);
  }) as [number, number, number];
  return { size, packedSize, at: headerAt };
}

function extra64(extra: DataView): number {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) === EXTRA64) return at + 4;
  }
  return extra.byteLength;
}

function mustBeHarmless({ name, size, packedSize, packed }: ZipEntry): void {
  const parts = name.split("/");
  if (/^[/\\]|[\\:\0]/.test(name) || parts.includes("..")) {
    throw invalid("files.zip_slip", { name });
  }
  if (!packed && size > packedSize) throw invalid("files.zip_bomb");
}

/** For entries whose unpacked size has no limit of its own. @throws Failure `files.zip_bomb` */
export function mustNotSwell({ size, packedSize }: ZipEntry): void {
  if (size > packedSize * RATIO_MAX) throw invalid("files.zip_bomb");
}

/** Entries that share their bytes are how a small file unpacks without end. */
function mustNotOverlap(entries: readonly ZipEntry[], directoryAt: number): void {
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  for (const [index, { at, packedSize }] of sorted.entries()) {
    if (at + packedSize > (sorted[index + 1]?.at ?? directoryAt)) {
      throw invalid("files.zip_bomb");
    }
  }
}

function mark(bytes: DataView, at: number, expected: number, length: number): void {
  const fits = at + length <= bytes.byteLength;
  if (!fits || bytes.getUint32(at, true) !== expected) throw invalid("files.bad_zip");
}

function long(bytes: DataView, at: number): number {
  const value = Number(bytes.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw invalid("files.bad_zip");
  return value;
}

const view = (bytes: Uint8Array<ArrayBuffer>) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const part = ({ buffer, byteOffset }: DataView<ArrayBuffer>, at: number, length: number) =>
  new Uint8Array(buffer, byteOffset + at, length);
