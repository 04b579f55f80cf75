/** What the island of jobs under way is given, for every page that shows them. */
import type { Context } from "hono";
import type { LiveJobsProps } from "../../islands/LiveJobs.tsx";
import type { Job } from "../../services/jobs/mod.ts";
import type { Env } from "../env.ts";
import { type JobInWords, sayJob } from "./job_words.ts";

interface LiveJobsOptions {
  /** The path of the page, with its search: what it shows is fetched again from there. */
  readonly source: string;
  /** Only jobs of this subject. @default all */
  readonly subject?: string;
}

export function liveJobs(
  c: Context<Env>,
  jobs: readonly (Job | JobInWords)[],
  { source, subject }: LiveJobsOptions,
): LiveJobsProps {
  const { t } = c.var;
  return {
    jobs: jobs.map((job) => "stateWord" in job ? job : sayJob(job, t)),
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
