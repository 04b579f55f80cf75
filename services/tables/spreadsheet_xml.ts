/** "XML Spreadsheet 2003", which some programs save as `.xls`. */
import { SHEETS_MAX } from "./limits.ts";
import { attribute, type Attributes, createMarkupReader } from "./markup.ts";
import { createSheetBuilder, type SheetBuilder } from "./sheet_builder.ts";
import type { Cell, Sheet } from "./table.ts";

interface NamedSheet extends Sheet {
  readonly name: string;
}

/** @throws Failure `tables.unreadable_table`, and as the limits of a sheet say */
export function readSpreadsheetXml(xml: string, { rowsMax }: { rowsMax: number }): NamedSheet[] {
  const sheets: { name: string; sheet: SheetBuilder }[] = [];
  let [line, column] = [0, 0];
  let cell: Attributes = {};
  let [type, text, isData, isComment] = ["", "", false, false];

  function finishCell(): void {
    const sheet = sheets.at(-1)?.sheet;
    const [across, down] = ["MergeAcross", "MergeDown"].map((name) => count(cell, name));
    sheet?.put(line, column, valueOf(type, text));
    if (down! > 0) sheet?.merge({ top: line, bottom: line + down!, column });
    column += across! + 1;
  }

  const reader = createMarkupReader("xml", {
    open(name, attributes) {
      if (name === "Worksheet" && sheets.length < SHEETS_MAX) {
        sheets.push({
          name: attribute(attributes, "Name") ?? "",
          sheet: createSheetBuilder({ rowsMax, isSpreadsheet: true }),
        });
        line = 0;
      }
      if (name === "Row") [line, column] = [count(attributes, "Index") || line + 1, 0];
      if (name === "Cell") {
        [cell, type, text] = [attributes, "", ""];
        column = (count(attributes, "Index") || column + 1) - 1;
      }
      if (name === "Comment") isComment = true;
      if (name === "Data" && !isComment) {
        [type, isData] = [attribute(attributes, "Type") ?? "", true];
      }
    },
    text(more) {
      if (isData) text += more;
    },
    close(name) {
      if (name === "Cell") finishCell();
      if (name === "Data") isData = false;
      if (name === "Comment") isComment = false;
    },
  });
  reader.write(xml.replace(/^\ufeff/, ""));
  reader.end();
  return sheets.map(({ name, sheet }) => ({ name, ...sheet.finish() }));
}

/** A whole number; 0 where there is none. */
function count(attributes: Attributes, name: string): number {
  const given = Number(attribute(attributes, name));
  return Number.isInteger(given) && given > 0 ? given : 0;
}

function valueOf(type: string, text: string): Cell {
  if (type === "Number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (type === "Boolean") return text.trim() === "1" ? "true" : "false";
  // "2026-01-15T00:00:00.000": the day is what is meant.
  return type === "DateTime" ? text.trim().slice(0, "2026-01-15".length) : text;
}
