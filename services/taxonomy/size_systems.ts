/** Countries' ways of numbering sizes, which of them each site believes first, and how they convert. */
import { z } from "zod";
import type { Site } from "../marketplace/mod.ts";
import { readWords } from "./labels.ts";
import data from "./data/size_systems.json" with { type: "json" };

const NUMBER_SYSTEMS = [
  "EU",
  "IT",
  "FR",
  "ES",
  "DE",
  "UK",
  "US",
  "AU",
  "CA",
  "MX",
  "BR",
  "CN",
  "JP",
  "KR",
  "RU",
  "PT",
  "NL",
  "BE",
  "AT",
  "CH",
  "DK",
  "SE",
  "PL",
] as const;
export type NumberSystem = (typeof NUMBER_SYSTEMS)[number];
type PerSystem<T> = Readonly<Partial<Record<NumberSystem, T>>>;

const System = z.enum(NUMBER_SYSTEMS);
const perSystem = <T extends z.ZodType>(value: T) => z.partialRecord(System, value);
const Systems = z.string().transform((line) => z.array(System).parse(readWords(line)));

const SizeSystemsFile = z.object({
  names: z.record(System, z.string().transform(readWords)),
  believed: z.record(z.string(), Systems),
  women: z.object({
    added: perSystem(z.number()),
    suggested: perSystem(z.array(z.number())),
    americanRanges: z.record(z.string(), z.string()),
  }),
  men: z.object({
    letters: z.record(z.string(), z.number()),
    added: perSystem(z.number()),
    collars: z.record(z.string(), z.string()),
  }),
  bras: z.object({
    underbust: z.array(z.number()),
    bands: perSystem(z.array(z.number())),
    commonCups: z.string().transform(readWords),
  }),
  shoes: z.object({ european: Systems, low: z.number(), high: z.number() }),
});
const file = SizeSystemsFile.parse(data);

/** Every spelling of a system's name as labels print it: "EUR" is EU, "GB" is UK. */
export const SYSTEM_NAMES: ReadonlyMap<string, NumberSystem> = new Map(
  NUMBER_SYSTEMS.flatMap((system) => file.names[system].map((name) => [name, system] as const)),
);

/** The systems whose numbers convert, in the order in which sellers on this site believe them. */
export function believedSystems(site: Site): readonly NumberSystem[] {
  return file.believed[site] ?? file.believed.default!;
}

/**
 * Women's clothes. `added` turns a number into the site's; `suggested` holds several such additions for
 * systems that makers use differently.
 */
export const WOMEN = file.women;
/** Men's clothes. `letters` gives the chest size of each letter, `collars` the shirt collars in centimetres. */
export const MEN = file.men;
/** `bands` lists for each system the band of every underbust; cup letters beyond `commonCups` differ. */
export const BRAS = file.bras;
export const SHOES = file.shoes;

export const isBand = (system: NumberSystem, band: number): boolean =>
  BRAS.bands[system]?.includes(band) ?? false;
