/** Precedence of sources: seller, label, import, photo, inference. */
import {
  FACT_NAMES,
  FACT_VALUES,
  type FactName,
  type Facts,
  FactsSchema,
  type FactValue,
  SOURCES,
} from "../taxonomy/facts.ts";
import { z } from "zod";
import { invalid } from "../base/errors.ts";
import { withConsequences, withPartialMarks } from "./consequences.ts";
import type { Item } from "./item.ts";

/** Facts from the seller: a value, or `null` to keep the fact empty. */
export type FactsPatch = { [N in FactName]?: FactValue<N> | null };

export const FactsPatchSchema: z.ZodType<FactsPatch> = z.strictObject(
  Object.fromEntries(FACT_NAMES.map((name) => [name, FACT_VALUES[name].nullish()])),
) as unknown as z.ZodType<FactsPatch>;

type Described = Pick<Item, "facts" | "leftEmpty">;
/** Facts of any name are merged alike; which value belongs to which name was checked by the schema. */
type AnyFacts = Partial<Record<FactName, Facts[FactName]>>;

/** The seller's values as facts, sure and stamped with the time. */
export function saidBySeller(patch: FactsPatch, at: number): Facts {
  const said = named(patch).filter(([, value]) => value !== null);
  return Object.fromEntries(
    said.map(([name, value]) => [name, { value, source: "seller", confidence: 1, at }]),
  );
}

/** Applies the seller's facts, which replace every source; cleared facts stay empty until the seller fills them. */
export function withSaid<T extends Described>(item: T, given: FactsPatch, at: number): T {
  const { success, data: patch, error } = FactsPatchSchema.safeParse(given);
  if (!success) throw invalid("inventory.bad_fact", { field: String(error.issues[0]?.path[0]) });
  const facts: AnyFacts = { ...withoutOldSize(item, patch) };
  const leftEmpty = { ...item.leftEmpty };
  const said: AnyFacts = saidBySeller(patch, at);
  for (const [name, value] of named(patch)) {
    if (value === null) {
      delete facts[name];
      leftEmpty[name] ??= at;
    } else {
      delete leftEmpty[name];
      if (!sameSaying(facts[name], said[name])) facts[name] = said[name];
    }
  }
  return described(item, facts, leftEmpty);
}

/** Drops the size of the old label when the seller changes the label alone. */
function withoutOldSize({ facts }: Described, { sizeLabel, size }: FactsPatch): Facts {
  const { size: known, ...others } = facts;
  const label = facts.sizeLabel;
  const isNew = sizeLabel && size === undefined && sizeLabel !== label?.value;
  return isNew && known?.at === label?.at && known?.source === label?.source ? others : facts;
}

/** Applies proposals that are stronger than the known facts. @returns the item and the applied names */
export function withProposed<T extends Described>(
  item: T,
  given: Facts,
): { item: T; taken: FactName[] } {
  const proposals = withPartialMarks(FactsSchema.parse(given));
  const taken = FACT_NAMES.filter((name) =>
    !(item.leftEmpty && name in item.leftEmpty) && beats(proposals[name], item.facts[name])
  );
  const facts: AnyFacts = { ...item.facts };
  for (const name of taken) facts[name] = proposals[name];
  return { item: described(item, facts, { ...item.leftEmpty }), taken };
}

/**
 * What is whole beats what was read in part. Else a stronger source counts; from an equal one what is surer, then
 * what is newer and says something else.
 */
function beats(proposal: Facts[FactName], known: Facts[FactName]): boolean {
  if (!proposal) return false;
  if (!known) return true;
  if (proposal.partial !== known.partial) return known.partial === true;
  const strength = SOURCES.indexOf(proposal.source) - SOURCES.indexOf(known.source);
  if (strength !== 0) return strength > 0;
  if (proposal.confidence !== known.confidence) return proposal.confidence > known.confidence;
  return proposal.at >= known.at && !sameSaying(known, proposal);
}

function sameSaying(one: Facts[FactName], other: Facts[FactName]): boolean {
  return one?.source === other?.source &&
    JSON.stringify(one?.value) === JSON.stringify(other?.value);
}

function described<T extends Described>(
  item: T,
  facts: AnyFacts,
  leftEmpty: NonNullable<Described["leftEmpty"]>,
): T {
  const next = { ...item, facts: facts as Facts, leftEmpty };
  if (Object.keys(leftEmpty).length === 0) delete (next as Described).leftEmpty;
  return withConsequences(next);
}

function named(patch: FactsPatch): [FactName, unknown][] {
  return Object.entries(patch).filter(([, value]) => value !== undefined) as [FactName, unknown][];
}
