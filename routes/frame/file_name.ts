/** File names as headers carry them. */

/** Programs write names of files as UTF-8 bytes or percent-encoded, while HTTP hands headers over byte by byte. */
export function decodeFileName(header: string): string {
  const value = /^UTF-8'[\w-]*'/i.test(header) ? header.replace(/^[^']*'[^']*'/, "") : header;
  return decodePercent(value) ?? decodeBytes(value) ?? value;
}

function decodePercent(value: string): string | null {
  if (!/%[0-9a-f]{2}/i.test(value)) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    // A percent sign of its own, as in "50% off.jpg".
    return null;
  }
}

function decodeBytes(value: string): string | null {
  const codes = Array.from(value, (character) => character.codePointAt(0)!);
  const isBytes = codes.every((code) => code <= 0xff) && codes.some((code) => code >= 0x80);
  if (!isBytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(codes));
  } catch {
    return null;
  }
}
