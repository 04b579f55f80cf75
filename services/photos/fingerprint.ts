/**
 * A fingerprint of what a photo shows: two files of the same shot have nearly the same one, whatever their
 * size, format and compression. It is a difference hash: 64 times, is the left lighter than the right?
 */
import { type GreyImage, shrink } from "./grey.ts";

const SIDE = 8;
const HEX_DIGITS = 16;

/** @returns 16 hexadecimal digits */
export function fingerprint(image: GreyImage): string {
  const cells = shrink(image, SIDE + 1, SIDE);
  let bits = 0n;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = y * (SIDE + 1) + x;
      bits = (bits << 1n) | (cells[at]! > cells[at + 1]! ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(HEX_DIGITS, "0");
}

/** Hamming distance of two 64-bit fingerprints. */
export function distance(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let count = 0;
  for (; differing > 0n; differing &= differing - 1n) count++;
  return count;
}

/** Two photos that differ in at most so many bits are taken for the same shot. */
export const SAME_SHOT_BITS = 5;

const BAND_BITS = 11n;

/**
 * The fingerprint cut into one piece more than bits may differ: then two of the same shot have at least
 * one piece in common, and an index finds the few worth comparing.
 */
export function bands(print: string): [number, number][] {
  const bits = BigInt(`0x${print}`);
  const mask = (1n << BAND_BITS) - 1n;
  return Array.from(
    { length: SAME_SHOT_BITS + 1 },
    (_, i) => [i, Number((bits >> (BigInt(i) * BAND_BITS)) & mask)],
  );
}
