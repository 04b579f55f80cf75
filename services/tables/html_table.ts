/** Tables of an HTML page, which many programs save as `.xls`. */
import { SHEETS_MAX, TABLE_COLUMNS_MAX } from "./limits.ts";
import { attribute, type Attributes, createMarkupReader } from "./markup.ts";
import { createSheetBuilder, type SheetBuilder } from "./sheet_builder.ts";
import type { Sheet } from "./table.ts";

/** Elements whose content is not shown. */
const UNSEEN = new Set(["script", "style", "template", "noscript"]);
/** Elements that break a line within a cell. */
const BREAKS = new Set(["br", "p", "div", "li"]);

/** Each table of the page, in its order; a table within a cell is part of that cell's text. */
export function readHtmlTables(html: string, { rowsMax }: { rowsMax: number }): Sheet[] {
  const sheets: SheetBuilder[] = [];
  let depth = 0;
  let unseen = 0;
  let [line, column] = [0, 0];
  let cell: { text: string; attributes: Attributes } | null = null;
  /** For each column the last line that a cell above reaches down to. */
  let reaches: number[] = [];

  function finishCell(): void {
    const sheet = sheets.at(-1);
    if (!cell || !sheet) return;
    while ((reaches[column] ?? 0) >= line) column++;
    const rows = span(cell.attributes, "rowspan", rowsMax);
    const columns = span(cell.attributes, "colspan", TABLE_COLUMNS_MAX);
    sheet.put(line, column, cell.text.replace(/[ \t\r\n\u00a0]+/g, " ").replaceAll("\v", "\n"));
    const bottom = line + rows - 1;
    if (rows > 1) sheet.merge({ top: line, bottom, column });
    for (let at = column; at < Math.min(column + columns, TABLE_COLUMNS_MAX); at++) {
      reaches[at] = bottom;
    }
    column += columns;
    cell = null;
  }

  const reader = createMarkupReader("html", {
    open(name, attributes) {
      if (UNSEEN.has(name)) unseen++;
      if (name === "table" && ++depth === 1) {
        if (sheets.length === SHEETS_MAX) return;
        sheets.push(createSheetBuilder({ rowsMax, isSpreadsheet: true }));
        [line, column, reaches] = [0, 0, []];
      }
      if (depth !== 1) return;
      if (name === "tr") [line, column] = [line + 1, 0];
      if (name === "td" || name === "th") cell = { text: "", attributes };
      if (cell && BREAKS.has(name) && cell.text !== "") cell.text += "\v";
    },
    text(text) {
      if (cell && unseen === 0) cell.text += text;
    },
    close(name) {
      if (UNSEEN.has(name)) unseen--;
      if (depth === 1 && (name === "td" || name === "th")) finishCell();
      if (name === "table" && depth > 0) depth--;
    },
  });
  reader.write(html);
  reader.end();
  return sheets.map((sheet) => sheet.finish());
}

function span(attributes: Attributes, name: string, max: number): number {
  const given = Number.parseInt(attribute(attributes, name) ?? "1");
  return Number.isFinite(given) ? Math.min(Math.max(given, 1), max) : 1;
}
