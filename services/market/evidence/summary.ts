/** How much evidence there is, of which sort, and how fresh. */
import { fold } from "../../base/text.ts";
import { type Mode, MODES, type Observation } from "../observation.ts";
import type { SightingFilter, Summary } from "./evidence.ts";

/** @param newestFirst all of it */
export function summarise(newestFirst: readonly Observation[], complete: boolean): Summary {
  const byMode = Object.fromEntries(MODES.map((mode) => [mode, 0])) as Record<Mode, number>;
  const byCountry: Record<string, number> = {};
  let sold = 0;
  for (const { mode, country, kind } of newestFirst) {
    byMode[mode]++;
    byCountry[country] = (byCountry[country] ?? 0) + 1;
    if (kind === "sold") sold++;
  }
  const total = newestFirst.length;
  return {
    total,
    asking: total - sold,
    sold,
    own: byMode.own,
    byMode,
    byCountry,
    newest: newestFirst[0]?.seenAt ?? null,
    oldest: newestFirst.at(-1)?.seenAt ?? null,
    complete,
  };
}

export function filterOf(filter: SightingFilter): (observation: Observation) => boolean {
  const { mode, kind, country, text = "" } = filter;
  const words = fold(text).split(/\s+/).filter(Boolean);
  return (one) => {
    if (mode && one.mode !== mode) return false;
    if (kind && one.kind !== kind) return false;
    if (country && one.country !== country) return false;
    if (words.length === 0) return true;
    const said = fold(`${one.brand ?? ""} ${one.title}`);
    return words.every((word) => said.includes(word));
  };
}
