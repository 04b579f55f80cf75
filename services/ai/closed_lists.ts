/** The words that a model may answer with, and the value of each. */
import type { FactValue } from "../taxonomy/facts.ts";
import { categories, COLOURS, CONDITIONS, PATTERN_LABELS } from "../taxonomy/mod.ts";

type Pattern = FactValue<"pattern">;

export const AUDIENCE_NAMES = ["women", "men", "girls", "boys"] as const;
type AudienceName = (typeof AUDIENCE_NAMES)[number];

export const COLOUR_NAMES = COLOURS.map(({ key }) => key);
export const PATTERN_NAMES = Object.keys(PATTERN_LABELS) as Pattern[];

const conditionByName = new Map(
  CONDITIONS.map(({ id, labels }) => [labels.en.toLowerCase().replaceAll(" ", "_"), id]),
);
/** Best first. */
export const CONDITION_NAMES = [...conditionByName.keys()];

export function conditionOf(name: string): FactValue<"condition"> | undefined {
  return conditionByName.get(name);
}

export function colourOf(name: string): number | undefined {
  return COLOURS.find(({ key }) => key === name)?.id;
}

/** Kinds of garment, each once, whoever wears them. */
export function kindNames(): string[] {
  const kinds = categories().filter(({ leaf }) => leaf).map(({ kind }) => kind);
  return [...new Set(kinds)].filter((kind) => kind !== undefined);
}

/**
 * The category of a kind for those who wear it. Where the tree tells several of one kind apart by their pattern
 * the pattern decides, else the general one.
 */
export function categoryOf(
  kind: string,
  audience: AudienceName,
  pattern: Pattern | null,
): string | undefined {
  const found = categories()
    .filter((category) => category.leaf && category.audience === audience && category.kind === kind)
    .map(({ key }) => key);
  const named = (start: string) => found.find((key) => key.startsWith(`${audience}.${start}`));
  return (pattern ? named(`${pattern}_`) : undefined) ?? named("other_") ?? found[0];
}
