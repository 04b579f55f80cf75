/** Bras: the band in the European system, which is how the site names them. */
import { type ParsedSize, unsure } from "./parsed_size.ts";
import { BRAS, type NumberSystem } from "./size_systems.ts";
import type { Cup, SizeTokens } from "./size_tokens.ts";

/** @param believed the site's systems, the first believed most */
export function braSize(
  { cups }: Pick<SizeTokens, "cups">,
  believed: readonly NumberSystem[],
): ParsedSize | null {
  const systems = Object.keys(cups) as (NumberSystem | "bare")[];
  const order: readonly (NumberSystem | "bare")[] = ["EU", "DE", "bare", ...believed, ...systems];
  const system = order.find((one) => cups[one] !== undefined);
  const found = system && cups[system];
  if (!found) return null;
  if (system === "bare") return { label: label(found), system: "bra" };
  const band = europeanBand(system, found.band);
  // Beyond D the letters mean different cups.
  const sameCup = BRAS.commonCups.includes(found.cup) || system === "EU" || system === "DE";
  if (band === undefined || !sameCup) return unsure(`${system} ${label(found)}`, "bra");
  return { label: label({ ...found, band }), system: "bra" };
}

const label = ({ band, cup }: Cup): string => `${band}${cup}`;

function europeanBand(system: NumberSystem, band: number): number | undefined {
  return BRAS.underbust[BRAS.bands[system]?.indexOf(band) ?? -1];
}
