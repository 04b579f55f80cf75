/** Decides when an alert may be sent, by quiet hours and digest, in Italian time. */
import { nextTimeOfDay, zonedTime } from "../base/time.ts";
import type { Rules } from "./settings.ts";

/** @returns until when the alert is held; null to send it now */
export function heldUntil(now: number, rules: Pick<Rules, "quiet" | "digest">): number | null {
  const { digest } = rules;
  if (!digest.on) return quietUntil(now, rules);
  const at = nextTimeOfDay(now, { hour: digest.hour });
  return quietUntil(at, rules) ?? at;
}

/** @returns when the quiet hours end; null outside them */
export function quietUntil(at: number, { quiet }: Pick<Rules, "quiet">): number | null {
  return quiet.on && isQuiet(at, quiet) ? nextTimeOfDay(at, { hour: quiet.to }) : null;
}

function isQuiet(at: number, { from, to }: Rules["quiet"]): boolean {
  const { hour } = zonedTime(at);
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}
