/** Days as the calendar on the wall in Italy counts them. */
const TIME_ZONE = "Europe/Rome";

/** The first moment of the day that lies so many days after that of `at`. */
export function dayAfter(at: number, days: number): number {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIME_ZONE);
  return here.startOfDay().add({ days }).startOfDay().epochMilliseconds;
}

/** "2026-11-22" */
export const dayName = (at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString();
