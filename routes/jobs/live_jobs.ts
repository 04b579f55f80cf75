/** Builds the props of the island that shows active jobs. */
import type { Context } from "hono";
import type { LiveJobsProps } from "../../islands/LiveJobs.tsx";
import type { Job } from "../../services/jobs/mod.ts";
import type { Env } from "../env.ts";
import { describeJob, type JobTexts } from "./job_texts.ts";

interface LiveJobsOptions {
  /** The page's path with its query, from which the island fetches updates. */
  readonly source: string;
  /** Only jobs of this subject. @default all */
  readonly subject?: string;
}

export function liveJobs(
  c: Context<Env>,
  jobs: readonly (Job | JobTexts)[],
  { source, subject }: LiveJobsOptions,
): LiveJobsProps {
  const { t } = c.var;
  return {
    jobs: jobs.map((job) => "stateWord" in job ? job : describeJob(job, t)),
    source,
    ...(subject !== undefined && { subject }),
    revision: c.var.jobsRevision ?? "",
    words: {
      cancel: t("jobs.cancel"),
      more: t("jobs.more", { count: "{count}" }),
      updated: t("live.updated"),
      loggedOut: t("live.logged_out"),
      logIn: t("live.log_in"),
      moved: t("live.moved"),
      reload: t("live.reload"),
      meanwhile: t("live.meanwhile"),
      use: t("live.use"),
    },
  };
}
