/** One sheet of a workbook, cell by cell as its XML goes by. */
import { attribute, type Attributes, type MarkupEvents } from "../markup.ts";
import { readPlace } from "../place.ts";
import type { SheetBuilder } from "../sheet_builder.ts";
import type { Cell } from "../table.ts";
import { dateText } from "./number_formats.ts";
import { appended, createRichText, unescaped } from "./shared_strings.ts";

/** Data that cells of all sheets refer to. */
export interface Shared {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

const BOOLEANS: Record<string, string> = { "0": "false", "1": "true" };

export function sheetEvents(sheet: SheetBuilder, shared: Shared): MarkupEvents {
  // Position of the next cell when the file does not give it.
  let [line, column] = [0, 0];
  let cell: Attributes = {};
  let value = "";
  let isValue = false;
  const inline = createRichText((text) => value = text, "is");

  function begin(attributes: Attributes): void {
    cell = attributes;
    value = "";
    const place = readPlace(attribute(attributes, "r") ?? "");
    if (place) ({ line, column } = place);
  }

  function merge(block: string): void {
    const [from, to] = block.split(":").map(readPlace);
    if (from && to) sheet.merge({ top: from.line, bottom: to.line, column: from.column });
  }

  return {
    open(name, attributes) {
      if (name === "row") {
        line = Number(attribute(attributes, "r")) || line + 1;
        column = 0;
      } else if (name === "c") begin(attributes);
      else if (name === "v") isValue = true;
      else if (name === "mergeCell") merge(attribute(attributes, "ref") ?? "");
      else inline.open(name);
    },
    text(more) {
      if (isValue) value = appended(value, more);
      else inline.text(more);
    },
    close(name) {
      if (name === "v") isValue = false;
      else if (name !== "c") inline.close(name);
      else {
        if (value !== "") sheet.put(line, column, cellOf(value, cell, shared));
        column++;
      }
    },
  };
}

function cellOf(value: string, attributes: Attributes, shared: Shared): Cell {
  const type = attribute(attributes, "t") ?? "n";
  if (type === "s") return shared.strings[Number(value)] ?? "";
  if (type === "b") return BOOLEANS[value] ?? value;
  if (type === "str") return unescaped(value);
  if (type !== "n") return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  const isDate = shared.dateStyles[Number(attribute(attributes, "s"))] ?? false;
  return (isDate ? dateText(number, shared) : null) ?? number;
}
