/** Places in a spreadsheet: "B7" is line 7, column 1. */
const LETTERS = 26;
const A = 65;

interface Place {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

/** `null` for what is no place. */
export function readPlace(text: string): Place | null {
  const [, letters = "", digits = ""] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(text) ?? [];
  if (!letters) return null;
  let column = 0;
  for (let at = 0; at < letters.length; at++) {
    column = column * LETTERS + letters.charCodeAt(at) - A + 1;
  }
  return { line: Number(digits), column: column - 1 };
}

/** 0 is "A", 27 is "AB". */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(A + column % LETTERS);
  return column < LETTERS ? last : columnLetters(Math.floor(column / LETTERS) - 1) + last;
}
