/** Fetching a model from Ollama's library, as a job: gigabytes that go on where they stopped. */
import { z } from "zod";
import { defineJob, type JobContext } from "../jobs/mod.ts";
import type { ModelServer } from "./ports.ts";

const NAME_CHARS_MAX = 120;
const LEASE_MS = 60_000;
const ATTEMPTS = 5;
const BYTES_PER_MEGABYTE = 1_000_000;

/** Model names in Ollama's notation: "qwen3-vl:4b", "hf.co/someone/model:Q4_K_M". */
export const ModelNameSchema = z.string().trim().min(1).max(NAME_CHARS_MAX).regex(
  /^\w[\w.-]*(?:\/\w[\w.-]*)*(?::\w[\w.-]*)?$/,
);

export const pullModel = defineJob<{ model: string }>({
  name: "pull_model",
  title: "ai.job_pull",
  payload: z.object({ model: ModelNameSchema }),
  // Not the models' lane: reading goes on meanwhile with what is there.
  lane: "house",
  attempts: ATTEMPTS,
  leaseMs: LEASE_MS,
  key: ({ model }) => model,
});

export async function runPull(
  { model }: { model: string },
  { signal, progress }: JobContext,
  ollama: ModelServer,
): Promise<void> {
  const megabytes = (bytes: number) => Math.round(bytes / BYTES_PER_MEGABYTE);
  await ollama.pull(model, {
    signal,
    onProgress({ done, total }) {
      const message = { key: "ai.pulling", params: { model } };
      // A cancelled job also aborts its signal.
      progress(megabytes(done), megabytes(total), message).catch(() => {});
    },
  });
}
