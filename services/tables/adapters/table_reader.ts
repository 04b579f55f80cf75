/** Reads tables in a worker. */
import { createParserHost, type ParserHost } from "../../foreign_files/mod.ts";
import type { SheetPiece, TableSurvey } from "../table.ts";
import type { TableParsers } from "./table_worker.ts";

export interface TableReader extends AsyncDisposable {
  /** The beginning of every sheet. @throws Failure `invalid` with what is wrong with the file */
  survey(path: string, signal?: AbortSignal): Promise<TableSurvey>;
  /** All rows of a sheet, in pieces that are small enough to be worked on at once. @throws as `survey` */
  rows(path: string, sheet: number, signal?: AbortSignal): AsyncIterable<SheetPiece>;
}

const SCRIPT = new URL("./table_worker.ts", import.meta.url);

/** @param folder in which the files lie */
export function createTableReader(folder: string): TableReader {
  const host: ParserHost<TableParsers> = createParserHost(SCRIPT, { read: [folder] });
  return {
    async survey(path, signal) {
      const [survey] = await Array.fromAsync(host.run("survey", path, { signal }));
      return survey!;
    },
    rows: (path, sheet, signal) => host.run("rows", { path, sheet }, { signal }),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
