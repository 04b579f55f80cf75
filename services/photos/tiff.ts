/** The plainest container that carries both raw pixels and their colour profile: a TIFF without compression. */

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;
const ENTRY_BYTES = 12;

/** TIFF header for width × height RGBA pixels of 8 bits with straight alpha. */
export function tiffHead(
  { width, height, profile }: { width: number; height: number; profile: Uint8Array | null },
): Uint8Array {
  const entries = profile ? 11 : 10;
  const bitsAt = 8 + 2 + entries * ENTRY_BYTES + 4;
  const profileAt = bitsAt + 8;
  const pixelsAt = profileAt + (profile?.length ?? 0);
  const head = new Uint8Array(pixelsAt);
  const view = new DataView(head.buffer);
  let at = 10;
  const entry = (tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true);
    at += ENTRY_BYTES;
  };
  view.setUint32(0, 0x002a4949, true); // "II", 42
  view.setUint32(4, 8, true);
  view.setUint16(8, entries, true);
  entry(256, LONG, 1, width);
  entry(257, LONG, 1, height);
  entry(258, SHORT, 4, bitsAt);
  entry(259, SHORT, 1, 1); // not compressed
  entry(262, SHORT, 1, 2); // RGB
  entry(273, LONG, 1, pixelsAt);
  entry(277, SHORT, 1, 4); // samples a pixel
  entry(278, LONG, 1, height); // rows in the one strip
  entry(279, LONG, 1, width * height * 4);
  entry(338, SHORT, 1, 2); // the fourth sample is alpha
  if (profile) entry(34675, UNDEFINED, profile.length, profileAt);
  for (let i = 0; i < 4; i++) view.setUint16(bitsAt + 2 * i, 8, true);
  if (profile) head.set(profile, profileAt);
  return head;
}
