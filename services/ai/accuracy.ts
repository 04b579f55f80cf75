/** Counts how often each reader was right, by the seller's corrections. */
import { z } from "zod";
import type { FactName, Facts, FactsPatch } from "../inventory/mod.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";

const ScoreSchema = z.object({
  by: z.string(),
  fact: z.string(),
  right: z.number().int(),
  wrong: z.number().int(),
});
export type Score = z.infer<typeof ScoreSchema>;

const scoreId = ({ by, fact }: Pick<Score, "by" | "fact">) => `${by}/${fact}`;
const scores = defineCollection<Score>({
  name: "ai_scores",
  schema: ScoreSchema,
  version: 1,
  id: scoreId,
});

interface Verdict {
  readonly by: string;
  readonly fact: FactName;
  readonly right: boolean;
}

/** Judges readers by the seller's edit: a confirmed value was right, a changed or cleared one wrong. */
export function verdictsOfEdit(before: Facts, patch: FactsPatch): Verdict[] {
  return (Object.keys(patch) as FactName[]).flatMap((fact) => {
    const by = readerOf(before, fact);
    return by ? [{ by, fact, right: same(before[fact]?.value, patch[fact]) }] : [];
  });
}

/** Counts values as right that the seller kept when the item was listed. */
export function verdictsOfListing(facts: Facts): Verdict[] {
  return (Object.keys(facts) as FactName[]).flatMap((fact) => {
    const by = readerOf(facts, fact);
    return by ? [{ by, fact, right: true }] : [];
  });
}

interface Accuracy {
  count(verdicts: readonly Verdict[]): Promise<void>;
  /** Scores by reader and fact. */
  scores(): Promise<Score[]>;
}

export function createAccuracy(db: Database): Accuracy {
  async function countOne({ by, fact, right }: Verdict): Promise<void> {
    await retrying(async () => {
      const row = await db.get(scores, scoreId({ by, fact }));
      const old = row?.value ?? { by, fact, right: 0, wrong: 0 };
      const next = right ? { ...old, right: old.right + 1 } : { ...old, wrong: old.wrong + 1 };
      const change = db.change();
      if (row) change.update(scores, row, next);
      else change.insert(scores, next);
      await change.commit();
    });
  }

  return {
    async count(verdicts) {
      for (const verdict of verdicts) await countOne(verdict);
    },
    async scores() {
      const found: Score[] = [];
      for await (const { value } of db.each(scores)) found.push(value);
      return found;
    },
  };
}

/** `undefined` also for what the reader itself gave as read in part. */
function readerOf(facts: Facts, name: FactName): string | undefined {
  const fact = facts[name];
  if (fact?.partial) return undefined;
  return fact?.source === "tag" || fact?.source === "photo" ? fact.by : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
