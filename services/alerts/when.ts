/** Now, in the morning, or with the digest: by the clock on the wall in Italy. */
import { nextTimeOfDay, zonedTime } from "../base/time.ts";
import type { Rules } from "./settings.ts";

/** @returns until when it waits; `null`: it is told at once */
export function heldUntil(now: number, rules: Pick<Rules, "quiet" | "digest">): number | null {
  const { digest } = rules;
  if (!digest.on) return quietUntil(now, rules);
  const at = nextTimeOfDay(now, { hour: digest.hour });
  return quietUntil(at, rules) ?? at;
}

/** @returns when the silence of the night ends; `null`: there is none */
export function quietUntil(at: number, { quiet }: Pick<Rules, "quiet">): number | null {
  return quiet.on && isQuiet(at, quiet) ? nextTimeOfDay(at, { hour: quiet.to }) : null;
}

function isQuiet(at: number, { from, to }: Rules["quiet"]): boolean {
  const { hour } = zonedTime(at);
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}
