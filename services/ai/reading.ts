/** The two passes over an item's photos, as jobs: labels first, then the item itself. */
import { z } from "zod";
import type { Clock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import type { Actor, Facts, Inventory } from "../inventory/mod.ts";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import type { SellerLanguage } from "./flaws.ts";
import { itemAnswerSchema, itemFacts } from "./item_answer.ts";
import type { PicturesOf } from "./pictures.ts";
import type { Picture, VisionModel } from "./ports.ts";
import { itemPrompt } from "./prompts.ts";
import type { Readers } from "./readers.ts";
import type { AiSettings } from "./settings.ts";
import { type PhotoLines, tagFacts } from "./tag_facts.ts";

const ReadingSchema = z.object({ itemId: z.string() });
type Reading = z.infer<typeof ReadingSchema>;

const LEASE_MS = 60_000;
const ATTEMPTS = 3;
/** A model needs to see the item, not every detail of it, and each picture costs it minutes. */
const PICTURES_MAX = 4;
const MODEL_SIDE_PIXELS = 896;

const common = {
  payload: ReadingSchema,
  lane: "models",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ itemId }: Reading) => itemId,
} as const;

export const readTags = defineJob<Reading>({ name: "read_tags", title: "ai.job_tags", ...common });
export const readItem = defineJob<Reading>({ name: "read_item", title: "ai.job_item", ...common });

export interface ReadingNeeds {
  readonly clock: Clock;
  readonly readers: Readers;
  readonly settings: () => Promise<AiSettings>;
  readonly picturesOf: PicturesOf;
  readonly shrink: (picture: Picture, side: number) => Promise<Picture>;
  readonly inventory: Pick<Inventory, "byId" | "proposeFacts">;
  /** Language in which the seller writes. */
  readonly language: () => Promise<SellerLanguage>;
}

export async function runTagPass(
  { itemId }: Reading,
  { signal, progress }: JobContext,
  needs: ReadingNeeds,
): Promise<void> {
  const reader = await needs.readers.tags(await needs.settings(), signal);
  if (!reader) return;
  const pictures = await picturesWanted(itemId, needs);
  const category = (await needs.inventory.byId(itemId)).value.facts.category?.value;
  const read: PhotoLines[] = [];
  for (const [index, { photoId, load }] of pictures.entries()) {
    await progress(index, pictures.length, {
      key: "ai.reading_photo",
      params: { number: index + 1, total: pictures.length, reader: reader.name },
    });
    const picture = await load();
    if (!picture) continue;
    read.push({ photoId, lines: await reader.readLines(picture, signal) });
  }
  const facts = tagFacts(read, { by: reader.name, at: needs.clock.now() }, { category });
  const taken = await propose(itemId, facts, reader.name, needs);
  await progress(pictures.length, pictures.length, outcome(taken, reader.name));
}

export async function runItemPass(
  { itemId }: Reading,
  { signal, progress }: JobContext,
  needs: ReadingNeeds,
): Promise<void> {
  const model = await needs.readers.item(await needs.settings(), signal);
  if (!model) return;
  const wanted = (await picturesWanted(itemId, needs)).slice(0, PICTURES_MAX);
  const loaded = (await Promise.all(wanted.map(({ load }) => load()))).filter((p) => p !== null);
  if (loaded.length === 0) throw invalid("ai.no_photos");
  const looking = { key: "ai.looking", params: { model: model.name, photos: loaded.length } };
  await progress(0, 0, looking);
  const read = { by: model.name, at: needs.clock.now(), photoId: wanted[0]!.photoId };
  const facts = itemFacts(
    await look(model, loaded, signal, needs.shrink, (characters) => {
      // A cancelled job also aborts its signal.
      progress(characters, 0, looking).catch(() => {});
    }),
    read,
    await needs.language(),
  );
  const taken = await propose(itemId, facts, model.name, needs);
  await progress(1, 1, outcome(taken, model.name));
}

/** Also what the settings page tries on its sample. */
export async function look(
  model: VisionModel,
  pictures: readonly Picture[],
  signal: AbortSignal,
  shrink: ReadingNeeds["shrink"],
  onProgress?: (characters: number) => void,
) {
  const small = await Promise.all(pictures.map((picture) => shrink(picture, MODEL_SIDE_PIXELS)));
  const options = onProgress ? { signal, onProgress } : { signal };
  return await model.read(small, itemPrompt(), itemAnswerSchema(), options);
}

async function picturesWanted(itemId: string, { picturesOf }: ReadingNeeds) {
  const pictures = await picturesOf(itemId);
  if (pictures.length === 0) throw invalid("ai.no_photos");
  return pictures;
}

/** @returns the number of applied facts; stronger sources are kept */
async function propose(
  itemId: string,
  facts: Facts,
  reader: string,
  { inventory }: ReadingNeeds,
): Promise<number> {
  const by: Actor = { kind: "house", name: reader };
  return (await inventory.proposeFacts(itemId, facts, by)).taken.length;
}

function outcome(count: number, reader: string) {
  return { key: "ai.fields_read", params: { count, reader } };
}
