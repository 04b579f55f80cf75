/** How alike the prices of two listings should be, before looking at the prices: their covariance. */
import { MIDDLE_LEVEL } from "./brand_level.ts";
import { BOTH_SILENT, LENGTH_REACH, LIKENESS, SIZE_REACH } from "./prior.ts";
import type { Profile } from "./profile.ts";

/** A profile with its words weighed against those around it. */
export interface Weighed extends Profile {
  readonly sold: boolean;
  /** Numbers of words, rising. */
  readonly wordIds: Int32Array;
  /** As long as `wordIds`; their squares sum to one. */
  readonly wordWeights: Float64Array;
}

const near = (distance: number, reach: number): number => Math.exp(-0.5 * (distance / reach) ** 2);

export function likeness(a: Weighed, b: Weighed): number {
  return LIKENESS.everything + LIKENESS.words * sharedWords(a, b) + ofBrand(a, b) + ofSize(a, b) +
    (a.category === b.category ? LIKENESS.category : 0) +
    (a.garmentGroup === b.garmentGroup ? LIKENESS.garmentGroup : 0) +
    LIKENESS.wearSlope * a.wear * b.wear +
    LIKENESS.length * near(a.length - b.length, LENGTH_REACH) +
    LIKENESS.materials * sharedEntries(a.materials, b.materials) +
    LIKENESS.colours * sharedEntries(a.colours, b.colours) +
    (a.country === b.country ? LIKENESS.country : 0) +
    (a.sold && b.sold ? LIKENESS.sold : 0);
}

function ofBrand(a: Weighed, b: Weighed): number {
  let sum = 0;
  if (a.brand !== "" && a.brand === b.brand) sum += LIKENESS.brand;
  if (a.family !== "" && a.family === b.family) sum += LIKENESS.family;
  if (a.level >= 0 && b.level >= 0) {
    sum += LIKENESS.levelSlope * (a.level - MIDDLE_LEVEL) * (b.level - MIDDLE_LEVEL);
  }
  return sum + LIKENESS.level * sameLevel(a, b);
}

const sameLevel = (a: Weighed, b: Weighed): number =>
  a.level >= 0 && b.level >= 0 ? near(a.level - b.level, 1) : a.level === b.level ? 1 : 0;

function ofSize(a: Weighed, b: Weighed): number {
  const band = a.sizeBand === b.sizeBand
    ? LIKENESS.sizeBand + LIKENESS.sizeBandAndLevel * sameLevel(a, b)
    : 0;
  if (a.size === 0 || b.size === 0) return band + (a.size === b.size ? LIKENESS.size : 0);
  return band + LIKENESS.size * near(a.size - b.size, SIZE_REACH);
}

function sharedEntries<T>(a: readonly T[], b: readonly T[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? BOTH_SILENT / 2 : 0;
  let shared = 0;
  for (const one of a) if (b.includes(one)) shared += 1;
  return shared / 2;
}

/** The cosine between two lists of weighed words. */
export function sharedWords(a: Weighed, b: Weighed): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.wordIds.length && j < b.wordIds.length;) {
    const [left, right] = [a.wordIds[i]!, b.wordIds[j]!];
    if (left === right) sum += a.wordWeights[i]! * b.wordWeights[j]!;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return sum;
}
