/** Kinds of garment, the same for every department: what they are called and which measures they want. */
import { z } from "zod";
import type { Measure } from "./facts.ts";
import { MEASURES } from "./measures.ts";
import { type Labels, readLabels, readWords } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";
import data from "./data/kinds.json" with { type: "json" };

export interface Kind {
  readonly key: string;
  /** Singular, for titles. */
  readonly noun: Labels;
  /** Measures that buyers ask for, most asked first. */
  readonly measures: readonly Measure[];
  /** The kind to fall back on where a department does not tell this one apart. */
  readonly broader?: string;
  readonly words: readonly string[];
}

const KindsFile = z.object({
  measures: z.record(z.string(), z.array(z.enum(MEASURES))),
  kinds: z.record(
    z.string(),
    z.object({
      noun: z.string(),
      measures: z.string(),
      broader: z.string().optional(),
      words: z.string(),
    }),
  ),
});

function readKinds(): Map<string, Kind> {
  const file = KindsFile.parse(data);
  return new Map(
    Object.entries(file.kinds).map(([key, row]) => [key, {
      key,
      noun: readLabels(row.noun),
      measures: file.measures[row.measures] ?? [],
      ...(row.broader && { broader: row.broader }),
      words: readWords(row.words),
    }]),
  );
}

export const KINDS: ReadonlyMap<string, Kind> = readKinds();

/** Whether the first kind is the second or one of its sorts: a blazer is a jacket. */
export function isSortOf({ key, broader }: Kind, other: Kind): boolean {
  const seen = new Set([key]);
  for (let next = broader; next !== undefined && !seen.has(next); next = KINDS.get(next)?.broader) {
    seen.add(next);
  }
  return seen.has(other.key);
}

/** The words that sellers use, each with its kind. */
export const KIND_WORDS = new Phrasebook<Kind>(() =>
  [...KINDS.values()].flatMap((kind) => kind.words.map((word) => [word, kind] as const))
);

/** The kind that a text names, if it names nothing else: "Scarpe da ginnastica", not "Scarpe da ginnastica con i lacci". */
export const kindNamed = (text: string): string | undefined => KIND_WORDS.exactly(text)?.key;
