/** Numbers in which a kind of garment is sized. */
import type { Kind } from "../kinds.ts";

interface Limits {
  readonly least: number;
  readonly most: number;
}

export const SHOE_SIZES: Limits = { least: 15, most: 50 };
export const CLOTHES_SIZES: Limits = { least: 32, most: 62 };
/** Inches of the waist begin lower. */
const TROUSER_SIZES: Limits = { least: 23, most: 62 };
/** Adult sizes, for an unknown garment. */
const ANY_SIZES: Limits = { least: 34, most: 54 };

export const isShoe = (kind: Kind | undefined): boolean => kind?.measures[0] === "insole";

/** Bags, wallets, scarves and belts have sides, and no size. */
export const hasSides = ({ measures }: Kind): boolean =>
  measures.includes("width") && !measures.includes("chest");

/** Null for what is not sized by numbers. */
function numbersOf(kind: Kind | undefined): Limits | null {
  if (!kind) return ANY_SIZES;
  if (isShoe(kind)) return SHOE_SIZES;
  if (kind.measures.includes("inseam") || kind.measures.includes("outseam")) return TROUSER_SIZES;
  const [measure] = kind.measures;
  return measure === "chest" || measure === "waist" ? CLOTHES_SIZES : null;
}

export function isSizeOf(kind: Kind | undefined, value: number): boolean {
  const limits = numbersOf(kind);
  return limits !== null && value >= limits.least && value <= limits.most;
}
