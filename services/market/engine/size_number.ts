/** A size as one number: the European one where the label names several systems. */
const EUROPEAN = /\b(?:EU|FR)\s?(\d{1,3}(?:[.,]\d)?)/i;
const FIRST = /\d{1,3}(?:[.,]\d)?/;
const HALF = /^\s*(\d{2})\s+1\/2/;
const LETTER = /^\s*(XXS|XS|S|M|L|XL|XXL|XXXL)\s*$/i;
const OF_LETTERS: Record<string, number> = {
  XXS: 32,
  XS: 34,
  S: 36,
  M: 38,
  L: 40,
  XL: 42,
  XXL: 44,
  XXXL: 46,
};

/** 0 where the text holds no number: "Taglia unica". */
export function sizeNumber(text: string): number {
  const half = HALF.exec(text)?.[1];
  if (half) return Number(half) + 0.5;
  const letter = LETTER.exec(text)?.[1];
  if (letter) return OF_LETTERS[letter.toUpperCase()] ?? 0;
  const number = EUROPEAN.exec(text)?.[1] ?? FIRST.exec(text)?.[0];
  return number === undefined ? 0 : Number(number.replace(",", "."));
}
