/** Durations in milliseconds, and the calendar of Italy, wherever the computer stands. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Days begin and hours are counted by this zone; stored moments are UTC. */
export const TIME_ZONE = "Europe/Rome";

/** @param at milliseconds since 1970 */
export function zonedTime(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIME_ZONE);
}

/** "2026-11-23": the day in Italy. */
export const dayOf = (at: number): string => zonedTime(at).toPlainDate().toString();

/** The first moment of the day that lies `days` days after the day of `at`. */
export function startOfDayAfter(at: number, days: number): number {
  return zonedTime(at).startOfDay().add({ days }).startOfDay().epochMilliseconds;
}

/** The next moment after `at`, never `at` itself, at which clocks in Italy show this time. */
export function nextTimeOfDay(at: number, time: Temporal.PlainTimeLike | string): number {
  const today = zonedTime(at).withPlainTime(time);
  const next = today.epochMilliseconds > at ? today : today.add({ days: 1 });
  return next.epochMilliseconds;
}
