/** Now, in the morning, or with the digest: by the clock on the wall in Italy. */
import type { Rules } from "./settings.ts";

const TIME_ZONE = "Europe/Rome";

/** @returns until when it waits; `null`: it is told at once */
export function heldUntil(now: number, rules: Pick<Rules, "quiet" | "digest">): number | null {
  const { digest } = rules;
  if (!digest.on) return quietUntil(now, rules);
  const at = nextHour(now, digest.hour);
  return quietUntil(at, rules) ?? at;
}

/** @returns when the silence of the night ends; `null`: there is none */
export function quietUntil(at: number, { quiet }: Pick<Rules, "quiet">): number | null {
  return quiet.on && isQuiet(at, quiet) ? nextHour(at, quiet.to) : null;
}

function isQuiet(at: number, { from, to }: Rules["quiet"]): boolean {
  const { hour } = here(at);
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The next time that the clock strikes this hour, never `at` itself. */
function nextHour(at: number, hour: number): number {
  const today = here(at).withPlainTime({ hour });
  const next = today.epochMilliseconds > at ? today : today.add({ days: 1 });
  return next.epochMilliseconds;
}

/** "2026-11-23": which day it is in Italy. */
export const dayOf = (at: number): string => here(at).toPlainDate().toString();

function here(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(TIME_ZONE);
}
