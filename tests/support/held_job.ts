/** A job that runs until the test lets it end: pages see it under way for as long as they must. */
import { z } from "zod";
import type { Services } from "../../routes/services.ts";
import { defineJob, type Job, type Lane } from "../../services/jobs/mod.ts";

export interface HeldJob {
  readonly id: string;
  /** Lets it end. Resolves when everybody has heard of it. */
  end(): Promise<void>;
}

/** @param lane other jobs of this lane wait meanwhile */
export async function holdJob(
  { jobs }: Pick<Services, "jobs">,
  { subject, lane, title }: { subject?: string; lane: Lane; title: string },
): Promise<HeldJob> {
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const kind = defineJob({
    name: `test.held.${crypto.randomUUID()}`,
    title,
    payload: z.null(),
    lane,
    attempts: 1,
    leaseMs: 60_000,
  });
  jobs.handle(kind, () => {
    begun.resolve();
    return held.promise;
  });
  const id = await jobs.enqueueNow(kind, null, subject === undefined ? {} : { subject });
  await begun.promise;
  return {
    id,
    async end() {
      const ended = Promise.withResolvers<void>();
      const leave = jobs.onUpdate((job: Job) => {
        if (job.id === id && job.state === "done") ended.resolve();
      });
      held.resolve();
      await ended.promise;
      leave();
    },
  };
}
