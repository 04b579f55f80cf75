/** Whether a number of a workbook is a day, which only its format tells. */
import { DAY_MS } from "../../base/time.ts";
import { attribute } from "../markup.ts";
import type { Package } from "./package.ts";

/** Formats that every spreadsheet knows by number and that are dates or times (ECMA-376, 18.8.30). */
const BUILT_IN: readonly (readonly [number, number])[] = [[14, 22], [27, 36], [45, 47], [50, 58]];
const STYLES_MAX = 100_000;
/** Days between the beginnings of the two calendars that workbooks count from: 1900 and 1904. */
const DAYS_TO_1904 = 1_462;
/** Workbooks of 1900 count a 29 February that there was not. */
const FIRST_OF_MARCH_1900 = 61;
/** The last day of the year 9999. */
const SERIAL_MAX = 2_958_465;

/** For each style of the workbook, by its place: whether it shows numbers as dates. */
export async function readDateStyles(pack: Package, path: string | undefined): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (path === undefined) return styles;
  const own = new Map<number, string>();
  let inCells = false;
  await pack.read(path, {
    open(name, attributes) {
      if (name === "cellXfs") inCells = true;
      const format = Number(attribute(attributes, "numFmtId"));
      if (name === "numFmt") own.set(format, attribute(attributes, "formatCode") ?? "");
      if (name === "xf" && inCells && styles.length < STYLES_MAX) {
        styles.push(isDateFormat(format, own));
      }
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

function isDateFormat(format: number, own: ReadonlyMap<number, string>): boolean {
  const code = own.get(format);
  if (code === undefined) return BUILT_IN.some(([from, to]) => format >= from && format <= to);
  const bare = code.replace(/"[^"]*"|\\.|[_*]./g, "").replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[dmyhs]/i.test(bare) && !/general|standard/i.test(bare);
}

/** "2026-01-15", or "14:30" for a time of no day; `null` for a number that is no date. */
export function dateText(serial: number, { from1904 }: { from1904: boolean }): string | null {
  if (serial < 0 || serial > SERIAL_MAX) return null;
  const days = Math.floor(serial);
  if (days === 0) {
    const time = new Date(Math.round(serial * DAY_MS));
    return time.toISOString().slice("1970-01-01T".length, "1970-01-01T14:30".length);
  }
  const since1900 = from1904 ? days + DAYS_TO_1904 : days;
  const shift = since1900 < FIRST_OF_MARCH_1900 ? 1 : 0;
  const moment = new Date(Date.UTC(1899, 11, 30) + (since1900 + shift) * DAY_MS);
  return moment.toISOString().slice(0, "2026-01-15".length);
}
