/** The texts of a workbook, which cells name by number. */
import { invalid } from "../../base/errors.ts";
import { CELL_CHARS_MAX, TABLE_CELLS_MAX, TABLE_CHARS_MAX } from "../limits.ts";
import type { Attributes } from "../markup.ts";
import type { Package } from "./package.ts";

/** Appends text up to the limit of one cell. */
export const appended = (text: string, more: string): string =>
  text.length > CELL_CHARS_MAX ? text : text + more;

/** Characters that XML cannot hold stand as "_x000D_" in a workbook. */
export const unescaped = (text: string): string =>
  text.includes("_x")
    ? text.replace(
      /_x([0-9a-f]{4})_/gi,
      (_, code: string) => String.fromCharCode(parseInt(code, 16)),
    )
    : text;

/** @throws Failure `tables.too_many_cells` */
export async function readSharedStrings(
  pack: Package,
  path: string | undefined,
): Promise<string[]> {
  const strings: string[] = [];
  if (path === undefined) return strings;
  let chars = 0;
  const rich = createRichText((text) => {
    strings.push(text);
    chars += text.length;
    if (strings.length > TABLE_CELLS_MAX || chars > TABLE_CHARS_MAX) {
      throw invalid("tables.too_many_cells", { max: TABLE_CELLS_MAX });
    }
  }, "si");
  await pack.read(path, rich);
  return strings;
}

/** Joins the runs of a formatted text; its phonetic guide (rPh) is no part of it. */
export function createRichText(take: (text: string) => void, element: string) {
  let text = "";
  let [isText, isGuide] = [false, false];
  return {
    open(name: string, _attributes?: Attributes) {
      if (name === element) text = "";
      if (name === "rPh") isGuide = true;
      if (name === "t") isText = !isGuide;
    },
    text(more: string) {
      if (isText) text = appended(text, more);
    },
    close(name: string) {
      if (name === "t") isText = false;
      if (name === "rPh") isGuide = false;
      if (name === element) take(unescaped(text));
    },
  };
}
