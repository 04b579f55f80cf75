/** Detects the image format by the first bytes, since names and declared types may be wrong. */

export const PHOTO_KINDS = ["jpeg", "png", "webp", "avif", "heic"] as const;
export type PhotoKind = (typeof PHOTO_KINDS)[number];

/** So many first bytes are enough to tell. */
export const KIND_BYTES = 64;

const AVIF_BRANDS = ["avif", "avis"];
const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** @returns the format, or `null` for anything that is not a photo we take */
export function photoKind(head: Uint8Array): PhotoKind | null {
  const text = String.fromCharCode(...head.subarray(0, KIND_BYTES));
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "webp";
  return text.startsWith("ftyp", 4) ? isoKind(text) : null;
}

/** Both write "mif1" as their first brand at times, so every brand is looked at, AVIF's first. */
function isoKind(text: string): PhotoKind | null {
  const end = Math.min(text.charCodeAt(2) * 256 + text.charCodeAt(3), text.length);
  const brands = text.slice(8, end).match(/[\s\S]{4}/g) ?? [];
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return "avif";
  return brands.some((brand) => HEIC_BRANDS.includes(brand)) ? "heic" : null;
}

/** The Content-Type of a format. */
export const mediaType = (kind: PhotoKind): string => `image/${kind}`;
