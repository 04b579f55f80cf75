/** The worker that reads tables. */
import { serveParsers } from "../../foreign_files/adapters/serve_parsers.ts";
import { invalid } from "../../base/errors.ts";
import { TABLE_BYTES_MAX } from "../limits.ts";
import { openTableFile, surveyTable, type TableFile, tableTooLarge } from "../table_file.ts";
import { cellText, type SheetPiece, type TableRow, type TableSurvey } from "../table.ts";

/** Limits of one piece of the result (rows, characters), so that receiving it does not block other requests. */
const PIECE_ROWS = 250;
const PIECE_CHARS = 100_000;

const parsers = {
  async *survey(path: string): AsyncGenerator<TableSurvey> {
    yield await surveyTable(await open(path));
  },
  async *rows({ path, sheet }: { path: string; sheet: number }): AsyncGenerator<SheetPiece> {
    const source = (await open(path)).sheets[sheet];
    if (!source) throw invalid("tables.unreadable_table");
    const { rows, aside } = await source.read();
    for (const piece of inPieces(rows)) yield { rows: piece };
    yield { rows: [], aside };
  },
};
export type TableParsers = typeof parsers;

async function open(path: string): Promise<TableFile> {
  const { size } = await Deno.stat(path);
  if (size > TABLE_BYTES_MAX) throw tableTooLarge(TABLE_BYTES_MAX);
  return await openTableFile(await Deno.readFile(path));
}

function* inPieces(rows: readonly TableRow[]): Generator<TableRow[]> {
  let piece: TableRow[] = [];
  let chars = 0;
  for (const row of rows) {
    piece.push(row);
    for (const cell of row.cells) chars += cellText(cell).length;
    if (piece.length < PIECE_ROWS && chars < PIECE_CHARS) continue;
    yield piece;
    [piece, chars] = [[], 0];
  }
  if (piece.length > 0) yield piece;
}

serveParsers(parsers);
