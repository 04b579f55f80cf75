/** Shoes: the European number is the site's; every brand has its own table from all others. */
import { type ParsedSize, sized, sizeWith, unsure } from "./parsed_size.ts";
import { type NumberSystem, SHOES } from "./size_systems.ts";
import { type Range, shownNumber, shownRange, type SizeTokens } from "./size_tokens.ts";
import type { Size } from "./sizes.ts";

const HALF = 0.5;

export const isShoeNumber = ({ low, high }: Range): boolean =>
  low >= SHOES.low && high <= SHOES.high;

/** @param believed the site's systems, the first believed most */
export function shoeSize(
  tokens: SizeTokens,
  sizes: readonly Size[],
  believed: readonly NumberSystem[],
): ParsedSize | null {
  const order = [...believed, ...SHOES.european].filter((one) => SHOES.european.includes(one));
  const european = order.map((system) => tokens.systems[system])
    .find((found) => found && isShoeNumber(found));
  const found = european ?? tokens.numbers.find(isShoeNumber);
  if (found) return europeanSize(found, sizes);
  const [[system, other] = []] = Object.entries(tokens.systems) as [NumberSystem, Range][];
  if (system && other) return unsure(`${system} ${shownRange(other)}`, system);
  const [bare] = tokens.numbers;
  if (bare) return unsure(shownRange(bare), "UK");
  if (tokens.footCm !== undefined) return unsure(`${tokens.footCm} cm`, "shoe");
  const [letter, ...more] = tokens.letters;
  if (letter === undefined) return null;
  return more.length === 0
    ? sized(letter, "INT", undefined)
    : unsure(tokens.letters.join("/"), "INT");
}

function europeanSize(found: Range, sizes: readonly Size[]): ParsedSize {
  const label = shownRange(found);
  const { low, high } = found;
  const size = (value: number) => sizeWith(sizes, shownNumber(value));
  if (low !== high) return unsure(label, "shoe", [size(low), size(high)]);
  if (Number.isInteger(low / HALF)) return sized(label, "shoe", size(low));
  // The site has halves and no thirds: sellers choose the half nearby, or the whole size beyond.
  const half = Math.round(low / HALF) * HALF;
  return unsure(label, "shoe", [size(half), size(half > low ? half - HALF : half + HALF)]);
}
