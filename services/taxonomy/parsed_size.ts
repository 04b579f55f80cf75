/** Result of parsing a size. */
import type { NumberSystem } from "./size_systems.ts";
import type { Size } from "./sizes.ts";

type SizeSystem = NumberSystem | "INT" | "W/L" | "kids" | "shoe" | "bra" | "one";

export interface ParsedSize {
  /** Tidy, as on the label: "M", "IT 42", "W34 L32", "39.5". */
  readonly label: string;
  /** The marketplace's size, where the text leaves no doubt in this category. */
  readonly sizeId?: number;
  readonly system: SizeSystem;
  /** The text may mean several sizes; the seller must choose. */
  readonly ambiguous?: true;
  /** The sizes that it may be, the likeliest first; only with `ambiguous`. */
  readonly candidates?: readonly number[];
}

/** The size where one was found; without doubt about the label. */
export function sized(label: string, system: SizeSystem, size: Size | undefined): ParsedSize {
  return size ? { label, system, sizeId: size.id } : { label, system };
}

export function unsure(
  label: string,
  system: SizeSystem,
  candidates: readonly (Size | undefined)[] = [],
): ParsedSize {
  const ids = new Set(candidates.flatMap((size) => size?.id ?? []));
  return { label, system, ambiguous: true, ...(ids.size > 0 && { candidates: [...ids] }) };
}

/** The size whose label holds this part: "38" or "m" finds "M / 38". */
export const sizeWith = (sizes: readonly Size[], part: string): Size | undefined =>
  sizes.find((size) => size.words.includes(part.toLowerCase()));
