/** Text of unknown encoding, as spreadsheets of all systems save it. */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "macintosh";

interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/** So much of the beginning shows whether every second byte is a zero. */
const SAMPLE_BYTES = 4_096;
/** In UTF-16 nearly every letter of a western language has a zero beside it. */
const UTF16_ZEROS_MIN = 0.3;
const STRAY_ZEROS_MAX = 0.05;

/** Bytes that are undefined in Windows-1252 and accented letters in Mac Roman. */
const NOT_WINDOWS = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Mac Roman accents read as Windows-1252: characters that never follow a lower-case letter. */
const MISREAD_AS_WINDOWS = /\p{Ll}[ˆ˜ŽŠŸ“„‰‹]/gu;
const MISREAD_AS_MAC = /\p{Ll}[‡ËÈÏÚ˘ÁÙÎ]/gu;

export function decodeText(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes.subarray(0, SAMPLE_BYTES));
  if (utf16) return decoded(bytes, utf16);
  try {
    return decoded(bytes, "utf-8");
  } catch {
    return decoded(bytes, isMacRoman(bytes) ? "macintosh" : "windows-1252");
  }
}

function decoded(bytes: Uint8Array, encoding: Encoding): Decoded {
  const text = new TextDecoder(encoding, { fatal: encoding === "utf-8" }).decode(bytes);
  return { text, encoding };
}

/** Detects UTF-16 by its byte order mark or by the zero bytes of western text. */
export function utf16Of(sample: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2]!++;
  const [even, odd] = zeros.map((count) => count / Math.max(1, sample.length / 2)) as [
    number,
    number,
  ];
  if (odd > UTF16_ZEROS_MIN && even < STRAY_ZEROS_MAX) return "utf-16le";
  if (even > UTF16_ZEROS_MIN && odd < STRAY_ZEROS_MAX) return "utf-16be";
  return null;
}

/** Excel for Mac saves CSV in Mac Roman, often with a carriage return alone at the end of a line. */
function isMacRoman(bytes: Uint8Array): boolean {
  let [returns, feeds] = [0, 0];
  for (const byte of bytes) {
    if (NOT_WINDOWS.has(byte)) return true;
    if (byte === 0x0d) returns++;
    if (byte === 0x0a) feeds++;
  }
  if (returns > 0 && feeds === 0) return true;
  const misread = (encoding: Encoding, signs: RegExp) =>
    decoded(bytes, encoding).text.match(signs)?.length ?? 0;
  const asWindows = misread("windows-1252", MISREAD_AS_WINDOWS);
  return asWindows > 0 && asWindows > misread("macintosh", MISREAD_AS_MAC);
}
