/** The same item always reads the same; two items need not. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a, with its high bits folded in: the low bits alone repeat from one number to the next. */
function hash(text: string): number {
  let value = FNV_OFFSET;
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0)!, FNV_PRIME);
  return ((value ^ (value >>> 15)) >>> 0);
}

/**
 * One of several ways to say a thing, chosen by the item's number.
 *
 * @param slot what is being said, so that one item's sentences vary apart from each other
 */
export function pick<T>(ways: readonly [T, ...T[]], number: number, slot: string): T {
  return ways[hash(`${slot}:${number}`) % ways.length] ?? ways[0];
}
