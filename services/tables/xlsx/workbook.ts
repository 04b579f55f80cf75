/** Sheets of an XLSX file, each read on request. */
import { invalid } from "../../base/errors.ts";
import { HEAD_BYTES_MAX, SHEETS_MAX } from "../limits.ts";
import { attribute } from "../markup.ts";
import { createSheetBuilder } from "../sheet_builder.ts";
import type { SheetSource } from "../table.ts";
import { readDateStyles } from "./number_formats.ts";
import { openPackage, type Package, relationshipsOf } from "./package.ts";
import { readSharedStrings } from "./shared_strings.ts";
import { type Shared, sheetEvents } from "./sheet.ts";

const USUAL_PATH = "xl/workbook.xml";

interface Listed {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationship: string;
}

/** @throws Failure `tables.other_spreadsheet` for a ZIP that is no XLSX, `tables.unreadable_table` */
export async function openWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
  { rowsMax }: { rowsMax: number },
): Promise<SheetSource[]> {
  const pack = await openPackage(bytes);
  const path = await workbookPath(pack);
  if (path === null) throw invalid("tables.other_spreadsheet");
  const { sheets, from1904 } = await readSheetList(pack, path);
  const parts = await relationshipsOf(pack, path);
  const partOf = (kind: string) => parts.find((part) => part.kind === kind)?.path;
  const shared = once(async (): Promise<Shared> => ({
    strings: await readSharedStrings(pack, partOf("sharedStrings")),
    dateStyles: await readDateStyles(pack, partOf("styles")),
    from1904,
  }));
  const sources = sheets.flatMap(({ name, hidden, relationship }): SheetSource[] => {
    const part = parts.find(({ id, kind }) => id === relationship && kind === "worksheet");
    if (!part || !pack.has(part.path)) return [];
    return [{
      name,
      hidden,
      read: (linesMax) => readSheet(pack, part.path, shared, { rowsMax, linesMax }),
    }];
  });
  if (sources.length === 0) throw invalid("tables.unreadable_table");
  return sources.slice(0, SHEETS_MAX);
}

async function workbookPath(pack: Package): Promise<string | null> {
  const main = (await relationshipsOf(pack, "")).find(({ kind }) => kind === "officeDocument");
  return [main?.path ?? "", USUAL_PATH].find((path) => path.endsWith(".xml") && pack.has(path)) ??
    null;
}

async function readSheetList(pack: Package, path: string) {
  const sheets: Listed[] = [];
  let from1904 = false;
  await pack.read(path, {
    open(name, attributes) {
      if (name === "workbookPr") {
        from1904 = /^(?:1|true)$/.test(attribute(attributes, "date1904") ?? "");
      }
      if (name !== "sheet") return;
      sheets.push({
        name: attribute(attributes, "name") ?? "",
        hidden: /hidden/i.test(attribute(attributes, "state") ?? ""),
        // Not "sheetId", and whatever the prefix of the relationships' namespace is.
        relationship: Object.entries(attributes).find(([key]) => /:id$/i.test(key))?.[1] ?? "",
      });
    },
  });
  return { sheets, from1904 };
}

/** Rows and cells without content, of which a formatted sheet may have a million. */
const EMPTY = /<(?:\w+:)?(?:row|c)\s[^<>]*\br="[^<>]*\/>/g;

async function readSheet(
  pack: Package,
  path: string,
  shared: () => Promise<Shared>,
  { rowsMax, linesMax = Infinity }: { rowsMax: number; linesMax?: number | undefined },
) {
  const sheet = createSheetBuilder({ rowsMax, isSpreadsheet: true });
  const events = sheetEvents(sheet, await shared());
  await pack.read(path, events, {
    strip: EMPTY,
    isEnough: (bytes) =>
      sheet.filledLines >= linesMax || (linesMax < Infinity && bytes > HEAD_BYTES_MAX),
  });
  return sheet.finish();
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => made ??= make();
}
