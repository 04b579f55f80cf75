/** The rows that were not taken, as they came, with one sentence each: to be put right and imported again. */
import { isTaken, type PlannedLine } from "./run.ts";
import { BOM, csvLines } from "./write_csv.ts";

/** Says it in the reader's language. */
export type Say = (key: string, params?: Record<string, string | number>) => string;

export function refusedCsv(
  headers: readonly string[],
  lines: readonly PlannedLine[],
  say: Say,
): string {
  const refused = lines.filter((line) => !isTaken(line));
  const rows = refused.map(({ planned, cells, refused }) => [
    ...headers.map((_, at) => cells[at] ?? ""),
    String(planned.line),
    refused ? say(refused.key, refused.params) : say(planned.reason!),
  ]);
  return BOM +
    csvLines(
      [[...headers, say("transfer.refused_line"), say("transfer.refused_why")], ...rows],
      ";",
    );
}
