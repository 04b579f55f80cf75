/** Reads the capture time from EXIF, and nothing else: never the position. */

const EXIF_DIRECTORY = 0x8769;
const DATE_TIME_ORIGINAL = 0x9003;
const DATE_CHARS = 19;
const ENTRY_BYTES = 12;
const ENTRIES_MAX = 500;
/** How EXIF begins, in either order of bytes; every format puts something else around it. */
const BEGINNINGS = ["II*\0", "MM\0*"];

/** @returns the camera's local time, "2026-03-04T10:11:12", or `null` without one */
export function captureTime(file: Uint8Array): string | null {
  for (const beginning of BEGINNINGS) {
    for (const at of placesOf(beginning, file)) {
      const time = timeIn(openExif(file.subarray(at)));
      if (time) return time;
    }
  }
  return null;
}

function timeIn(exif: Exif): string | null {
  const inner = valueOf(exif, exif.uint32(4), EXIF_DIRECTORY);
  const date = inner === null ? null : valueOf(exif, inner, DATE_TIME_ORIGINAL);
  return date === null ? null : isoTime(exif.text(date, DATE_CHARS));
}

function isoTime(text: string): string | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text);
  const iso = parts && `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}`;
  return iso && !Number.isNaN(Date.parse(`${iso}Z`)) ? iso : null;
}

interface Exif {
  uint16(at: number): number;
  uint32(at: number): number;
  text(at: number, length: number): string;
}

/** Reads zeros past the end, so that a truncated file gives no value instead of throwing. */
function openExif(bytes: Uint8Array): Exif {
  const little = bytes[0] === "I".charCodeAt(0);
  const pair = (high: number, low: number) => (bytes[high] ?? 0) * 256 + (bytes[low] ?? 0);
  const uint16 = (at: number) => little ? pair(at + 1, at) : pair(at, at + 1);
  return {
    uint16,
    uint32: (at) =>
      little ? uint16(at + 2) * 65_536 + uint16(at) : uint16(at) * 65_536 + uint16(at + 2),
    text: (at, length) => String.fromCharCode(...bytes.subarray(at, at + length)),
  };
}

/** Value of a tag in a directory, which for the tags used here is an offset. */
function valueOf(exif: Exif, directory: number, tag: number): number | null {
  const count = Math.min(exif.uint16(directory), ENTRIES_MAX);
  for (let i = 0; i < count; i++) {
    const at = directory + 2 + i * ENTRY_BYTES;
    if (exif.uint16(at) === tag) return exif.uint32(at + 8);
  }
  return null;
}

function* placesOf(text: string, file: Uint8Array): Generator<number> {
  const wanted = Array.from(text, (c) => c.charCodeAt(0));
  for (let at = file.indexOf(wanted[0]!); at !== -1; at = file.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => file[at + i] === byte)) yield at;
  }
}
