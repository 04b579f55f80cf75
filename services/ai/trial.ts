/** Tries a reader on a sample picture, so that the seller can judge it before use. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import { type Database, defineCollection, retrying } from "../store/mod.ts";
import type { Facts } from "../inventory/mod.ts";
import type { SellerLanguage } from "./flaws.ts";
import { itemAnswerSchema, itemFacts } from "./item_answer.ts";
import type { Picture } from "./ports.ts";
import type { Readers } from "./readers.ts";
import { look, type ReadingNeeds } from "./reading.ts";
import type { AiSettings } from "./settings.ts";
import { tagFacts } from "./tag_facts.ts";

export const PASSES = ["tags", "item"] as const;
export type Pass = (typeof PASSES)[number];

const LEASE_MS = 60_000;

export const tryReader = defineJob<{ pass: Pass }>({
  name: "try_reader",
  title: "ai.job_try",
  payload: z.object({ pass: z.enum(PASSES) }),
  lane: "models",
  attempts: 1,
  leaseMs: LEASE_MS,
  key: ({ pass }) => pass,
});

const TrialSchema = z.object({
  pass: z.enum(PASSES),
  by: z.string(),
  at: z.number(),
  tookMs: z.number(),
  /** Lines read by the label pass. */
  lines: z.array(z.string()).optional(),
  /** Answer of the garment pass. */
  answer: z.unknown().optional(),
});
type StoredTrial = z.infer<typeof TrialSchema>;

export interface Trial extends Omit<StoredTrial, "answer"> {
  /** Facts that it would propose for an item. */
  readonly facts: Facts;
}

const trials = defineCollection<StoredTrial>({
  name: "ai_trials",
  schema: TrialSchema,
  version: 1,
  id: ({ pass }) => pass,
});

interface TrialNeeds {
  readonly db: Database;
  readonly clock: Clock;
  readonly readers: Readers;
  readonly settings: () => Promise<AiSettings>;
  readonly sample: () => Promise<Picture>;
  readonly shrink: ReadingNeeds["shrink"];
}

export async function runTrial(
  { pass }: { pass: Pass },
  { signal, progress }: JobContext,
  needs: TrialNeeds,
): Promise<void> {
  const { db, clock, readers, sample, shrink } = needs;
  const settings = await needs.settings();
  const picture = await sample();
  const begun = clock.now();
  const told = (by: string) => progress(0, 0, { key: "ai.trying", params: { reader: by } });
  if (pass === "tags") {
    const reader = await readers.tags(settings, signal);
    if (!reader) return;
    await told(reader.name);
    const lines = (await reader.readLines(picture, signal)).map(({ text }) => text);
    await keep(db, { pass, by: reader.name, at: begun, tookMs: clock.now() - begun, lines });
  } else {
    const model = await readers.item(settings, signal);
    if (!model) return;
    await told(model.name);
    const answer = await look(model, [picture], signal, shrink);
    await keep(db, { pass, by: model.name, at: begun, tookMs: clock.now() - begun, answer });
  }
}

export async function readTrials(db: Database, language: SellerLanguage): Promise<Trial[]> {
  const rows = await db.getMany(trials, PASSES);
  return rows.filter((row) => row !== null).map(({ value: { answer, ...trial } }) => ({
    ...trial,
    facts: { ...factsOfLines(trial), ...factsOfAnswer(answer, trial, language) },
  }));
}

function factsOfLines({ lines = [], by, at }: Omit<StoredTrial, "answer">): Facts {
  return tagFacts([{ lines: lines.map((text) => ({ text, confidence: 1 })) }], { by, at });
}

function factsOfAnswer(
  answer: unknown,
  { by, at }: Omit<StoredTrial, "answer">,
  language: SellerLanguage,
): Facts {
  // A closed list may have lost a value since then.
  const known = itemAnswerSchema().safeParse(answer);
  return known.success ? itemFacts(known.data, { by, at }, language) : {};
}

async function keep(db: Database, trial: StoredTrial): Promise<void> {
  await retrying(async () => {
    const row = await db.get(trials, trial.pass);
    const change = db.change();
    if (row) change.update(trials, row, trial);
    else change.insert(trials, trial);
    await change.commit();
  });
}
