/** Reads pixel size and colour profile of a HEIC file before it is decoded. */

/** Boxes that hold boxes, with how many bytes of their own come first. */
const HOLDERS: Record<string, number> = { meta: 4, iprp: 0, ipco: 0 };
const BOX_HEAD_BYTES = 8;
const WIDE_BOX_HEAD_BYTES = 16;

interface Box {
  readonly type: string;
  readonly body: DataView;
}

/** @returns pixels of the largest picture inside: the whole one, not its tiles; 0 where none is declared */
export function heifPixels(file: Uint8Array): number {
  const sizes = boxesOf(view(file))
    .filter(({ type, body }) => type === "ispe" && body.byteLength >= 12)
    .map(({ body }) => body.getUint32(4) * body.getUint32(8));
  return Math.max(0, ...sizes);
}

/** @returns the ICC profile, or `null`: then the colours are taken as sRGB */
export function heifColourProfile(file: Uint8Array): Uint8Array | null {
  const profile = boxesOf(view(file)).find(({ type, body }) =>
    type === "colr" && ["prof", "rICC"].includes(fourLetters(body, 0))
  )?.body;
  return profile
    ? new Uint8Array(profile.buffer, profile.byteOffset + 4, profile.byteLength - 4)
    : null;
}

/** All boxes of the properties' branch, flat; stops quietly where the file is cut or lies. */
function boxesOf(body: DataView): Box[] {
  const found: Box[] = [];
  for (let at = 0; at + BOX_HEAD_BYTES <= body.byteLength;) {
    const wide = body.getUint32(at) === 1 && at + WIDE_BOX_HEAD_BYTES <= body.byteLength;
    const head = wide ? WIDE_BOX_HEAD_BYTES : BOX_HEAD_BYTES;
    const declared = wide ? Number(body.getBigUint64(at + 8)) : body.getUint32(at);
    const size = declared === 0 ? body.byteLength - at : declared;
    if (size < head || at + size > body.byteLength) break;
    const type = fourLetters(body, at + 4);
    const inner = part(body, at + head, size - head);
    found.push({ type, body: inner });
    const own = HOLDERS[type];
    if (own !== undefined && own <= inner.byteLength) {
      found.push(...boxesOf(part(inner, own, inner.byteLength - own)));
    }
    at += size;
  }
  return found;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const part = (of: DataView, at: number, length: number) =>
  new DataView(of.buffer, of.byteOffset + at, length);
const fourLetters = (of: DataView, at: number) =>
  at + 4 <= of.byteLength
    ? String.fromCharCode(...new Uint8Array(of.buffer, of.byteOffset + at, 4))
    : "";
