/** Days as people and spreadsheets write them: the day before the month, unless the month is a word. */
import { plain } from "./plain.ts";

const CENTURY = 2_000;
const NOON_HOUR = 12;

/** Beginnings of the months in Italian, English and French; "ju" and "ma" begin two of them. */
const MONTHS = [
  "gen|jan",
  "feb|fev",
  "mar",
  "apr|avr",
  "mag|may|mai",
  "giu|jun|juin",
  "lug|jul|juil",
  "ago|aug|aou",
  "set|sep",
  "ott|oct",
  "nov",
  "dic|dec",
].map((words) => new RegExp(`^(?:${words})`));

/** "2026-01-15" of "15/01/2026", "15.1.26", "15 gennaio 2026", "Jan-15-26"; `null` for a day that is none. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const common = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?=$|\s)/.exec(text);
  if (common) return dayOf(fullYear(common[3]!), Number(common[2]), Number(common[1]));
  return readNamedMonth(plain(text).split(" "));
}

const fullYear = (digits: string): number =>
  digits.length === 2 ? CENTURY + Number(digits) : Number(digits);

/** Day, month and year, or month, day and year; a time may follow. */
function readNamedMonth([first = "", second = "", year = ""]: readonly string[]): string | null {
  const [day, word] = /^\d/.test(first) ? [first, second] : [second, first];
  const month = MONTHS.findIndex((name) => name.test(word)) + 1;
  if (month === 0 || !/^\d{1,2}$/.test(day) || !/^(?:\d{2}|\d{4})$/.test(year)) return null;
  return dayOf(fullYear(year), month, Number(day));
}

/** A whole moment stays exact; a day alone is its noon, which is that day in all of Europe. */
export function readMoment(text: string): number | null {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return Date.parse(text) || null;
  const day = readDay(text);
  return day === null ? null : Date.parse(`${day}T${NOON_HOUR}:00:00Z`);
}

function dayOf(year: number, month: number, day: number): string | null {
  const moment = new Date(Date.UTC(year, month - 1, day));
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return null;
  return moment.toISOString().slice(0, "2026-01-15".length);
}
