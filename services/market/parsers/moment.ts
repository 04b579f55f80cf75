/** When something was put up, as sites and programs write it: "14 ore fa", "23/03/2023, 16:59:47", seconds since 1970. */
import { SECOND_MS } from "../../base/time.ts";
import { readTimeAgo } from "./time_ago.ts";

/** Below this a number counts seconds, above it milliseconds: the border lies in 1973 and in 5138. */
const EPOCH_SECONDS_MAX = 1e11;
const EPOCH_SECONDS_MIN = 1e9;
/** The end of the year 9999: what lies beyond is no date, and cannot be written as one. */
const MOMENT_MAX = Date.UTC(10_000, 0, 1);
const TEXT_CHARS_MAX = 60;

const NUMERIC =
  /^(\d{1,4})[/.-](\d{1,2})(?:[/.-](\d{1,4}))?(?:[,T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/;

export interface MomentOptions {
  /** What "an hour ago" counts from. */
  readonly now: number;
  /** "12/11/2025" is the eleventh of December. */
  readonly monthFirst?: boolean;
}

/** Milliseconds since 1970, times without a zone taken as UTC; undefined where the text is no date. */
export function readMoment(value: unknown, options: MomentOptions): number | undefined {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string" || value.length > TEXT_CHARS_MAX) return undefined;
  const text = value.trim();
  if (/^\d{8}$/.test(text)) return utc(text.slice(0, 4), text.slice(4, 6), text.slice(6));
  if (/^\d{10,13}$/.test(text)) return fromEpoch(Number(text));
  return timeAgo(text, options.now) ?? withOffset(text) ??
    numeric(text, options.monthFirst ?? false);
}

function fromEpoch(value: number): number | undefined {
  if (!Number.isFinite(value) || value < EPOCH_SECONDS_MIN) return undefined;
  return valid(Math.round(value < EPOCH_SECONDS_MAX ? value * SECOND_MS : value));
}

function timeAgo(text: string, now: number): number | undefined {
  const ago = readTimeAgo(text);
  return ago === undefined ? undefined : valid(now - ago);
}

function withOffset(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) || !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    return undefined;
  }
  const iso = text.replace(" ", "T").replace(/\s+/, "").replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  return valid(Date.parse(iso));
}

function numeric(text: string, monthFirst: boolean): number | undefined {
  const [, a = "", b = "", c, hour, minute, second] = NUMERIC.exec(text) ?? [];
  if (a.length === 4) return utc(a, b, c ?? "1", hour, minute, second);
  if (c?.length !== 4 || a.length > 2) return undefined;
  const [day, month] = monthFirst ? [b, a] : [a, b];
  return utc(c, month, day, hour, minute, second);
}

function utc(
  year: string,
  month: string,
  day: string,
  hour = "0",
  minute = "0",
  second = "0",
): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > 31 || Number(hour) > 23) return undefined;
  return valid(Date.UTC(y, m - 1, d, Number(hour), Number(minute), Number(second)));
}

const valid = (ms: number): number | undefined => ms >= 0 && ms < MOMENT_MAX ? ms : undefined;
