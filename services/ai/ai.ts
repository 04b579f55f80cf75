/** The service of readers: settings, reading of photos, trials, spend and accuracy. */
import type { Clock } from "../base/clock.ts";
import { invalid, isFailure, type Params } from "../base/errors.ts";
import type { FactsPatch, Inventory, Item } from "../inventory/mod.ts";
import type { Job, Jobs } from "../jobs/mod.ts";
import type { Database } from "../store/mod.ts";
import { createAccuracy, type Score, verdictsOfEdit, verdictsOfListing } from "./accuracy.ts";
import type { SellerLanguage } from "./flaws.ts";
import type { PicturesOf } from "./pictures.ts";
import type { InstalledModel, ModelServer, Picture, TagReader, VisionModel } from "./ports.ts";
import { pullModel, runPull } from "./pulling.ts";
import { createReaders, type GlmAccess } from "./readers.ts";
import { readItem, readTags, runItemPass, runTagPass } from "./reading.ts";
import { type AiSettings, readSettings, saveSettings } from "./settings.ts";
import { createSpend, type MonthSpend } from "./spend.ts";
import { type Pass, PASSES, readTrials, runTrial, type Trial, tryReader } from "./trial.ts";

/** A slow Ollama server must not delay a page. */
const HEALTH_MS = 2_000;
const READING_JOBS: readonly string[] = [readTags.name, readItem.name];
/** Job subject of jobs that belong to the readers, not to an item. */
export const READERS = "readers";

interface AiNeeds {
  readonly db: Database;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly ocr: TagReader;
  readonly ollama: ModelServer;
  readonly glm: (access: GlmAccess) => VisionModel;
  readonly picturesOf: PicturesOf;
  readonly shrink: (picture: Picture, side: number) => Promise<Picture>;
  readonly sample: () => Promise<Picture>;
  readonly inventory: Pick<Inventory, "byId" | "proposeFacts">;
  /** Language in which the seller writes. */
  readonly language: () => Promise<SellerLanguage>;
}

export interface OllamaHealth {
  readonly url: string;
  /** Absent when it does not answer. */
  readonly version?: string;
  readonly models: readonly InstalledModel[];
  /** Why it is of no use just now. */
  readonly problem?: { readonly key: string; readonly params: Params };
}

/** The settings for pages, without the key. */
export type ShownSettings = Omit<AiSettings, "glmKey"> & { readonly hasKey: boolean };

export interface Started {
  readonly jobs: readonly string[];
  /** Passes without an available reader. */
  readonly skipped: readonly Pass[];
}

export interface AI {
  settings(): Promise<ShownSettings>;
  /** A field given as `undefined` is cleared; one that is absent stays. */
  saveSettings(patch: Partial<AiSettings>): Promise<void>;
  ollama(): Promise<OllamaHealth>;
  /**
   * Starts the passes that somebody can do.
   * @throws Failure `ai.nobody_reads` when there is none
   */
  startReading(itemId: string, passes?: readonly Pass[]): Promise<Started>;
  cancelReading(itemId: string): Promise<void>;
  /** Running readings. */
  reading(itemId: string): Promise<Job[]>;
  pull(model: string): Promise<string>;
  try(pass: Pass): Promise<string>;
  trials(): Promise<Trial[]>;
  /** The picture that `try` shows to the readers, a JPEG. */
  sample(): Promise<Picture>;
  /** Models that are being fetched and readers that are being tried. */
  underWay(): Promise<Job[]>;
  spend(): Promise<MonthSpend>;
  scores(): Promise<Score[]>;
  /** The seller has edited the item as it was: counts for or against whoever had read its facts. */
  corrected(before: Pick<Item, "facts">, patch: FactsPatch): Promise<void>;
  /** The item goes on sale: what the seller let stand was right. */
  kept(item: Pick<Item, "facts">): Promise<void>;
  close(): Promise<void>;
}

export function createAI(needs: AiNeeds): AI {
  const { db, jobs, ocr, ollama } = needs;
  const spend = createSpend(needs);
  const readers = createReaders({ ...needs, spend });
  const accuracy = createAccuracy(db);
  const settings = () => readSettings(db);
  const reading = { ...needs, readers, settings };

  jobs.handle(readTags, (payload, context) => runTagPass(payload, context, reading));
  jobs.handle(readItem, (payload, context) => runItemPass(payload, context, reading));
  jobs.handle(pullModel, (payload, context) => runPull(payload, context, ollama));
  jobs.handle(tryReader, (payload, context) => runTrial(payload, context, reading));

  async function canDo(pass: Pass): Promise<boolean> {
    try {
      return await readers[pass](await settings(), AbortSignal.timeout(HEALTH_MS)) !== null;
    } catch (error) {
      if (isFailure(error) || isTimeout(error)) return false;
      throw error;
    }
  }

  async function active(itemId: string): Promise<Job[]> {
    const found = await jobs.list({ subject: itemId });
    return found.filter((job) => READING_JOBS.includes(job.kind) && isUnderWay(job));
  }

  return {
    async settings() {
      const { glmKey, ...shown } = await settings();
      return { ...shown, hasKey: glmKey !== undefined };
    },
    saveSettings: (patch) => saveSettings(db, patch),

    async ollama() {
      const { url } = ollama;
      try {
        const signal = AbortSignal.timeout(HEALTH_MS);
        const [version, models] = await Promise.all([
          ollama.version(signal),
          ollama.models(signal),
        ]);
        return { url, version, models };
      } catch (error) {
        if (isTimeout(error)) {
          return { url, models: [], problem: { key: "ai.ollama_silent", params: { url } } };
        }
        if (!isFailure(error)) throw error;
        return { url, models: [], problem: { key: error.key, params: error.params } };
      }
    },

    async startReading(itemId, passes = PASSES) {
      const able = await Promise.all(passes.map(canDo));
      const doing = passes.filter((_, index) => able[index]);
      if (doing.length === 0) throw invalid("ai.nobody_reads");
      const change = db.change();
      const options = { subject: itemId };
      const ids = PASSES.filter((pass) => doing.includes(pass)).map((pass) =>
        jobs.enqueue(change, pass === "tags" ? readTags : readItem, { itemId }, options)
      );
      if (change.size > 0) await change.commit();
      return { jobs: ids, skipped: passes.filter((pass) => !doing.includes(pass)) };
    },
    async cancelReading(itemId) {
      for (const { id } of await active(itemId)) await jobs.cancel(id);
    },
    reading: active,

    pull: (model) => jobs.enqueueNow(pullModel, { model }, { subject: READERS }),
    try: (pass) => jobs.enqueueNow(tryReader, { pass }, { subject: READERS }),
    trials: async () => readTrials(db, await needs.language()),
    sample: needs.sample,
    underWay: async () => (await jobs.list({ subject: READERS })).filter(isUnderWay),
    spend: () => spend.thisMonth(),
    scores: () => accuracy.scores(),
    corrected: ({ facts }, patch) => accuracy.count(verdictsOfEdit(facts, patch)),
    kept: ({ facts }) => accuracy.count(verdictsOfListing(facts)),
    close: () => ocr.close(),
  };
}

function isUnderWay({ state }: Job): boolean {
  return state === "waiting" || state === "running" || state === "failed";
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}
