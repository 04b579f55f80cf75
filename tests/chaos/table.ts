/** The outcomes for a reader in a terminal. */
import type { Outcome } from "./outcome.ts";

const INDENT = " ".repeat(18);

export function lineOf({ fault, title, done, counts, broken }: Outcome): string {
  const verdict = broken.length === 0 ? "kept" : "BROKEN";
  const counted = Object.entries(counts).map(([what, n]) => `${n.toLocaleString("en")} ${what}`);
  return [
    `${fault.padEnd(9)} ${verdict.padEnd(7)} ${title}`,
    ...done.split("\n").filter(Boolean).map((line) => `${INDENT}${line}`),
    ...(counted.length > 0 ? [`${INDENT}${counted.join(" · ")}`] : []),
    ...broken.map((promise) => `${INDENT}! ${promise}`),
  ].join("\n");
}

export function verdictOf(outcomes: readonly Outcome[], how: string): string {
  const broken = outcomes.flatMap((outcome) => outcome.broken).length;
  if (broken > 0) return `${broken} promises were BROKEN (${how}).`;
  return `Every promise was kept: ${outcomes.length} of ${outcomes.length} (${how}).`;
}
