/** Days as people and spreadsheets write them: the day before the month, as everywhere but in America. */
const CENTURY = 2_000;
const NOON_HOUR = 12;

/** "2026-01-15" of "15/01/2026", "15.1.26", "2026-01-15T09:00:00Z"; `null` for a day that is none. */
export function readDay(text: string): string | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const common = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?=$|\s)/.exec(text);
  if (!common) return null;
  const year = Number(common[3]);
  return dayOf(year < 100 ? CENTURY + year : year, Number(common[2]), Number(common[1]));
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
