/** Deterministic choice among phrasings: one item always reads the same, two items may differ. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * FNV-1a with its high bits folded in, because the low bits alone repeat from one number to the
 * next.
 */
function hash(text: string): number {
  let value = FNV_OFFSET;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, FNV_PRIME);
  return ((value ^ (value >>> 15)) >>> 0);
}

/**
 * Picks one of several phrasings by the item's number.
 * @param slot name of the sentence, so that the choices within one item are independent
 */
export function pickPhrasing<T>(ways: readonly [T, ...T[]], number: number, slot: string): T {
  return ways[hash(`${slot}:${number}`) % ways.length] ?? ways[0];
}
