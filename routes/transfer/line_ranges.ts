/** Lines of a table as people write them: "12, 40-55". */
import type { LineRange } from "../../services/transfer/mod.ts";

const PART = /^(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?$/;

/** `null` for what is not written so. */
export function readLineRanges(text: string): LineRange[] | null {
  const ranges: LineRange[] = [];
  for (const part of text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean)) {
    const [, from, to = from] = PART.exec(part) ?? [];
    if (!from || Number(from) < 1 || Number(to) < Number(from)) return null;
    ranges.push([Number(from), Number(to)]);
  }
  return ranges;
}

export const writeLineRanges = (ranges: readonly LineRange[]): string =>
  ranges.map(([from, to]) => from === to ? String(from) : `${from}-${to}`).join(", ");

/** The ranges without these lines. */
export function withoutLines(ranges: readonly LineRange[], lines: readonly number[]): LineRange[] {
  return lines.reduce<LineRange[]>(
    (all, line) =>
      all.flatMap(([from, to]): LineRange[] =>
        line < from || line > to
          ? [[from, to]]
          : ([[from, line - 1], [line + 1, to]] as LineRange[]).filter(([a, b]) => a <= b)
      ),
    [...ranges],
  );
}
